#!/usr/bin/env python3
"""Fetch the list of addresses that the published site has, so that the check sees if one is lost.

If the site cannot be asked this is said, and no reason to stop: the site publishes the list anew at
each deployment, and a pull request is compared with what main publishes in any case.
"""

import os
from pathlib import Path

from newsroom.core.command import add_config, parser, run
from newsroom.core.problem import one_line
from newsroom.core.settings import read_settings
from newsroom.publish.published_register import NoAnswer, published_register


def main(arguments: list[str] | None = None) -> int:
    command = parser(__doc__)
    add_config(command)
    settings = read_settings(command.parse_args(arguments).config)
    assert settings.register
    try:
        text = published_register(settings.site_url)
    except NoAnswer as error:
        level = "::warning::" if os.environ.get("GITHUB_ACTIONS") else "warning: "
        print(f"{level}{settings.site_url} does not say its addresses: {one_line(str(error))}")
        return 0
    write(settings.register, text)
    print(f"{len(text.split())} addresses in {settings.register}")
    return 0


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)


if __name__ == "__main__":
    run(main)
