"""Why a partner's feed could not be gathered."""

from datetime import timedelta

from newsroom.core.problem import one_line

MAX_WORDS = 200
"""Characters: a partner's server has its say in them."""


class Fault(Exception):
    """What went wrong, in one line of words for the status table."""

    def __init__(
        self, words: str, *, retry_after: timedelta | None = None, is_absent: bool = False
    ) -> None:
        self.words = one_line(words)[:MAX_WORDS]
        super().__init__(self.words)
        self.retry_after = retry_after
        """How long the partner's server asks us to wait."""
        self.is_absent = is_absent
        """Whether there is no such host, or nothing at its address."""
