"""Run tests in a copy of this repository whose docs/ holds three other articles, one of them of
tomorrow. No test may depend on what editors write, or on the day: this shows it.

    python tests/run_with_other_docs.py [--fork] [what pytest takes ...]

With --fork the copy is also another city's, as `make begin` makes it: in one language, on another
clock.
"""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

PROJECT = Path(__file__).parents[1]
sys.path[:0] = [str(PROJECT / "scripts"), str(PROJECT / "tests/support")]

from clones import copy_of_the_work_tree, git, installed  # noqa: E402
from newsroom.core.dates import build_day  # noqa: E402
from small_sites import original, write_files  # noqa: E402

SOURCES = "sources: [{title: Laporan, url: 'https://example.org/laporan'}]\n"


def other_docs() -> dict[str, str]:
    """A home page, a topic and three articles, all in one language."""
    tomorrow = build_day() + timedelta(days=1)
    return {
        "index.id.md": "---\ntitle: Beranda\nsummary: Ringkasan.\n---\n",
        "topics/wayang.id.md": "---\ntitle: Wayang\nsummary: Bayangan.\n---\n",
        f"news/{tomorrow.year}/besok/index.id.md": original(
            title="Kabar besok", published=str(tomorrow), topics="wayang", more=SOURCES
        ),
        "news/2025/lama/index.id.md": original(
            title="Kabar lama", published="2025-03-01", topics="wayang", more=SOURCES
        ),
        "announcements/2025/pentas/index.id.md": original(
            title="Pentas",
            published="2025-03-02",
            topics="wayang",
            more="starts: 2025-04-01\norganiser: Sanggar\n",
        ),
    }


CITY = {
    "name": "Contoh",
    "languages": "id",
    "country": "ID",
    "latitude": "-3.2",
    "longitude": "130.2",
    "time-zone": "Asia/Jayapura",
    "field": "music",
    "joined": "2019-10-31",
    "identity": "contoh.example.org,2027",
    "site-url": "https://contoh.example.org/",
    "repository": "https://github.com/contoh/kabar",
    "byline": "Redaksi Kota Contoh",
}


def become_a_fork(folder: Path) -> None:
    """Begin a newspaper of another city, in one language, on another clock and without lists."""
    options = [f"--{name}={value}" for name, value in CITY.items()]
    subprocess.run([sys.executable, "scripts/begin.py", *options], cwd=folder, check=True)


def main(arguments: list[str]) -> int:
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / "other"
        copy_of_the_work_tree(folder)
        git(folder, "init", "--quiet", "--initial-branch", "main")
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--message", "A copy without articles")
        if "--fork" in arguments:
            become_a_fork(folder)
        write_files(folder / "docs", other_docs())
        installed(folder)
        # The editors' files name the languages.
        editor = [sys.executable, "scripts/editor_files.py"]
        subprocess.run(editor, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        (folder / "tests/node/node_modules").symlink_to(PROJECT / "tests/node/node_modules")
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--message", "A copy with other articles")
        pytest = [sys.executable, "-m", "pytest", *(each for each in arguments if each != "--fork")]
        return subprocess.run(pytest, cwd=folder, env=os.environ, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
