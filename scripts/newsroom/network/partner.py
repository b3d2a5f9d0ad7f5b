"""The partners whose feeds we gather: network.yml, read and checked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from newsroom.content.cities import City, name_in, names_of, read_cities
from newsroom.content.fields import nearest
from newsroom.content.front_matter import FrontMatterError, Value, parse
from newsroom.core.problem import InvalidValue, Problem

FILE = "network.yml"
MAX_BYTES = 200_000
FIELDS = (
    *("architecture", "crafts", "design", "film"),
    *("gastronomy", "literature", "media-arts", "music"),
)
"""The fields of the network, as network.yml names them; wording.<language>.yml has their names."""
KEYS = ("city", "name", "country", "field", "languages", "feed", "site", "hosts", "confirmed")

_KEY = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_HOST = re.compile(
    r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?"
)
"""A name, not a number in any writing: what stands last begins with a letter."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, kw_only=True)
class Partner:
    """Somebody whose feed we gather: a member city, or another source of network news."""

    key: str
    """Names it in network.yml and in the store: `kanazawa`."""
    names: Mapping[str, str]
    """By language, as those of a city."""
    feed: str
    """Address of the feed: https."""
    site: str
    """Address of the website: https."""
    hosts: tuple[str, ...]
    """Where the feed may lie and where its items may lead to; each with all hosts below it."""
    languages: tuple[str, ...]
    """Languages of its items, the usual one first."""
    city: str = ""
    """Key of a member city in cities.yml; an empty text for other sources."""
    country: str = ""
    """ISO 3166."""
    field: str = ""
    """One of FIELDS."""
    is_confirmed: bool = True
    """Whether somebody has seen what the feed holds. Others are fetched, and shown to nobody."""

    def name(self, language: str) -> str:
        return name_in(self.names, language)

    def owns(self, host: str) -> bool:
        """Whether a host, in lower case, is one of its own."""
        return any(host == own or host.endswith(f".{own}") for own in self.hosts)


@dataclass(frozen=True, kw_only=True)
class Partners:
    """All that network.yml names, by key; entries with problems are left out."""

    by_key: Mapping[str, Partner]
    problems: Sequence[Problem] = ()


def read_partners(file: Path | None) -> Partners:
    """Read network.yml; without the file there are no partners."""
    if file is None or not file.is_file() or file.is_symlink():
        return Partners(by_key={})
    with file.open("rb") as opened:
        text = opened.read(MAX_BYTES + 1).decode("utf-8", "replace")
    return parse_partners(text)


def parse_partners(text: str) -> Partners:
    """The partners in the text of a network.yml, and what its authors must fix."""
    if not re.search(r"^[^#\s]", text, re.MULTILINE):
        return Partners(by_key={})
    cities = read_cities()
    found: dict[str, Partner] = {}
    problems: list[Problem] = []
    try:
        entries = parse(text, max_bytes=MAX_BYTES)
    except FrontMatterError as error:
        told = [(error.invalid, error.line), *error.more]
        return Partners(by_key={}, problems=[_problem(invalid, line - 1) for invalid, line in told])
    for key, entry in entries.items():
        try:
            partner = _partner(key, entry, cities)
            twin = next((other.key for other in found.values() if other.feed == partner.feed), "")
            if twin:
                raise InvalidValue("partner_twice", key=key, other=twin)
            found[key] = partner
        except InvalidValue as invalid:
            line, _ = invalid.location or (entry.line, 1)
            problems.append(_problem(invalid, line - 1))
    return Partners(by_key=found, problems=problems)


def _problem(invalid: InvalidValue, line: int) -> Problem:
    return Problem(path=f"../{FILE}", line=line, rule=invalid.rule, values=invalid.values)


