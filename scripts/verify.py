"""Look at the built site for the last time."""

from newsroom.core.command import folder, parser, run
from newsroom.core.dates import build_moment
from newsroom.core.failure import FileError
from newsroom.core.settings import PROJECT, read_settings
from newsroom.publish.verify import expected_of, verify
from newsroom.site.site import open_site


def main(arguments: list[str] | None = None) -> int:
    command = parser(__doc__, {1: "the site has faults and must not be published"})
    command.add_argument("folder", nargs="?", type=folder, default=PROJECT / "site")
    command.add_argument(
        "--site-url", help="address that it was built for, where not that of mkdocs.yml"
    )
    options = command.parse_args(arguments)
    if not (options.folder / "index.html").is_file():
        raise FileError(f"{options.folder} holds no built site; `make build` makes it")
    settings = read_settings().at(options.site_url)
    site = open_site(settings, build_moment())
    expected = expected_of(site, assets=(PROJECT / "overrides/assets",))
    faults = verify(options.folder, expected)
    for fault in faults:
        print(fault.report(expected.texts))
    count = sum(1 for _ in options.folder.rglob("*.html"))
    print(f"{count} pages, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    run(main)
