"""What an editor writes as a link: the address behind it, on the web or in the site."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import unescape as html_unescape
from urllib.parse import unquote, urlsplit

from newsroom.content import addresses
from newsroom.content.addresses import Addresses
from newsroom.content.article import Article, Text
from newsroom.content.catalogue import Catalogue
from newsroom.core.problem import InvalidValue
from newsroom.core.settings import Settings

SCHEMES = {"https", "http", "mailto"}
REPOSITORY = "repository:"
"""`[issues page](repository:issues)` leads to a page of the site's repository, wherever that is."""


@dataclass(frozen=True)
class Links:
    """Knows where the links that editors write lead."""

    catalogue: Catalogue
    languages: Mapping[str, Addresses]
    settings: Settings
    today: date

    def resolve(self, link: str, text: Text, *, is_picture: bool = False) -> tuple[str, str]:
        """The address on the web or from the site's root, and the site's file behind it; raises
        InvalidValue.

        Editors link to other texts by their file, as GitHub's preview does:
        `../five-cities/index.id.md`.
        """
        link = unquote_entities(link)
        if link.startswith("#") and not is_picture:
            return link, text.path
        try:
            parts = urlsplit(link)
            host = parts.hostname
        except ValueError:
            raise InvalidValue("dangerous_address") from None
        if is_picture and (parts.scheme or parts.netloc or link.startswith("/")):
            raise InvalidValue("picture_from_elsewhere")
        if link.startswith(REPOSITORY):
            # Dots would climb into somebody else's repository.
            if ".." in unquote(link) or link.startswith(REPOSITORY + "/"):
                raise InvalidValue("link_leads_nowhere")
            return f"{self.settings.repository}/{link.removeprefix(REPOSITORY)}", ""
        if parts.scheme:
            if parts.scheme not in SCHEMES or (parts.scheme != "mailto" and not host):
                raise InvalidValue("dangerous_address")
            if parts.username is not None:
                raise InvalidValue("address_with_user", host=host)
            if re.search(r"[\\%]", parts.netloc):
                # Browsers take a backslash for the end of the host, and decode the rest.
                raise InvalidValue("dangerous_address")
            # Whoever copies our own address from a browser means the text that stands there.
            address = addresses.within(link, self.settings.site_url)
            if address is None or (path := self._paths.get(address.rstrip("/"))) is None:
                return link, ""
            return self._address(path, text) + self._anchor(path, parts.fragment), path
        if link.startswith("/"):
            raise InvalidValue("link_from_root")
        if link.lower().startswith("www."):
            raise InvalidValue("link_without_https", nearest=f"https://{link}")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(text.path), unquote(parts.path)))
        address = self._address(path, text, is_picture=is_picture)
        return address + self._anchor(path, parts.fragment), path

    def _anchor(self, path: str, fragment: str) -> str:
        """Pictures have no parts, and an article that was withdrawn has none any more."""
        there = self._texts.get(path)
        if there is None or (isinstance(there, Article) and there.is_withdrawn(self.today)):
            return ""
        return f"#{fragment}" if fragment else ""

    def _address(self, path: str, text: Text, *, is_picture: bool = False) -> str:
        folder, _, name = path.rpartition("/")
        if not is_picture and (found := self._texts.get(path)) is not None:
            return self.languages[found.language].of(found)
        # An article's folder is its key's; a standing page's pictures stand in one of that name.
        is_own = folder in (posixpath.dirname(text.path), text.key)
        if is_own and name in self.catalogue.pictures.get(folder, ()):
            return addresses.picture(folder, name)
        raise InvalidValue("link_leads_nowhere", target=path)

    @cached_property
    def _texts(self) -> Mapping[str, Text]:
        """All texts by their files."""
        groups = (self.catalogue.articles, self.catalogue.topics, self.catalogue.pages)
        return {
            text.path: text
            for group in groups
            for versions in group.values()
            for text in versions.values()
        }

    @cached_property
    def _paths(self) -> Mapping[str, str]:
        """Files of all texts by their addresses, without a final slash; by those before too."""
        found: dict[str, str] = {}
        for text in self._texts.values():
            words = self.languages[text.language]
            found[words.of(text).rstrip("/")] = text.path
            for slug in text.former_slugs:
                found.setdefault(words.formerly(text, slug).rstrip("/"), text.path)
        return found


def unquote_entities(link: str) -> str:
    """A link without what hides it: entities, white space and control characters within."""
    return re.sub(r"[\x00-\x20\x7f]+", "", html_unescape(link))
