"""Resolves the links that editors write to addresses on the web or in the site."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import SplitResult, quote, unquote, urlsplit

from newsroom.content import addresses
from newsroom.content.addresses import Addresses
from newsroom.content.article import Article, Text
from newsroom.content.catalogue import Catalogue
from newsroom.content.fields import PICTURE_NAME, completed_address, plain_name
from newsroom.core.problem import InvalidValue
from newsroom.core.settings import Settings
from newsroom.render.html import is_kept
from newsroom.text.allowed_html import SCHEMES
from newsroom.text.hosts import is_host

_WITHOUT_HOST = ("mailto", "tel")
_TELEPHONE = re.compile(r"\+?\d[\d().-]{1,18}\d")
REPOSITORY = "repository:"
"""The prefix of links to the site's repository: `[issues page](repository:issues)`."""


@dataclass(frozen=True)
class Links:
    """Resolves links in the texts of a catalogue."""

    catalogue: Catalogue
    languages: Mapping[str, Addresses]
    settings: Settings
    today: date

    def resolve(self, link: str, text: Text, *, is_picture: bool = False) -> tuple[str, str]:
        """The address of a link in a text, and the path of the site's file behind it.

        The address is complete or begins at the site's root; the path is empty for an address on
        the web. Links to other texts name their file, as they must on GitHub:
        `../five-cities/index.id.md`. Raises InvalidValue.
        """
        address = without_blanks(link)
        if address.startswith("#") and not is_picture:
            return address, text.path
        # Browsers ignore blanks and control characters within an address.
        link = re.sub(r"[\x00-\x20\x7f]+", "", link)
        try:
            parts = urlsplit(link)
            is_elsewhere = bool(parts.scheme or parts.netloc)
        except ValueError:
            raise InvalidValue("dangerous_address") from None
        if is_picture and (is_elsewhere or link.startswith("/")):
            raise InvalidValue("picture_from_elsewhere")
        if link.startswith(REPOSITORY):
            # Dots or a slash would lead to somebody else's repository.
            if ".." in unquote(link) or link.startswith(REPOSITORY + "/"):
                raise InvalidValue("link_leads_nowhere")
            return f"{self.settings.repository}/{address.removeprefix(REPOSITORY)}", ""
        if not is_picture and (whole := completed_address(address)):
            raise InvalidValue("address_begins_wrongly", nearest=whole)
        if parts.scheme:
            _refuse_dangerous(parts, address)
            # An address of our own site, copied from a browser, is a link to that text.
            within = addresses.within(link, self.settings.site_url)
            if within is None or (path := self._paths.get(within.rstrip("/"))) is None:
                return address, ""
            return self._address(path, text) + self._anchor(path, parts.fragment), path
        if link.startswith("/"):
            raise InvalidValue("link_from_root")
        if link.lower().startswith("www."):
            raise InvalidValue("link_without_https", nearest=f"https://{address}")
        folder = posixpath.dirname(text.path)
        # A blank in a file name is `%20`, or a blank between angle brackets.
        path = posixpath.normpath(posixpath.join(folder, unquote(urlsplit(address).path)))
        try:
            found = self._address(path, text, is_picture=is_picture)
        except InvalidValue:
            if not is_picture and (whole := _whole_address(address)):
                raise InvalidValue("link_without_https", nearest=whole) from None
            raise
        return found + self._anchor(path, parts.fragment), path

    def _anchor(self, path: str, fragment: str) -> str:
        """`#fragment`; empty for a picture or a withdrawn article, which have no headings."""
        target = self._texts.get(path)
        if target is None or (isinstance(target, Article) and target.is_withdrawn(self.today)):
            return ""
        return f"#{fragment}" if fragment else ""

    def _address(self, path: str, text: Text, *, is_picture: bool = False) -> str:
        folder, _, name = path.rpartition("/")
        if not is_picture and (found := self._texts.get(path)) is not None:
            return self.languages[found.language].of(found)
        # Pictures of an article are in its own folder, those of a standing page in `<key>/`.
        is_own = folder in (posixpath.dirname(text.path), text.key)
        if is_own and name in self.catalogue.pictures.get(folder, ()):
            return addresses.picture(folder, name)
        right = plain_name(name)
        if is_picture and PICTURE_NAME.fullmatch(right) and right != name:
            raise InvalidValue("not_a_picture_name", value=name, nearest=right, target=path)
        raise InvalidValue("link_leads_nowhere", target=path)

    @cached_property
    def _texts(self) -> Mapping[str, Text]:
        """All texts by their paths."""
        groups = (self.catalogue.articles, self.catalogue.topics, self.catalogue.pages)
        return {
            text.path: text
            for group in groups
            for versions in group.values()
            for text in versions.values()
        }

    @cached_property
    def _paths(self) -> Mapping[str, str]:
        """Paths of all texts by their addresses and former addresses, without a final slash."""
        found: dict[str, str] = {}
        for text in self._texts.values():
            own = self.languages[text.language]
            found[own.of(text).rstrip("/")] = text.path
            for slug in text.former_slugs:
                found.setdefault(own.formerly(text, slug).rstrip("/"), text.path)
        return found


def without_blanks(link: str) -> str:
    """An address with blanks and control characters percent-encoded, and nothing else changed."""
    return re.sub(r"[\x00-\x20\x7f]", lambda blank: quote(blank[0]), link.strip())


def _refuse_dangerous(parts: SplitResult, address: str) -> None:
    """Raise InvalidValue for an address with a scheme that readers should not follow."""
    host = parts.hostname
    if parts.scheme not in SCHEMES or not (host or parts.scheme in _WITHOUT_HOST):
        raise InvalidValue("dangerous_address")
    if parts.scheme == "tel" and not _TELEPHONE.fullmatch(parts.path + parts.query):
        raise InvalidValue("dangerous_address")
    if parts.username is not None:
        raise InvalidValue("address_with_user", host=host)
    # To browsers a backslash ends the host, and `%` in it is decoded. An address that the cleaner
    # cannot parse would be published as a link without an address.
    if re.search(r"[\\%]", parts.netloc) or not is_kept(address):
        raise InvalidValue("dangerous_address")


def _whole_address(link: str) -> str:
    """The complete address of one without its scheme: `pekalongankota.go.id/berita`."""
    first = re.split(r"[/?#]", link.lower())[0]
    if is_host(first):
        return f"https://{link}"
    name, _, host = first.partition("@")
    return f"mailto:{link}" if name and is_host(host) else ""
