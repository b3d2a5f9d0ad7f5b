"""Check the built pages of changed texts in Chromium, with the screen of a phone."""

from pathlib import Path

from newsroom.core.command import folder, parser, run
from newsroom.core.dates import build_day
from newsroom.core.failure import FileError
from newsroom.core.git import git_paths
from newsroom.core.settings import PROJECT, read_settings
from newsroom.publish.browser_look import album, look_at, pages_of
from newsroom.site.site import open_site


def main(arguments: list[str] | None = None) -> int:
    command = parser(__doc__, {1: "a page has faults"})
    command.add_argument(
        "folder", nargs="?", type=folder, default=PROJECT / "site", help="the built site"
    )
    command.add_argument(
        "--since", default="HEAD^1", help="check what changed since this commit (default: HEAD^1)"
    )
    command.add_argument(
        "--pictures", type=Path, help="write an HTML file with a picture of each page"
    )
    options = command.parse_args(arguments)
    if not (options.folder / "index.html").is_file():
        raise FileError(f"there is no built site in {options.folder}; `make build` makes it")
    settings = read_settings()
    site = open_site(settings, build_day())
    diff = ("diff", "--name-only", "-z", "--relative", options.since, "--", ".")
    shown = pages_of(site, git_paths(PROJECT / "docs", *diff))
    looks = list(look_at(options.folder, settings.site_url, shown))
    if options.pictures:
        options.pictures.parent.mkdir(parents=True, exist_ok=True)
        options.pictures.write_bytes(album(looks))
    faults = [fault for look in looks for fault in look.faults]
    texts = {
        page.file: text.path
        for page in shown
        if (text := page.article or page.withdrawn or page.text)
    }
    for fault in faults:
        print(fault.report(texts))
    print(f"{len(shown)} pages in the browser, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    run(main)
