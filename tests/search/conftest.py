"""The labelled archive: today's size, and no editor changes it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mkdocs_builds import built, make_project
from newsroom.site.site import Site
from relevance import ARCHIVE, archive_site
from servers import hosted
from shared_folders import SharedFolders


@pytest.fixture(scope="session")
def archive() -> Site:
    """The texts that the labels are about."""
    return archive_site()


@pytest.fixture(scope="session")
def archive_served(shared: SharedFolders, archive: Site) -> Iterator[str]:
    """The address of their site's home page."""
    base_path = archive.settings.base_path

    def make(folder: Path) -> None:
        site = built(make_project(folder, docs=ARCHIVE))
        (folder / "host").mkdir()
        site.rename(folder / "host" / base_path.strip("/"))

    folder = shared.folder("search-archive", make) / "host" / base_path.strip("/")
    with hosted(folder, base_path) as address:
        yield address
