"""The cache for files that take long to make."""

import os
import time
from pathlib import Path

from newsroom.core.cache import MADE, cached, forget_unused

DAY = 24 * 60 * 60


def use(folder: Path, key: str, content: bytes = b"made") -> bytes:
    return cached(folder, "pictures", key, "jpg", lambda: content)


def test_a_file_is_made_once(tmp_path: Path) -> None:
    assert use(tmp_path, "one") == b"made"
    assert use(tmp_path, "one", b"again") == b"made"
    assert use(tmp_path, "other", b"again") == b"again"


def test_a_file_that_was_cut_or_changed_is_made_again(tmp_path: Path) -> None:
    use(tmp_path, "one")
    (file,) = (tmp_path / MADE / "pictures").iterdir()
    stored = file.read_bytes()
    for damaged in (b"", stored[:-1], b"M" + stored[1:]):
        file.write_bytes(damaged)
        assert use(tmp_path, "one", b"again") == b"again"


def test_what_is_used_stays_and_what_is_not_goes(tmp_path: Path) -> None:
    (tmp_path / "links.json").touch()
    use(tmp_path, "one")
    use(tmp_path, "other")
    long_ago = time.time() - 31 * DAY
    for file in (tmp_path / "links.json", *(tmp_path / MADE / "pictures").iterdir()):
        os.utime(file, (long_ago, long_ago))
    use(tmp_path, "one")
    forget_unused(tmp_path)
    assert (tmp_path / "links.json").is_file()
    assert use(tmp_path, "one", b"again") == b"made"
    assert use(tmp_path, "other", b"again") == b"again"
