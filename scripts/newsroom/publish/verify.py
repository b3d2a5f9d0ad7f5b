"""The last look at the built site: nothing in it runs, loads or leads where it should not."""

import json
import os
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from icalendar import Calendar
from lxml import etree, html

from newsroom.core.policy import policy
from newsroom.core.policy import source as policy_source
from newsroom.core.problem import one_line
from newsroom.feeds.atom import ATOM
from newsroom.feeds.formats import FORMATS
from newsroom.feeds.media import MEDIA
from newsroom.pages.stylesheet import stylesheets
from newsroom.publish.outputs import site_files
from newsroom.search import index
from newsroom.site.page import pages
from newsroom.site.redirects import redirect_files
from newsroom.site.site import Site

TEXT_ELEMENTS = {
    *("a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption"),
    *("cite", "code", "col", "colgroup", "data", "dd", "del", "details", "dfn", "div", "dl", "dt"),
    *("em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
    *("hgroup", "hr", "i", "img", "ins", "kbd", "li", "mark", "nav", "ol", "p", "picture", "pre"),
    *("q", "rp", "rt", "ruby", "s", "samp", "section", "small", "source", "span", "strong", "sub"),
    *("summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul"),
    *("var", "wbr"),
}
"""What articles and listings are made of; feeds carry nothing else."""

PAGE_ELEMENTS = TEXT_ELEMENTS | {
    *("html", "head", "body", "title", "meta", "link", "style", "script", "noscript", "main"),
    *("button", "datalist", "fieldset", "form", "input", "label", "legend", "optgroup", "option"),
    *("output", "progress", "search", "select", "textarea"),
    *("svg", "circle", "clippath", "defs", "desc", "ellipse", "g", "line", "lineargradient"),
    *("marker", "mask", "path", "pattern", "polygon", "polyline", "radialgradient", "rect", "stop"),
    *("symbol", "text", "tspan", "use"),
}
"""What our templates and figures are made of besides: nothing that frames, plays or animates."""

PICTURE_ELEMENTS = PAGE_ELEMENTS - TEXT_ELEMENTS - {"script"} | {"title", "metadata", "style"}

LOADING = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "track": ("src",),
    "input": ("src",),
    "body": ("background",),
    "table": ("background",),
    "td": ("background",),
    "use": ("href", "xlink:href"),
}
"""Attributes whose address the browser fetches by itself."""

LINKING = {"a": ("href", "xlink:href"), "area": ("href",), "blockquote": ("cite",), "q": ("cite",)}
HARMLESS_RELATIONS = {
    *("alternate", "author", "bookmark", "canonical", "help", "license", "me", "next", "prev"),
    *("search", "self", "privacy-policy", "terms-of-service"),
}
"""What a `<link>` may name elsewhere: browsers do not fetch these."""

