"""Look at the built site for the last time.

Exit code 0: it may be published, 1: it has faults, 2: there is no site.
"""

import argparse
import sys
from pathlib import Path

from newsroom.core.dates import build_day
from newsroom.core.settings import PROJECT, read_settings
from newsroom.publish.verify import expected_of, verify
from newsroom.site.site import open_site


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=PROJECT / "site")
    parser.add_argument(
        "--site-url", help="address that it was built for, where not that of mkdocs.yml"
    )
    options = parser.parse_args()
    if not (options.folder / "index.html").is_file():
        print(f"{options.folder} holds no built site; `make build` makes it", file=sys.stderr)
        return 2
    settings = read_settings().at(options.site_url)
    expected = expected_of(
        open_site(settings, build_day()),
        assets=(PROJECT / "overrides/assets",),
    )
    faults = verify(options.folder, expected)
    for fault in faults:
        print(fault.report(expected.texts))
    count = sum(1 for _ in options.folder.rglob("*.html"))
    print(f"{count} pages, {len(faults)} faults", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
