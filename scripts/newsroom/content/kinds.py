"""The kinds of articles: everything in which news, announcements and the next kind differ.

A new kind is an entry in KINDS and its words in every wording.<language>.yml; whoever adds one is
told of each word that is missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from newsroom.content.fields import ANNOUNCEMENT_FACTS, Field

_WORDS = (
    "{}",
    "{}_summary",
    "{}_of_period",
    "{}_of_period_summary",
    "address_{}",
    "all_{}",
    "kicker_{}",
    "write_{}",
)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of article: `news`, `announcements`."""

    folder: str
    """Name of the folder in docs, and of the kind everywhere else."""
    fields: tuple[Field, ...] = ()
    """Facts that only originals of this kind carry."""
    is_dated: bool = False
    """Whether it holds until a day or invites to one. Then its originals must name the day, and it
    has a state (open, past …), a box with its days, and a place in the diary and in calendars."""
    needs_sources: bool = False
    """Whether the check asks for sources."""
    in_menu: bool = True
    on_front_page: bool = False
    """Whether it may lead the front page and stand among its latest articles."""
    in_search: bool = True
    """Whether the search page filters by it and lists its years."""
    is_offered: bool = True
    """Whether the contribute page offers an empty form for it."""

    @property
    def words(self) -> tuple[str, ...]:
        """The keys that every language's wording needs for it."""
        return tuple(pattern.format(self.folder) for pattern in _WORDS)


NEWS, ANNOUNCEMENTS = "news", "announcements"

KINDS: Mapping[str, Kind] = {
    kind.folder: kind
    for kind in (
        Kind(folder=NEWS, needs_sources=True, on_front_page=True),
        Kind(folder=ANNOUNCEMENTS, fields=ANNOUNCEMENT_FACTS, is_dated=True),
    )
}
"""All kinds by folder, in the order in which pages list them."""

FACTS_OF_KINDS = tuple(
    {field.name: field for kind in KINDS.values() for field in kind.fields}.values()
)
"""Every fact that only some kinds carry."""


def kinds_that(what: str) -> tuple[str, ...]:
    """The folders of the kinds of which something holds: `kinds_that("in_menu")`."""
    return tuple(kind.folder for kind in KINDS.values() if getattr(kind, what))


def kind_of(path: str) -> Kind | None:
    """The kind of a file or folder below docs; None for topics, standing pages and the rest."""
    return KINDS.get(path.partition("/")[0])