def _partner(key: str, entry: Value, cities: Mapping[str, City]) -> Partner:
    if not _KEY.fullmatch(key):
        raise InvalidValue("partner_key", value=key)
    values = entry.content
    if not isinstance(values, Mapping):
        raise InvalidValue("missing_key", key="feed", example="feed: https://example.org/feed.xml")
    for name, value in values.items():
        if name not in KEYS:
            raise _invalid(value, "unknown_key", key=name, nearest=nearest(name, KEYS))
    named = _text(values, "city")
    city = cities.get(named or key)
    if named and not city:
        raise _invalid(values["city"], "partner_city", value=named, nearest=nearest(named, cities))
    if not city and not _text(values, "name"):
        raise InvalidValue("partner_without_name", key=key, nearest=nearest(key, cities))
    feed = _address(values, "feed")
    site = _address(values, "site") if "site" in values else f"https://{_host(feed)}/"
    return Partner(
        key=key,
        city=(named or key) if city else "",
        names=names_of(_text(values, "name")) if "name" in values or not city else city.names,
        country=_matching(values, "country", _COUNTRY, "JP") or (city.country if city else ""),
        field=_field(values),
        languages=_languages(values),
        feed=feed,
        site=site,
        hosts=_hosts(values) or tuple(dict.fromkeys(map(_without_www, (_host(feed), _host(site))))),
        is_confirmed=_flag(values, "confirmed", default=True),
    )


def _text(values: Mapping[str, Value], key: str) -> str:
    """A value that is text; an empty one where the key is missing."""
    if key not in values:
        return ""
    content = values[key].content
    if not isinstance(content, str) or not content.strip():
        raise _invalid(values[key], "not_text", key=key)
    return content.strip()


def _texts(values: Mapping[str, Value], key: str, example: str) -> Iterator[tuple[Value, str]]:
    """The texts of a list, each with its place."""
    content = values[key].content
    if isinstance(content, (str, Mapping)) or not content:
        raise _invalid(values[key], "not_a_list", key=key, example=example)
    for value in content:
        if not isinstance(value.content, str):
            raise _invalid(value, "not_text", key=key)
        yield value, value.content


def _address(values: Mapping[str, Value], key: str) -> str:
    """A whole address of https on a named host."""
    if key not in values:
        raise InvalidValue("missing_key", key=key, example=f"{key}: https://example.org/feed.xml")
    address = _text(values, key)
    if not is_plain_address(address):
        raise _invalid(values[key], "partner_address", value=address)
    return address


def is_plain_address(address: str) -> bool:
    """Whether it is https, printable ASCII, on a host with a name, without user or port."""
    if not re.fullmatch(r"[!-~]{1,1000}", address) or re.search(r'[\\"<>^`{|}]', address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(_HOST.fullmatch(parts.netloc))


def _host(address: str) -> str:
    return urlsplit(address).netloc


def _without_www(host: str) -> str:
    return host.removeprefix("www.") if host.count(".") > 1 else host


def _hosts(values: Mapping[str, Value]) -> tuple[str, ...]:
    if "hosts" not in values:
        return ()
    example = "hosts: [example.org]"
    hosts = []
    for value, host in _texts(values, "hosts", example):
        if not _HOST.fullmatch(host):
            raise _invalid(value, "partner_host", value=host)
        hosts.append(host)
    feed = _text(values, "feed")
    if not any(_host(feed) == host or _host(feed).endswith(f".{host}") for host in hosts):
        raise _invalid(values["hosts"], "partner_hosts_without_feed", value=_host(feed))
    return tuple(hosts)


def _languages(values: Mapping[str, Value]) -> tuple[str, ...]:
    example = "languages: [ja, en]"
    if "languages" not in values:
        raise InvalidValue("missing_key", key="languages", example=example)
    languages = []
    for value, language in _texts(values, "languages", example):
        if not _LANGUAGE.fullmatch(language):
            raise _invalid(value, "partner_language", value=language)
        languages.append(language)
    return tuple(languages)


def _field(values: Mapping[str, Value]) -> str:
    field = _text(values, "field")
    if field and field not in FIELDS:
        raise _invalid(values["field"], "unknown_name", value=field, nearest=nearest(field, FIELDS))
    return field


def _matching(values: Mapping[str, Value], key: str, form: re.Pattern[str], example: str) -> str:
    text = _text(values, key)
    if text and not form.fullmatch(text):
        raise _invalid(values[key], "partner_country", value=text, example=example)
    return text


def _flag(values: Mapping[str, Value], key: str, *, default: bool) -> bool:
    text = _text(values, key)
    if text not in ("", "true", "false"):
        raise _invalid(values[key], "not_a_flag", key=key, value=text)
    return text == "true" if text else default


def _invalid(value: Value, rule: str, /, **values: Any) -> InvalidValue:
    return InvalidValue(rule, location=(value.line, value.column), **values)
