"""The last look at the built site: its files, its policy, its links, its versions.

The check has judged every text, nh3 has cleaned the HTML, and the policy stops browsers from
running or loading what both missed. So here is only seen what none of them sees: that no file is
missing or strange, that every page carries the policy, that nothing leads nowhere or takes readers
away, and that the versions of a page name each other.
"""

import os
import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from newsroom.core.policy import policy
from newsroom.core.problem import one_line
from newsroom.feeds.formats import FORMATS
from newsroom.pages.stylesheet import possible_styles
from newsroom.publish.outputs import site_files
from newsroom.search import index
from newsroom.site.page import pages, unpublished_pages
from newsroom.site.redirects import redirect_files
from newsroom.site.site import Site

_ADDRESSES: Any = etree.XPath(
    "//@href | //@src | //meta[@property='og:image']/@content",
    smart_strings=False,
)
_SEVERAL_ADDRESSES: Any = etree.XPath("//@srcset", smart_strings=False)
_ANCHORS: Any = etree.XPath("//@id | //a/@name", smart_strings=False)
_POLICIES: Any = etree.XPath("//meta[@http-equiv='Content-Security-Policy']")
_REFRESHES: Any = etree.XPath("//meta[translate(@http-equiv, 'REFSH', 'refsh') = 'refresh']")
_ALTERNATES: Any = etree.XPath("/html/head/link[@rel='alternate' and @hreflang]")
_CANONICAL: Any = etree.XPath("string(/html/head/link[@rel='canonical']/@href)")

_OTHERS = (
    *(".xml", ".opml", ".css"),
    *(f".{each.ending}" for each in FORMATS if each.syntax == "xml"),
)
"""Endings of files beside pages that lead somewhere."""
_FEED_ADDRESSES = {
    "xml": re.compile(
        r"<(?:loc|link|comments)>\s*([^<\s]+)|\s(?:href|url|xmlUrl|htmlUrl)=\"([^\"]+)"
    ),
    "css": re.compile(r"""url\(\s*["']?([^"')\s]+)|@import\s+["']([^"']+)"""),
}
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SUBSCRIBING = re.compile(r"(?:feed:(?:https:)?|webcal:)(?=//)")
"""How a page hands its feeds and calendars to the programs that subscribe to them."""
_STYLES = re.compile(r"(?<=style-src )[^;]*")
CHECKSUMS = "checksums.txt"
"""A file that the deployment adds when everything else was verified."""
ANCHORS_OF_EVERY_PAGE = {"", "top"}


@dataclass(frozen=True, kw_only=True, order=True)
class Fault:
    """One thing in the built site that must not reach readers."""

    path: str
    """From the site's folder."""
    line: int = 1
    what: str

    def report(self, texts: Mapping[str, str] = MappingProxyType({})) -> str:
        """`berita/index.html:12: a link that leads nowhere: x/`; of a page that was made of a
        text, with that text's file."""
        made_of = f" (docs/{one_line(texts[self.path])})" if self.path in texts else ""
        return f"{one_line(self.path)}:{self.line}{made_of}: {one_line(self.what)}"


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What the site should be, known without looking at it."""

    site_url: str
    """Address of the default language's home page, with a final slash."""
    policy: str
    """The Content-Security-Policy of all pages but these; each names only the style sheets of it
    that the page carries."""
    policies: Mapping[str, str] = field(default_factory=dict)
    """Those of pages that may do more than others, by file."""
    files: frozenset[str] | None = None
    """All files, where that is known."""
    folders: tuple[str, ...] = ()
    """Folders whose files are a tool's own and are not listed."""
    archives: re.Pattern[str] | None = None
    """Files that there may be: how many archives a feed has depends on what its articles weigh."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The texts that pages are made of, by the pages' files."""
    redirects: frozenset[str] = frozenset()
    """Files that do nothing but lead to another page of the site."""
    claimed_twice: frozenset[str] = frozenset()
    """Files that two pages, or a page and something else, would be written to."""


def expected_of(site: Site, *, assets: Iterable[Path] = ()) -> Expected:
    """What a site's folder should hold; `assets` are the folders served as `assets/`.

    No text is rendered and no picture is made for it.
    """
    files: Counter[str] = Counter()
    policies: dict[str, str] = {}
    texts: dict[str, str] = {}
    styles = list(possible_styles(site.settings.base_path))
    archives = set()
    for language, addresses in site.addresses.items():
        archive = addresses.home + addresses.wording["address_archive"]
        archives.add(re.escape(archive.removeprefix("/")))
        for page in (*pages(site, language), *unpublished_pages(site, language)):
            files[page.file] += 1
            if text := page.article or page.text or page.withdrawn:
                texts[page.file] = text.path
            if page.address == addresses.search:
                policies[page.file] = policy(styles, searches=True)
        files.update(file.path for file in site_files(site, language, with_archives=False))
    for folder in assets:
        files.update(
            f"assets/{file.relative_to(folder).as_posix()}"
            for file in folder.rglob("*")
            if file.is_file()
        )
    return Expected(
        site_url=site.settings.site_url,
        policy=policy(styles),
        policies=policies,
        texts=texts,
        files=frozenset(files),
        folders=(f"{index.FOLDER}/",),
        archives=re.compile(rf"({'|'.join(archives)})/\d{{4}}-\d\d(-\d\d)?\.[a-z]+"),
        redirects=frozenset(file.path for file in redirect_files(site)),
        claimed_twice=frozenset(file for file, count in files.items() if count > 1),
    )


