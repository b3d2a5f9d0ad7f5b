"""Templates compiled once a process: MkDocs would compile each again for every language and for
every rebuild of `mkdocs serve`.

Jinja's own cache is a folder of code that is run as it is found there; this one leaves the process
with it."""

from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class _Compiled(BytecodeCache):
    """Keeps code by a template's name and its text."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code:
            self._codes[bucket.key, bucket.checksum] = bucket.code


COMPILED = _Compiled()
