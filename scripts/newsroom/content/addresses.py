"""The addresses of one language's pages and files; once published they never change."""

from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from newsroom.content.article import Article, StandingPage
from newsroom.core.wording import Wording


@dataclass(frozen=True)
class Addresses:
    """Addresses from the site's own root: `/berita/2026/lima-kota/`,
    `/en/news/2026/five-cities/`."""

    prefix: str
    """`/` for the default language, `/en/` for English."""
    wording: Wording
    """Knows the language's words for news, announcements and topics."""

    @property
    def home(self) -> str:
        return self.prefix

    def listing(self, kind: str) -> str:
        return f"{self.prefix}{self.wording[f'address_{kind}']}/"

    def period(self, kind: str, year: int, month: int = 0) -> str:
        """A year's listing, or a month's."""
        return period(self.listing(kind), year, month)

    def article(self, article: Article) -> str:
        return f"{self.period(article.kind, article.year)}{article.slug}/"

    def formerly(self, text: Article | StandingPage, slug: str) -> str:
        """The address that a text had when its slug was another."""
        return self.of(replace(text, slug=slug))

    def of(self, text: Article | StandingPage) -> str:
        return self.article(text) if isinstance(text, Article) else self.standing(text)

    @property
    def topics(self) -> str:
        return self.listing("topics")

    def topic(self, topic: StandingPage) -> str:
        return f"{self.topics}{topic.slug}/"

    def standing(self, text: StandingPage) -> str:
        """A topic's page, the home page, or a page of its own such as `/tentang/`."""
        if text.key.startswith("topics/"):
            return self.topic(text)
        return self.home if text.key == "index" else f"{self.prefix}{text.slug}/"

    @property
    def translations(self) -> str:
        return self.listing("translations")

    @property
    def network(self) -> str:
        """The page of other cities' news."""
        return self.listing("network")

    @property
    def network_feed(self) -> str:
        """The same as a feed: `/jejaring/kota.xml`."""
        return f"{self.network}{self.wording['address_network_feed']}.xml"

    @property
    def network_opml(self) -> str:
        """The list of the feeds that it comes from."""
        return f"{self.network}{self.wording['address_network_feed']}.opml"

    def entry(self, listing: str, slug: str) -> str:
        """An author, a city, a place or a series below its list: `/kota/kanazawa/`."""
        return f"{self.listing(listing)}{slug}/"

    def timeline(self, ending: str) -> str:
        """The timeline as a file: `/linimasa.ics`."""
        return f"{self.listing('timeline').removesuffix('/')}.{ending}"

    @property
    def search(self) -> str:
        return self.listing("search")

    @property
    def agenda(self) -> str:
        return f"{self.prefix}agenda.ics"


def period(listing: str, year: int, month: int = 0) -> str:
    """A year of a listing, or a month: `/topik/batik/2026/`."""
    return f"{listing}{year}/" + (f"{month:02}/" if month else "")


def picture(key: str, name: str) -> str:
    """A picture's address is the same in all languages, as its text's key is."""
    return f"/assets/{key}/{name}"


BAND = "/assets/band.svg"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""Of all texts and figures: CC BY 4.0."""
MARK = "/assets/mark.svg"
TYPEFACE = "/assets/fonts/plus-jakarta-sans.woff2"
TOUCH_ICON = "/assets/touch-icon.png"


def cloth(article_key: str) -> str:
    """The cloth that is drawn from an article's key: one for all its languages."""
    return f"/assets/cloth/{article_key}.svg"


def drawn_cloth(article_key: str) -> str:
    """The same cloth for readers that know no SVG."""
    return f"/assets/cloth/{article_key}.png"


def card(article_key: str, language: str) -> str:
    """The social card of an article in a language; of all pages that are none, with an empty
    key."""
    return f"/assets/cards/{article_key + '.' if article_key else ''}{language}.png"


def feed(page: str, form: str = "xml") -> str:
    """The feed of a listing: `/berita/feed.xml` for `/berita/`."""
    return f"{page}feed.{form}"


@lru_cache(maxsize=10_000)
def relative(address: str, from_address: str) -> str:
    """How a page links to an address of the site, wherever the site's root lies:
    `../../2026/x/`."""
    path, mark, anchor = address.partition("#")
    there, here = path.split("/"), from_address.split("/")[:-1]
    shared = 0
    while shared < min(len(there) - 1, len(here)) and there[shared] == here[shared]:
        shared += 1
    link = "../" * (len(here) - shared) + "/".join(there[shared:])
    return (link or "./") + mark + anchor


def absolute(address: str, site_url: str) -> str:
    """The whole address on the web; `site_url` ends with a slash."""
    return site_url + address.removeprefix("/")


def within(address: str, site_url: str) -> str | None:
    """The address from the site's root that a whole address means; None for another site's."""
    base = urlsplit(site_url)
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if (parts.scheme, parts.netloc) != (base.scheme, base.netloc):
        return None
    path = unquote(parts.path)
    return "/" + path.removeprefix(base.path) if path.startswith(base.path) else None
