"""Write the checksums of all files of the built site into it, as `checksums.txt`.

The deployment attests that file, which proves that this repository built the published files:
`gh attestation verify checksums.txt --repo OWNER/NAME`, then `sha256sum --check checksums.txt` in
the folder of the published files.
"""

from hashlib import sha256

from newsroom.core.command import folder, parser, run
from newsroom.core.failure import FileError
from newsroom.core.github_summary import set_output
from newsroom.core.settings import PROJECT
from newsroom.publish.verify import CHECKSUMS


def main(arguments: list[str] | None = None) -> None:
    command = parser(__doc__)
    command.add_argument(
        "folder", nargs="?", type=folder, default=PROJECT / "site", help="the built site"
    )
    site_folder = command.parse_args(arguments).folder
    if not site_folder.is_dir():
        raise FileError(f"there is no folder {site_folder}; `make build` makes it")
    paths = {
        path.relative_to(site_folder).as_posix(): path
        for path in site_folder.rglob("*")
        if path.is_file()
    }
    paths.pop(CHECKSUMS, None)
    lines = [
        f"{sha256(path.read_bytes()).hexdigest()}  {name}\n" for name, path in sorted(paths.items())
    ]
    content = "".join(lines).encode()
    (site_folder / CHECKSUMS).write_bytes(content)
    digest = f"sha256:{sha256(content).hexdigest()}"
    print(digest)
    set_output("digest", digest)


if __name__ == "__main__":
    run(main)