FORBIDDEN_ATTRIBUTES = {"style", "srcdoc", "formaction", "ping", "attributionsrc", "background"}
SCHEMES = {"http", "https", "mailto"}
ANCHORS_OF_EVERY_PAGE = {"", "top"}
_CSS_ADDRESS = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]*))\s*\)|@import\s+["']([^"']+)""", re.IGNORECASE
)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_MARKUP_THAT_HIDES = re.compile(r"<(\?|!(?!doctype html>))", re.IGNORECASE)
_FRAME = re.compile(r"<(/?(?:html|head|body))(?=[\s/>])", re.IGNORECASE)
_SUBSCRIBING = re.compile(r"(?:feed:(?:https:)?|webcal:)(?P<rest>//)")
"""How a page hands its feeds and calendars to the programs that subscribe to them."""
_REFRESH = re.compile(r"\s*0\s*;\s*url\s*=\s*(?P<address>\S+)\s*", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")
_STYLES = re.compile(r"(?<=style-src )[^;]*")
_SPACE = re.compile(r"[\x00-\x20\x7f]+")


@dataclass(frozen=True, kw_only=True, order=True)
class Fault:
    """One thing in the built site that must not reach readers."""

    path: str
    """From the site's folder."""
    line: int = 1
    what: str

    def report(self, texts: Mapping[str, str] = MappingProxyType({})) -> str:
        """`berita/index.html:12: an attribute that runs something: onclick`; of a page that was
        made of a text, with that text's file."""
        made_of = f" (docs/{one_line(texts[self.path])})" if self.path in texts else ""
        return f"{one_line(self.path)}:{self.line}{made_of}: {one_line(self.what)}"


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What the site should be, known without looking at it."""

    site_url: str
    """Address of the default language's home page, with a final slash."""
    languages: Mapping[str, str]
    """Path of each language's home page by language, the default one first: `/`, `/en/`."""
    policy: str
    """The Content-Security-Policy of all pages but these; each names only the style sheets of it
    that the page carries."""
    policies: Mapping[str, str] = field(default_factory=dict)
    """Those of pages that may do more than others, by file."""
    files: frozenset[str] | None = None
    """All files, where that is known."""
    folders: tuple[str, ...] = ()
    """Folders whose files are a tool's own and are not listed."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The texts that pages are made of, by the pages' files."""
    redirects: frozenset[str] = frozenset()
    """Files that do nothing but lead to another page of the site."""
    claimed_twice: frozenset[str] = frozenset()
    """Files that two pages, or a page and something else, would be written to."""


@dataclass(frozen=True, kw_only=True)
class Reference:
    """An address in a page, and where it stands."""

    address: str
    line: int


@dataclass(kw_only=True)
class _Seen:
    """What one page says that only the other pages can confirm."""

    path: str
    language: str = ""
    canonical: str = ""
    policy: str = ""
    ids: set[str] = field(default_factory=set)
    references: list[Reference] = field(default_factory=list)
    alternates: dict[str, str] = field(default_factory=dict)
    is_redirect: bool = False


def expected_of(site: Site, *, assets: Iterable[Path] = ()) -> Expected:
    """What a site's site should be; `assets` are the folders served as `assets/`."""
    files: Counter[str] = Counter()
    policies: dict[str, str] = {}
    texts: dict[str, str] = {}
    styles = list(stylesheets(site.settings.base_path).values())
    for language, words in site.addresses.items():
        for page in pages(site, language):
            files[page.file] += 1
            if text := page.article or page.text or page.withdrawn:
                texts[page.file] = text.path
            if page.address == words.search:
                policies[page.file] = policy(styles, searches=True)
        files.update(file.path for file in site_files(site, language))
    for folder in assets:
        files.update(
            f"assets/{file.relative_to(folder).as_posix()}"
            for file in folder.rglob("*")
            if file.is_file()
        )
    return Expected(
        site_url=site.settings.site_url,
        languages={language: words.home for language, words in site.addresses.items()},
        policy=policy(styles),
        policies=policies,
        texts=texts,
        files=frozenset(files),
        folders=(f"{index.FOLDER}/",),
        redirects=frozenset(file.path for file in redirect_files(site)),
        claimed_twice=frozenset(file for file, count in files.items() if count > 1),
    )


def verify(site_folder: Path, expected: Expected) -> list[Fault]:
    """All faults of a built site."""
    return sorted(set(_Inspection(site_folder, expected).faults()))


class _Inspection:
    def __init__(self, site_folder: Path, expected: Expected) -> None:
        self._site = site_folder
        self._expected = expected
        self._pages: dict[str, _Seen] = {}

    def faults(self) -> Iterator[Fault]:
        yield from self._file_faults()
        for path in self._files:
            if check := self._check_for(path):
                yield from check(path, (self._site / path).read_bytes())
        for page in self._pages.values():
            yield from self._reference_faults(page)
            yield from self._language_faults(page)
            yield from self._policy_faults(page)

    @cached_property
    def _files(self) -> list[str]:
        """All files of the site, links among them."""
        found = []
        for folder, folders, names in os.walk(self._site):
            links = [name for name in folders if (Path(folder) / name).is_symlink()]
            found += [
                (Path(folder) / name).relative_to(self._site).as_posix() for name in names + links
            ]
        return sorted(found)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self._files)

    def _file_faults(self) -> Iterator[Fault]:
        for path in self._files:
            if (self._site / path).is_symlink():
                yield Fault(path=path, what="a symbolic link; the site holds files only")
            elif self._is_strange(path):
                yield Fault(path=path, what="a file that no page, feed or theme asked for")
        for path in sorted((self._expected.files or frozenset()) - self._known):
            yield Fault(path=path, what="this file is missing from the site")
        for path in sorted(self._expected.claimed_twice):
            yield Fault(path=path, what="two pages, or a page and a redirect, are written here")
        folded = defaultdict(list)
        for path in self._files:
            folded[path.casefold()].append(path)
        for twins in folded.values():
            for twin in twins[1:]:
                yield Fault(path=twin, what=f"differs only in capitals from {twins[0]}")

    def _is_strange(self, path: str) -> bool:
        if self._expected.files is None or path.startswith(self._expected.folders or ("\0",)):
            return False
        return path not in self._expected.files

    def _check_for(self, path: str) -> Callable[[str, bytes], Iterator[Fault]] | None:
        if (self._site / path).is_symlink():
            return None
        readers = {"xml": self._xml, "json": self._json}
        checks: Mapping[str, Callable[[str, bytes], Iterator[Fault]]] = {
            ".html": self._page,
            ".css": self._style_sheet,
            ".xml": self._xml,
            ".opml": self._xml,
            ".ics": _calendar,
            ".json": self._json,
            ".webmanifest": self._json,
            ".svg": self._picture,
            **{f".{each.ending}": readers[each.syntax] for each in FORMATS},
        }
        return checks.get(Path(path).suffix)

    # Pages

    def _page(self, path: str, source: bytes) -> Iterator[Fault]:
        if self._is_tools_own(path):
            return
        try:
            text = source.decode("utf-8")
        except UnicodeDecodeError:
            yield Fault(path=path, what="not UTF-8")
            return
        page = _Seen(path=path, is_redirect=path in self._expected.redirects)
        self._pages[path] = page
        if not text.strip():
            yield Fault(path=path, what="an empty page")
            return
        yield from _frame_faults(path, text)
        root = html.document_fromstring(text, ensure_head_body=False)
        page.language = root.get("lang", "")
        yield from self._live_faults(path, root, page)
        yield from self._head_faults(page, root)

    def _is_tools_own(self, path: str) -> bool:
        return path.startswith(self._expected.folders or ("\0",))

    def _live_faults(self, path: str, root: Any, page: _Seen | None) -> Iterator[Fault]:
        """What runs or loads in a page, or in a feed's HTML; notes ids and links on the way."""
        ids: Counter[str] = Counter()
        for element in root.iter():
            if not isinstance(element.tag, str):
                if isinstance(element, etree._ProcessingInstruction):
                    yield _fault(path, element, "a processing instruction")
                continue
            tag = element.tag.lower()
            attributes = {name.lower(): value for name, value in element.attrib.items()}
            if tag not in (PAGE_ELEMENTS if page else TEXT_ELEMENTS):
                yield _fault(path, element, f"an element that no page needs: {tag}")
            elif tag == "noscript" and any("<" in text for text in _attributes_within(element)):
                yield _fault(path, element, "mark-up hidden in an attribute in noscript")
            yield from self._attribute_faults(path, element, tag, attributes, page)
            if tag == "script":
                yield from self._script_faults(path, element, attributes)
            elif tag == "style" and not self._is_allowed_by_policy(path, element.text or ""):
                yield _fault(
                    path, element, "a style sheet in the page that the policy does not name"
                )
            elif tag == "form" and attributes.get("role") != "search":
                yield _fault(path, element, "a form that is not the search form")
            elif tag == "meta":
                yield from self._meta_faults(path, element, attributes, page)
            if "id" in attributes:
                ids[attributes["id"]] += 1
                if ids[attributes["id"]] == 2:
                    yield _fault(path, element, f"the id '{attributes['id']}' stands twice")
            if page and tag == "a" and "name" in attributes:
                page.ids.add(attributes["name"])
        if page:
            page.ids.update(ids)

    def _attribute_faults(
        self, path: str, element: Any, tag: str, attributes: Mapping[str, str], page: _Seen | None
    ) -> Iterator[Fault]:
        for name, value in attributes.items():
            if name.startswith("on"):
                yield _fault(path, element, f"an attribute that runs something: {name}")
            elif name in FORBIDDEN_ATTRIBUTES:
                yield _fault(path, element, f"an attribute that no page needs: {name}")
            if "javascript:" in _SPACE.sub("", value).lower() and name != "content":
                yield _fault(path, element, f"a script as an address in {name}")
        loads = LOADING.get(tag, ())
        if tag == "link":
            relations = set(attributes.get("rel", "").lower().split())
            loads = () if relations and relations <= HARMLESS_RELATIONS else ("href",)
            if page and not loads and "href" in attributes:
                self._note(page, element, attributes["href"])
        for name in loads:
            for address in _addresses(name, attributes.get(name, "")):
                if not self._stays(address, is_picture=tag in ("img", "source")):
                    yield _fault(path, element, f"a request to another place: {address}")
                elif page and not address.startswith("data:"):
                    self._note(page, element, address)
        for name in LINKING.get(tag, ()):
            if name in attributes:
                address = _SUBSCRIBING.sub(r"https:\g<rest>", attributes[name])
                scheme = _scheme(address)
                if scheme and scheme not in SCHEMES:
                    yield _fault(path, element, f"a link with the scheme {scheme}")
                elif address != attributes[name] and not self._stays(address):
                    yield _fault(path, element, f"a subscription to another place: {address}")
                elif page:
                    self._note(page, element, address)

    def _note(self, page: _Seen, element: Any, address: str) -> None:
        page.references.append(Reference(address=address, line=element.sourceline or 1))

    def _script_faults(
        self, path: str, element: Any, attributes: Mapping[str, str]
    ) -> Iterator[Fault]:
        kind = attributes.get("type", "").lower()
        text = element.text or ""
        if kind == "application/ld+json":
            yield from _structured_data_faults(path, element, text)
        elif kind == "application/json":
            yield from _json_faults(path, text, line=element.sourceline or 1)
        elif "src" not in attributes and not self._is_allowed_by_policy(path, text):
            yield _fault(path, element, "a script in the page that the policy does not name")

    def _is_allowed_by_policy(self, path: str, text: str) -> bool:
        page = self._pages.get(path)
        return page is not None and policy_source(text) in page.policy

    def _policy_of(self, path: str) -> str:
        return self._expected.policies.get(path, self._expected.policy)

    def _meta_faults(
        self, path: str, element: Any, attributes: Mapping[str, str], page: _Seen | None
    ) -> Iterator[Fault]:
        kind = attributes.get("http-equiv", "").lower()
        if page is None:
            yield _fault(path, element, "a meta element in a text")
        elif kind == "refresh":
            refresh = _REFRESH.fullmatch(attributes.get("content", ""))
            if not page.is_redirect:
                yield _fault(path, element, "takes the reader away and is no known redirect")
            elif not refresh or not self._stays(refresh["address"]):
                yield _fault(path, element, "a redirect that leaves the site")
            else:
                self._note(page, element, refresh["address"])
        elif kind == "content-security-policy":
            if page.policy:
                yield _fault(path, element, "a second policy")
            page.policy = attributes.get("content", "")
        elif kind and kind not in ("x-ua-compatible", "content-type"):
            yield _fault(path, element, f"a header in the page that none needs: {kind}")
        elif attributes.get("property") in ("og:image", "og:url") or attributes.get("name") in (
            "twitter:image",
        ):
            address = attributes.get("content", "")
            if not self._stays(address):
                yield _fault(path, element, f"a preview from another place: {address}")
            self._note(page, element, address)

    def _head_faults(self, page: _Seen, root: Any) -> Iterator[Fault]:
        path = page.path
        head = root.find("head")
        if head is None:
            yield Fault(path=path, what="a page without a head")
            return
        if page.language not in self._expected.languages:
            yield Fault(path=path, what=f"the language '{page.language}' is none of the site's")
        elif not page.is_redirect and page.language != self._language_of(path):
            yield Fault(path=path, what=f"lang is '{page.language}', but its place is another's")
        if not (head.findtext("title") or "").strip():
            yield Fault(path=path, what="a page without a title")
        for position, element in enumerate(_elements(head)):
            if element.tag == "meta" and element.get("charset"):
                continue
            is_policy = element.get("http-equiv", "").lower() == "content-security-policy"
            if not is_policy:
                yield _fault(path, element, "stands before the policy, so outside it")
            if is_policy or position:
                break
        for element in head.iter("link"):
            relations = element.get("rel", "").lower().split()
            if "canonical" in relations:
                page.canonical = element.get("href", "")
            if "alternate" in relations and (language := element.get("hreflang")):
                if language in page.alternates:
                    yield _fault(path, element, f"two alternates in '{language}'")
                page.alternates[language] = element.get("href", "")

    def _language_of(self, path: str) -> str:
        """The language in whose folder a file stands."""
        default, *others = self._expected.languages
        for language in others:
            if f"/{path}".startswith(self._expected.languages[language]):
                return language
        return default

    # Addresses

    def _stays(self, address: str, *, is_picture: bool = False) -> bool:
        """Whether fetching it asks no other host."""
        address = _SPACE.sub("", address)
        if address.lower().startswith("data:image/"):
            return is_picture
        if not _scheme(address) and not address.replace("\\", "/").startswith("//"):
            return True
        return address.startswith(self._expected.site_url)

    def _file_behind(self, address: str, page: str) -> tuple[str, str] | None:
        """The file and the anchor that an address of the site means; None for other sites'."""
        parts = urlsplit(urljoin(_whole(self._expected.site_url, page), address))
        base = urlsplit(self._expected.site_url)
        if (parts.scheme, parts.netloc) != (base.scheme, base.netloc):
            return None
        path = unquote(parts.path)
        if not path.startswith(base.path):
            return ("", parts.fragment) if not urlsplit(address).netloc else None
        path = path.removeprefix(base.path)
        return path + ("index.html" if path.endswith("/") or not path else ""), parts.fragment

    def _reference_faults(self, page: _Seen) -> Iterator[Fault]:
        for reference in page.references:
            yield from self._address_faults(page.path, reference)

    def _address_faults(self, path: str, reference: Reference) -> Iterator[Fault]:
        try:
            found = self._file_behind(reference.address, path)
        except ValueError:
            yield Fault(path=path, line=reference.line, what=f"no address: {reference.address}")
            return
        if found is None:
            return
        file, anchor = found
        if file not in self._known:
            what = f"a link that leads nowhere: {reference.address}"
            yield Fault(path=path, line=reference.line, what=what)
        elif unquote(anchor) not in ANCHORS_OF_EVERY_PAGE and file in self._pages:
            ids = self._pages[file].ids
            if anchor not in ids and unquote(anchor) not in ids:
                what = f"an anchor that is not there: {reference.address}"
                yield Fault(path=path, line=reference.line, what=what)

    # Languages and policy

    def _language_faults(self, page: _Seen) -> Iterator[Fault]:
        own = urljoin(self._expected.site_url, page.path.removesuffix("index.html"))
        if page.is_redirect:
            return
        if page.canonical and page.canonical != own:
            yield Fault(path=page.path, what=f"its canonical address is {page.canonical}")
        if not page.alternates:
            return
        if page.alternates.get(page.language) != own:
            yield Fault(path=page.path, what="its alternates lack the page itself")
        if "x-default" not in page.alternates:
            yield Fault(path=page.path, what="its alternates lack x-default")
        for language, address in page.alternates.items():
            if language == "x-default":
                if address not in (*_values_without(page.alternates, "x-default"),):
                    yield Fault(path=page.path, what=f"x-default is no version of it: {address}")
                continue
            found = self._file_behind(address, page.path)
            other = self._pages.get(found[0]) if found else None
            if other is None:
                yield Fault(path=page.path, what=f"an alternate outside the site: {address}")
            elif other.language != language:
                what = f"its alternate in '{language}' is in '{other.language}'"
                yield Fault(path=page.path, what=what)
            elif other.alternates != page.alternates:
                yield Fault(path=page.path, what=f"{other.path} does not name the same versions")

    def _policy_faults(self, page: _Seen) -> Iterator[Fault]:
        if not page.policy:
            yield Fault(path=page.path, what="a page without a policy")
        elif not _is_part_of(page.policy, self._policy_of(page.path)):
            yield Fault(path=page.path, what="its policy is not the site's")

    # Other files

    def _style_sheet(self, path: str, source: bytes) -> Iterator[Fault]:
        text = _CSS_COMMENT.sub("", source.decode("utf-8", "replace"))
        for match in _CSS_ADDRESS.finditer(text):
            address = next((group for group in match.groups() if group), "")
            line = text.count("\n", 0, match.start()) + 1
            if not self._stays(address, is_picture=True):
                yield Fault(path=path, line=line, what=f"a request to another place: {address}")
            elif not address.startswith(("data:", "#")):
                reference = Reference(address=address, line=line)
                yield from self._address_faults(path, reference)

    def _picture(self, path: str, source: bytes) -> Iterator[Fault]:
        """An SVG of the theme: a picture that can also be opened as a page of ours."""
        try:
            root = _parsed_xml(source)
        except etree.XMLSyntaxError as error:
            yield Fault(path=path, line=error.lineno or 1, what=f"not well-formed: {error.msg}")
            return
        for element in root.iter(etree.Element):
            names = {etree.QName(name).localname.lower(): name for name in element.attrib}
            tag = etree.QName(element).localname.lower()
            is_live = tag not in PICTURE_ELEMENTS or any(name.startswith("on") for name in names)
            if is_live:
                yield _fault(path, element, "a picture that runs or loads something")
            elif "href" in names and not element.get(names["href"], "").startswith("#"):
                yield _fault(path, element, "a picture that loads something")

    def _xml(self, path: str, source: bytes) -> Iterator[Fault]:
        try:
            root = _parsed_xml(source)
        except etree.XMLSyntaxError as error:
            yield Fault(path=path, line=error.lineno or 1, what=f"not well-formed: {error.msg}")
            return
        if root.getroottree().docinfo.doctype:
            yield Fault(path=path, what="a document type, which feeds do not need")
        addresses = [
            *(root.iter("{*}loc", "{*}link", "{*}comments")),
            *(
                element
                for element in root.iter("{*}outline", "{*}enclosure", f"{{{MEDIA}}}content")
            ),
        ]
        for element in addresses:
            written = [
                element.text,
                *(element.get(name) for name in ("href", "url", "xmlUrl", "htmlUrl")),
            ]
            for address in filter(None, written):
                if address.strip():
                    reference = Reference(address=address.strip(), line=element.sourceline or 1)
                    yield from self._address_faults(path, reference)
        ids = root.iter("guid", f"{{{ATOM}}}id")
        yield from _repeated(path, "guid", (element.text or "" for element in ids))
        for element in root.iter("{*}encoded", f"{{{ATOM}}}content"):
            if element.text:
                yield from self._feed_text_faults(path, element.sourceline or 1, element.text)

    def _feed_text_faults(self, path: str, line: int, text: str) -> Iterator[Fault]:
        """An article's HTML in a feed: it must stand on its own wherever it is read."""
        root = html.fragment_fromstring(text, create_parent="div")
        for fault in self._live_faults(path, root, None):
            yield Fault(path=path, line=line, what=f"in an article's text: {fault.what}")
        for element in root.iter("a", "img"):
            address = element.get("href") or element.get("src") or ""
            if address and not _scheme(address):
                yield Fault(path=path, line=line, what=f"an address that is not whole: {address}")
            else:
                yield from self._address_faults(path, Reference(address=address, line=line))

    def _json(self, path: str, source: bytes) -> Iterator[Fault]:
        if self._is_tools_own(path):
            return
        text = source.decode("utf-8", "replace")
        faults = list(_json_faults(path, text, line=1))
        yield from faults
        if faults or not path.endswith("feed.json"):
            return
        feed = json.loads(text)
        if not isinstance(feed, dict) or "jsonfeed.org" not in str(feed.get("version")):
            yield Fault(path=path, what="not a JSON Feed")
            return
        for name in ("home_page_url", "feed_url"):
            yield from self._address_faults(path, Reference(address=feed.get(name, ""), line=1))
        yield from _repeated(path, "id", (entry.get("id", "") for entry in feed.get("items", ())))
        for entry in feed.get("items", ()):
            yield from self._address_faults(path, Reference(address=entry.get("url", ""), line=1))
            if entry.get("content_html"):
                yield from self._feed_text_faults(path, 1, entry["content_html"])


