#!/usr/bin/env python3
"""Note the addresses that are published now, so that none of them is ever lost.

Exit codes: 0 done, 1 an address of the register would be lost.
"""

import sys

from newsroom.checks.register import published, read_register, register_problems
from newsroom.core.dates import build_day
from newsroom.core.problem import LANGUAGES
from newsroom.core.settings import read_settings
from newsroom.site.site import open_site


def main() -> int:
    settings = read_settings()
    site = open_site(settings, build_day())
    before = read_register(settings.register)
    lost = list(register_problems(site, before))
    for problem in lost:
        for language in LANGUAGES:
            print(problem.report(language), file=sys.stderr)
    found = published(site)
    after = sorted({*before, *found})
    if settings.register:
        lines = "".join(f"{address}\n" for address in after)
        settings.register.write_text(lines, encoding="utf-8")
    for address in sorted(found - set(before)):
        print(address)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