def verify(site_folder: Path, expected: Expected) -> list[Fault]:
    """All faults of a built site."""
    return sorted(set(_Inspection(site_folder, expected).faults()))


@dataclass(frozen=True, kw_only=True)
class _Page:
    """What one page says that only the other pages can confirm."""

    path: str
    source: str = field(repr=False)
    anchors: frozenset[str]
    addresses: frozenset[str]
    alternates: Mapping[str, str]


class _Inspection:
    def __init__(self, site_folder: Path, expected: Expected) -> None:
        self._folder = site_folder
        self._expected = expected
        base = urlsplit(expected.site_url)
        self._root = f"{base.scheme}://{base.netloc}"
        self._base_path = base.path
        self._pages: dict[str, _Page] = {}
        # Pages of one folder share most of their links.
        self._target = lru_cache(maxsize=None)(self._find_target)

    def faults(self) -> Iterator[Fault]:
        yield from self._file_faults()
        others = []
        for path in self._files:
            if path.endswith(".html"):
                yield from self._read_page(path)
            elif path.endswith(_OTHERS):
                others.append(path)
        for page in self._pages.values():
            yield from self._address_faults(page.path, page.source, page.addresses)
            yield from self._version_faults(page)
        for path in others:
            yield from self._other_faults(path)

    # Files

    @cached_property
    def _files(self) -> list[str]:
        """All files of the site but links, from its folder."""
        return [path for path in self._entries if not (self._folder / path).is_symlink()]

    @cached_property
    def _entries(self) -> list[str]:
        found = []
        for folder, folders, names in os.walk(self._folder):
            links = [name for name in folders if (Path(folder) / name).is_symlink()]
            place = Path(folder).relative_to(self._folder).as_posix()
            prefix = "" if place == "." else f"{place}/"
            found += [prefix + name for name in names + links]
        return sorted(found)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self._files)

    def _file_faults(self) -> Iterator[Fault]:
        for path in self._entries:
            if path not in self._known:
                yield Fault(path=path, what="a symbolic link; the site holds files only")
            elif self._is_strange(path):
                yield Fault(path=path, what="a file that no page, feed or theme asked for")
        for path in sorted((self._expected.files or frozenset()).difference(self._entries)):
            yield Fault(path=path, what="this file is missing from the site")
        for path in sorted(self._expected.claimed_twice):
            yield Fault(path=path, what="two pages, or a page and a redirect, are written here")
        folded = defaultdict(list)
        for path in self._entries:
            folded[path.casefold()].append(path)
        for twins in folded.values():
            for twin in twins[1:]:
                yield Fault(path=twin, what=f"differs only in capitals from {twins[0]}")

    def _is_strange(self, path: str) -> bool:
        files, archives = self._expected.files, self._expected.archives
        if (
            files is None
            or path in files
            or path == CHECKSUMS
            or path.startswith(self._expected.folders or ("\0",))
        ):
            return False
        return not (archives and archives.fullmatch(path))

    # Pages

    def _read_page(self, path: str) -> Iterator[Fault]:
        """Note what a page says; its faults that can be seen without other pages."""
        if path.startswith(self._expected.folders or ("\0",)):
            return
        try:
            source = (self._folder / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            yield Fault(path=path, what="not UTF-8")
            return
        if not source.strip():
            yield Fault(path=path, what="an empty page")
            return
        root = html.document_fromstring(source, ensure_head_body=False)
        yield from self._policy_faults(path, root)
        yield from self._refresh_faults(path, root)
        own = f"{self._expected.site_url}{path.removesuffix('index.html')}"
        canonical = _CANONICAL(root)
        if canonical and canonical != own and path not in self._expected.redirects:
            yield Fault(path=path, what=f"its canonical address is {canonical}")
        self._pages[path] = _Page(
            path=path,
            source=source,
            anchors=frozenset(_ANCHORS(root)),
            addresses=frozenset(_addresses(root)),
            alternates={link.get("hreflang"): link.get("href") for link in _ALTERNATES(root)},
        )

    def _policy_faults(self, path: str, root: Any) -> Iterator[Fault]:
        """The policy counts for what stands behind it, so it comes first."""
        found = _POLICIES(root)
        if len(found) != 1:
            yield Fault(path=path, what=f"a page with {len(found)} policies")
            return
        (element,) = found
        head = root.find("head")
        before = [
            other for other in (head if head is not None else ()) if other.get("charset") is None
        ]
        if not before or before[0] is not element:
            yield Fault(path=path, what="something stands before the policy, so outside it")
        whole = self._expected.policies.get(path, self._expected.policy)
        if not _is_part_of(element.get("content", ""), whole):
            yield Fault(path=path, what="its policy is not the site's")

    def _refresh_faults(self, path: str, root: Any) -> Iterator[Fault]:
        """The one thing that no policy stops."""
        for element in _REFRESHES(root):
            address = _refreshed(element)
            if path not in self._expected.redirects:
                yield Fault(path=path, what="takes the reader away and is no known redirect")
            elif not address or self._target(posixpath.dirname(path), address) is None:
                yield Fault(path=path, what="a redirect that leaves the site")

    # Addresses

    def _address_faults(self, path: str, source: str, addresses: Iterable[str]) -> Iterator[Fault]:
        folder = posixpath.dirname(path)
        for address in addresses:
            if what := self._address_fault(path, folder, address):
                line = source.count("\n", 0, max(source.find(escape(address)), 0)) + 1
                yield Fault(path=path, line=line, what=what)

    def _address_fault(self, path: str, folder: str, address: str) -> str:
        if address.startswith("#"):
            target: tuple[str, str] | None = (path, address[1:])
        else:
            try:
                target = self._target(folder, address)
            except ValueError:
                return f"no address: {address}"
        if target is None:
            return ""
        file, anchor = target
        if file not in self._known:
            return f"a link that leads nowhere: {address}"
        if anchor and file in self._pages and anchor not in ANCHORS_OF_EVERY_PAGE:
            anchors = self._pages[file].anchors
            if anchor not in anchors and unquote(anchor) not in anchors:
                return f"an anchor that is not there: {address}"
        return ""

    def _find_target(self, folder: str, address: str) -> tuple[str, str] | None:
        """The file and the anchor that an address of the site means; None for other sites'.

        Raises ValueError for what is no address.
        """
        parts = urlsplit(_SUBSCRIBING.sub("https:", address.strip()))
        if parts.netloc:
            if f"{parts.scheme or 'https'}://{parts.netloc}" != self._root:
                return None
            if not parts.path.startswith(self._base_path):
                return None
            path = parts.path
        elif parts.scheme:
            return None
        else:
            path = posixpath.normpath(posixpath.join(self._base_path, folder, parts.path))
            path += "/" if parts.path.endswith(("/", ".", "..")) and path != "/" else ""
            if not path.startswith(self._base_path):
                return "..", ""
        path = unquote(path.removeprefix(self._base_path))
        return path + ("index.html" if not path or path.endswith("/") else ""), parts.fragment

    def _version_faults(self, page: _Page) -> Iterator[Fault]:
        """Versions of a page in other languages: each names all of them, itself too."""
        if not page.alternates or page.path in self._expected.redirects:
            return
        own = f"{self._expected.site_url}{page.path.removesuffix('index.html')}"
        versions = {
            language: address
            for language, address in page.alternates.items()
            if language != "x-default"
        }
        if own not in versions.values():
            yield Fault(path=page.path, what="its alternates lack the page itself")
        if page.alternates.get("x-default") not in versions.values():
            yield Fault(path=page.path, what="x-default is none of its alternates")
        for address in versions.values():
            target = self._target("", address)
            other = self._pages.get(target[0]) if target else None
            if other is None:
                yield Fault(path=page.path, what=f"an alternate outside the site: {address}")
            elif other.alternates != page.alternates:
                what = f"{other.path} does not name the same versions"
                yield Fault(path=page.path, what=what)

    # Feeds, sitemap, style sheets

    def _other_faults(self, path: str) -> Iterator[Fault]:
        content = (self._folder / path).read_bytes()
        if path.endswith(".css"):
            text = _CSS_COMMENT.sub("", content.decode("utf-8", "replace"))
            pattern = _FEED_ADDRESSES["css"]
        else:
            try:
                etree.fromstring(content, _xml_parser())
            except etree.XMLSyntaxError as error:
                what = f"not well-formed: {error.msg}"
                yield Fault(path=path, line=error.lineno or 1, what=what)
                return
            text = content.decode("utf-8", "replace")
            pattern = _FEED_ADDRESSES["xml"]
        found = {next(filter(None, match.groups()), "") for match in pattern.finditer(text)}
        yield from self._address_faults(path, text, found)


def _xml_parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def _addresses(root: Any) -> Iterator[str]:
    """The addresses in a page; `srcset` and a refresh hold more than an address."""
    yield from filter(None, _ADDRESSES(root))
    for written in _SEVERAL_ADDRESSES(root):
        yield from (part.split()[0] for part in written.split(",") if part.strip())
    for element in _REFRESHES(root):
        yield _refreshed(element)


def _refreshed(element: Any) -> str:
    """Where a refresh leads: the address in `0; url=../en/`."""
    address: str = element.get("content", "").partition("url=")[2].strip()
    return address


def _is_part_of(policy: str, whole: str) -> bool:
    """Whether a policy is another one, but for style sheets that it does not allow."""
    named, known = (set(" ".join(_STYLES.findall(each)).split()) for each in (policy, whole))
    return _STYLES.sub("", policy) == _STYLES.sub("", whole) and named <= known | {"'none'"}