@lru_cache(maxsize=1)
def _whole(site_url: str, path: str) -> str:
    """A file's address; asked for each of its links in turn."""
    return urljoin(site_url, path)


def _fault(path: str, element: Any, what: str) -> Fault:
    return Fault(path=path, line=element.sourceline or 1, what=what)


def _frame_faults(path: str, text: str) -> Iterator[Fault]:
    """Where browsers may find more in a page than we do.

    A second `<body onload=…>` adds to the first, text behind `</html>` shows, comments end early.
    """
    for match in _MARKUP_THAT_HIDES.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield Fault(path=path, line=line, what="a comment, or something that browsers take for one")
    counts = Counter(match[1].lower() for match in _FRAME.finditer(text))
    for tag in ("html", "head", "body", "/head", "/body", "/html"):
        if counts[tag] != 1:
            yield Fault(path=path, what=f"<{tag}> stands {counts[tag]} times")
    if not text.rstrip().lower().endswith("</html>"):
        yield Fault(path=path, what="something stands behind the page")


def _attributes_within(element: Any) -> Iterator[str]:
    return (value for child in element.iter() for value in child.attrib.values())


def _elements(parent: Any) -> Iterable[Any]:
    return (child for child in parent if isinstance(child.tag, str))


def _addresses(attribute: str, value: str) -> list[str]:
    """The addresses in an attribute: `srcset` holds several."""
    if attribute == "srcset":
        return [part.split()[0] for part in value.split(",") if part.strip()]
    return [value] if value else []


