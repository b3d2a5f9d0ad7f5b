"""The formats of feeds: one list for feed files, pages' heads, subscriptions, register and hub.

A new format is a module that writes it and an entry in FORMATS.
"""

from collections.abc import Callable
from dataclasses import dataclass

from newsroom.content.addresses import feed as feed_address
from newsroom.feeds import atom, json_feed, rss
from newsroom.feeds.feed import Feed

Writer = Callable[[Feed], bytes]

SYNTAXES = ("xml", "json")
"""What `make verify` can read."""


@dataclass(frozen=True, kw_only=True)
class FeedFormat:
    """A format of all feeds. Raises ValueError for one that `make verify` could not read."""

    name: str
    """What readers are told: `RSS`. It is the same in every language."""
    ending: str
    """Of its files: `feed.xml`."""
    media_type: str
    writer: Callable[[], Writer]
    """Makes what turns the feeds of one language into files; it may remember items between them."""
    has_archives: bool = False
    """Whether the months before are published in it too."""

    def __post_init__(self) -> None:
        if self.syntax not in SYNTAXES:
            raise ValueError(
                f"the feed format {self.name}: its media type {self.media_type} must end in "
                "+xml or +json, so that the built feeds can be verified"
            )

    @property
    def syntax(self) -> str:
        """One of SYNTAXES."""
        return self.media_type.rpartition("+")[2]


FORMATS = (
    FeedFormat(
        name="RSS",
        ending=rss.ENDING,
        media_type=rss.MEDIA_TYPE,
        writer=rss.rss_writer,
        has_archives=True,
    ),
    FeedFormat(
        name="JSON Feed",
        ending=json_feed.ENDING,
        media_type=json_feed.MEDIA_TYPE,
        writer=lambda: json_feed.json_feed,
    ),
    FeedFormat(
        name="Atom",
        ending=atom.ENDING,
        media_type=atom.MEDIA_TYPE,
        writer=lambda: atom.atom,
    ),
)
"""The first is the main one: readers and OPML are given its address."""

if len({format.ending for format in FORMATS}) < len(FORMATS):
    raise ValueError("two feed formats have one ending")


def addresses_of(page: str) -> list[str]:
    """The addresses of a listing's feed in every format: `/berita/feed.xml` and others."""
    return [feed_address(page, format.ending) for format in FORMATS]
