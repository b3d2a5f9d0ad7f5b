#!/usr/bin/env python3
"""Write the files with which VS Code completes and explains the keys of front matter."""

from newsroom.authoring.vscode import EXAMPLE, editor_files
from newsroom.core.command import parser, run
from newsroom.core.settings import PROJECT, read_settings
from newsroom.site.site import open_site


def main() -> None:
    parser(__doc__).parse_args()
    for file in editor_files(open_site(read_settings(), EXAMPLE)):
        path = PROJECT / file.path
        path.parent.mkdir(exist_ok=True)
        path.write_text(file.text, encoding="utf-8")
        print(file.path)


if __name__ == "__main__":
    run(main)