def _scheme(address: str) -> str:
    """The scheme as browsers read it: in spite of white space and capitals."""
    scheme, colon, _ = _SPACE.sub("", address).partition(":")
    return scheme.lower() if colon and _SCHEME.fullmatch(scheme) else ""


def _is_part_of(policy: str, whole: str) -> bool:
    """Whether a policy is another one, but for style sheets that it does not allow."""
    named, known = (set(" ".join(_STYLES.findall(each)).split()) for each in (policy, whole))
    return _STYLES.sub("", policy) == _STYLES.sub("", whole) and named <= known


def _values_without(mapping: Mapping[str, str], key: str) -> Iterator[str]:
    return (value for name, value in mapping.items() if name != key)


def _repeated(path: str, name: str, values: Iterable[str]) -> Iterator[Fault]:
    for value, count in Counter(values).items():
        if count > 1 or not value:
            yield Fault(path=path, what=f"the {name} '{value}' stands {count} times")


def _parsed_xml(source: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(source, parser)


def _structured_data_faults(path: str, element: Any, text: str) -> Iterator[Fault]:
    line = element.sourceline or 1
    faults = list(_json_faults(path, text, line=line))
    yield from faults
    if not faults and json.loads(text).get("@context") != "https://schema.org":
        yield Fault(path=path, line=line, what="structured data without schema.org's context")


def _json_faults(path: str, text: str, *, line: int) -> Iterator[Fault]:
    try:
        json.loads(text)
    except ValueError as error:
        yield Fault(path=path, line=line, what=f"not JSON: {error}")


def _calendar(path: str, source: bytes) -> Iterator[Fault]:
    try:
        calendar = Calendar.from_ical(source)
    except ValueError as error:
        yield Fault(path=path, what=f"not a calendar: {error}")
        return
    yield from _repeated(
        path, "uid", (str(event.get("uid", "")) for event in calendar.walk("VEVENT"))
    )
