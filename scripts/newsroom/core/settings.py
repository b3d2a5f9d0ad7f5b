"""Reads and checks the site's settings in mkdocs.yml."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import yaml
from babel import Locale
from yaml_env_tag import construct_env_tag

from newsroom.core.city import FIELDS, PATTERNS, HomeCity
from newsroom.core.data import read_data
from newsroom.core.dates import parse_partial_day, set_time_zone
from newsroom.core.failure import SettingsError
from newsroom.core.problem import LANGUAGES, InvalidValue, one_line

PROJECT = Path(__file__).parents[3]

LONGEST_NAME = 120

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Hosts that need no https: this machine."""

_HOST = re.compile(
    r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*"
)
_PATH = re.compile(r"[A-Za-z0-9/._~%+-]*")
_ADDRESS = re.compile(r"[!-~]+")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@(?P<host>[A-Za-z0-9.-]+\.[A-Za-z]{2,})")
_TAG_AUTHORITY = re.compile(
    rf"(?:[A-Za-z0-9._-]+@)?{_HOST.pattern},\d{{4}}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
)
"""A host name or an e-mail address, a comma, and a day on which its owner held it (RFC 4151)."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""What a key, a folder or a part of an address may be called."""
_PHONE = re.compile(r"\+?[0-9][0-9 .()-]{6,24}")


@dataclass(frozen=True, kw_only=True)
class Contact:
    """How readers reach the newsroom; a way that is not offered is an empty text."""

    email: str = ""
    whatsapp: str = ""
    """Digits of an international number, as https://wa.me/ takes them: `6281234567890`."""
    form: str = ""
    """Address of a page with a form."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of the whole site, for every language."""

    site_url: str
    """Address of the default language's home page, with a final slash."""
    repository: str
    """Address of the repository's page, without a final slash."""
    identity: str
    """`authority,year` of the tag URIs that are the ids of feed items (RFC 4151). It stays the same
    when the site moves to another address."""
    languages: Mapping[str, str]
    """The languages' own names by language tag; the default language first."""
    city: HomeCity
    """The city that the newspaper is about."""
    docs: Path
    """The folder that editors write into."""
    check_languages: tuple[str, ...]
    """The languages in which the check and other commands answer editors."""
    edit_branch: str = "main"
    social_cards: bool = False
    """Whether to draw social cards. Each takes a tenth of a second: only a deployment does."""
    search_index: bool = True
    """Whether to make the search index; without it the search page offers topics and years."""
    show_unpublished: bool = False
    """Whether drafts and scheduled articles have pages, marked as such: for editors only."""
    hub: str = ""
    """Address of the WebSub hub that is notified of changed feeds; empty if there is none."""
    contact: Contact = field(default_factory=Contact)

    register: Path | None = None
    """A copy of the published site's addresses, one per line; `make register` fetches it."""
    network: Path | None = None
    """The file that lists the partners whose feeds are fetched."""
    store: Path | None = None
    """The folder of fetched items, if it is not in the cache."""
    overrides: Path | None = None
    """The folder of templates and styles."""

    @property
    def default_language(self) -> str:
        return next(iter(self.languages))

    @property
    def base_path(self) -> str:
        """Path of the home page on its host, with a final slash: `/` or `/situs/`."""
        return "/" + self.site_url.split("://", 1)[1].partition("/")[2]

    @property
    def cache(self) -> Path:
        """The folder of files that builds reuse."""
        return self.docs.parent / ".cache"

    @property
    def network_store(self) -> Path:
        """The folder of items fetched from partners' feeds."""
        return self.store or self.cache / "network"

    def at(self, site_url: str | None) -> "Settings":
        """The same settings for a site at another address, such as a preview's.

        Raises SettingsError for an invalid address.
        """
        if not site_url:
            return self
        if fault := _address_fault(site_url, is_site=True, needs_https=False):
            raise SettingsError(f"the site's address '{one_line(site_url)}' {fault}")
        return replace(self, site_url=_with_final_slash(site_url))


def read_settings(config_file: Path = PROJECT / "mkdocs.yml") -> Settings:
    """Read and check the settings without starting MkDocs, and set the clock to the city's time.

    Raises SettingsError, with the file, the key and an example, or OSError if the file is missing.
    """
    config = _Mapping(_read_yaml(config_file), config_file)
    extra = config.mapping("extra")
    contact = extra.mapping("contact", is_optional=True)
    city = _city(extra.mapping("city"))
    set_time_zone(city.time_zone)
    return Settings(
        site_url=_with_final_slash(
            config.text("site_url", _site_address, "https://example.org/situs/")
        ),
        repository=config.text("repo_url", _https, "https://github.com/kota/situs").rstrip("/"),
        identity=extra.text(
            "identity",
            _tag_authority,
            "kota.example.org,2026",
        ),
        languages=_languages(config),
        city=city,
        check_languages=extra.names("check_languages", LANGUAGES, default=LANGUAGES),
        docs=config_file.parent / config.text("docs_dir", _folder, "docs", default="docs"),
        register=config_file.parent / ".cache/addresses.txt",
        network=config_file.with_name("network.yml"),
        store=config_file.parent
        / extra.text("network_store", _folder, ".cache/network", default=".cache/network"),
        overrides=config_file.parent
        / config.mapping("theme", is_optional=True).text(
            "custom_dir", _folder, "overrides", default="overrides"
        ),
        social_cards=extra.flag("social_cards", default=False),
        search_index=extra.flag("search_index", default=True),
        show_unpublished=extra.flag("show_unpublished", default=False),
        hub=extra.text("hub", _https, "https://hub.example.org/", default=""),
        contact=Contact(
            email=contact.text("email", _email, "redaksi@example.org", default=""),
            whatsapp=re.sub(
                r"\D", "", contact.text("whatsapp", _phone, '"+62 812 3456 7890"', default="")
            ),
            form=contact.text("form", _https, "https://forms.example.org/kabar", default=""),
        ),
    )


class _ConfigLoader(yaml.SafeLoader):
    """A loader that takes values from the environment where mkdocs.yml says `!ENV [NAME, …]`."""


_ConfigLoader.add_constructor("!ENV", construct_env_tag)


def _read_yaml(file: Path) -> Mapping[str, Any]:
    try:
        config = yaml.load(file.read_bytes(), Loader=_ConfigLoader)
    except UnicodeDecodeError:
        raise SettingsError(f"{file} is not UTF-8 text; save it again as UTF-8") from None
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        position = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        reason = one_line(str(getattr(error, "problem", None) or getattr(error, "reason", error)))
        raise SettingsError(f"{file}{position} cannot be read as YAML: {reason}") from None
    if not isinstance(config, Mapping):
        raise SettingsError(f"{file} must hold settings such as 'site_url: https://example.org/'")
    return config


@dataclass(frozen=True)
class _Mapping:
    """A group of settings, with the file and the key path that an error names."""

    values: Mapping[Any, Any]
    file: Path
    path: str = ""
    """The keys above it, such as `extra.`."""

    def mapping(self, key: str, *, is_optional: bool = False) -> "_Mapping":
        value = self.values.get(key)
        if value is None and is_optional:
            value = {}
        if not isinstance(value, Mapping):
            raise self.wrong(key, "must hold further settings, each on an indented line of its own")
        return _Mapping(value, self.file, f"{self.path}{key}.")

    def text(
        self,
        key: str,
        fault_of: Callable[[str], str],
        example: str,
        *,
        default: str | None = None,
    ) -> str:
        """The text of a setting, or `default` if it is missing; without a default it is required.

        `fault_of` returns what is wrong with a text, or an empty text.
        """
        value = self.values.get(key)
        if value is None or value == "":
            if default is None:
                raise self.wrong(key, "is missing or empty", example)
            return default
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)  # YAML takes a telephone number without quotes for a number
        if not isinstance(value, str):
            raise self.wrong(key, f"must be a text, not {_kind(value)}", example)
        if fault := fault_of(value):
            raise self.wrong(key, f"{fault}; it is '{one_line(value)}'", example)
        return value

    def by_language(self, key: str, example: str, *, is_optional: bool = False) -> dict[str, str]:
        """A name for all languages, under an empty text, or one for each."""
        value = self.values.get(key)
        if value is None and is_optional:
            return {}
        if not isinstance(value, Mapping):
            return {"": self.text(key, _line, example)}
        inner = self.mapping(key)
        return {str(language): inner.text(language, _line, example) for language in value}

    def number(self, key: str, limit: int, example: str) -> float:
        """A number from -limit to limit."""
        value = self.values.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > limit:
            shown = "missing" if value is None else f"'{one_line(str(value))}'"
            raise self.wrong(
                key, f"must be a number from -{limit} to {limit}; it is {shown}", example
            )
        return float(value)

    def one_of(self, key: str, known: Collection[str], example: str) -> str:
        def fault(text: str) -> str:
            return "" if text in known else f"must be {_alternatives(known)}"

        return self.text(key, fault, example)

    def names(
        self, key: str, known: Collection[str], *, default: Collection[str]
    ) -> tuple[str, ...]:
        """A list of names; all of `default` if it is missing or empty."""
        value = self.values.get(key)
        if value is None or value == []:
            return tuple(default)
        if not isinstance(value, list) or not all(each in known for each in value):
            written = one_line(str(value))
            example = f"[{next(iter(known))}]"
            raise self.wrong(
                key, f"must be a list of {_alternatives(known)}, not '{written}'", example
            )
        return tuple(value)

    def flag(self, key: str, *, default: bool) -> bool:
        value = self.values.get(key)
        if value is None or value == "":
            return default
        if value in (0, 1) and isinstance(value, int):
            return bool(value)
        raise self.wrong(key, f"must be true or false, not '{one_line(str(value))}'", "true")

    def wrong(self, key: str, what: str, example: str = "") -> SettingsError:
        shown = f"; for example {key}: {example}" if example else ""
        return SettingsError(
            f"{self.file}: the setting '{self.path}{key}' {what}{shown}. Correct it there, or in "
            "the environment variable that it names"
        )


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, list):
        return "a list"
    return "a group of settings" if isinstance(value, dict) else "a number or a day"


def _alternatives(known: Collection[str]) -> str:
    """`one of crafts, design or film`."""
    *most, last = known
    return f"one of {', '.join(most)} or {last}" if most else last


def _city(city: _Mapping) -> HomeCity:
    """What the newspaper is about."""
    palettes = read_data("motifs")["palettes"]
    return HomeCity(
        names=city.by_language("name", "Pekalongan"),
        country=city.text("country", _country, "ID"),
        latitude=city.number("latitude", 90, "-6.889"),
        longitude=city.number("longitude", 180, "109.675"),
        time_zone=city.text("time_zone", _time_zone, "Asia/Jakarta"),
        clock=city.by_language("clock", "WIB", is_optional=True),
        field=city.one_of("field", FIELDS, "crafts"),
        joined=parse_partial_day(city.text("joined", _partial_day, '"2014-12-01"')),
        byline=city.by_language("byline", "Redaksi Kota Kreatif Pekalongan"),
        pattern=city.one_of("pattern", PATTERNS, "plain"),
        palettes=city.names("palettes", palettes, default=palettes),
        network_topic=city.text("network_topic", _slug, "network", default=""),
    )


def _languages(config: _Mapping) -> dict[str, str]:
    """The languages of the static-i18n plugin, the default one first."""
    example = "[{locale: id, name: Bahasa Indonesia, default: true}]"

    def wrong(what: str) -> SettingsError:
        return config.wrong("plugins: i18n: languages", what, example)

    plugins = config.values.get("plugins")
    options = [
        plugin["i18n"]
        for plugin in (plugins if isinstance(plugins, list) else ())
        if isinstance(plugin, Mapping) and isinstance(plugin.get("i18n"), Mapping)
    ]
    entries = options[0].get("languages") if options else None
    if not isinstance(entries, list) or not entries:
        raise wrong("is missing or empty")
    found = dict(_language_names(entries, wrong))
    defaults = [entry["locale"] for entry in entries if entry.get("default")]
    if len(found) != len(entries):
        raise wrong("names a language twice")
    if len(defaults) > 1:
        raise wrong(f"has more than one default: {', '.join(defaults)}")
    return dict(sorted(found.items(), key=lambda entry: entry[0] not in defaults))


def _language_names(
    entries: list[Any], wrong: Callable[[str], SettingsError]
) -> Iterator[tuple[str, str]]:
    for entry in entries:
        locale, name = (
            (entry.get("locale"), entry.get("name")) if isinstance(entry, Mapping) else (None, None)
        )
        if not isinstance(locale, str) or not _LANGUAGE.fullmatch(locale):
            # `no` is Norwegian and, to YAML, false.
            raise wrong(f"needs a locale such as id or \"no\" in each entry, not '{locale}'")
        if not isinstance(name, str) or not name.strip():
            raise wrong(f"needs a name for '{locale}'")
        yield locale, name


# Each of these says what is wrong with a text; an empty text means that nothing is.


def _site_address(text: str) -> str:
    return _address_fault(text, is_site=True)


def _https(text: str) -> str:
    return _address_fault(text)


def _address_fault(text: str, *, is_site: bool = False, needs_https: bool = True) -> str:
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "is not a valid address"
    if not _ADDRESS.fullmatch(text) or parts.scheme not in ("https", "http") or not host:
        return "must be a whole address that begins with https://"
    if host not in LOOPBACK and not _HOST.fullmatch(host):
        return "names no host"
    if parts.scheme == "http" and needs_https and host not in LOOPBACK:
        return "must begin with https://"
    if parts.username is not None or parts.password is not None:
        return "must not hold a user's name or password"
    if is_site and (parts.query or parts.fragment or not _PATH.fullmatch(parts.path)):
        return "must be a host and a path, with neither ? nor #"
    return "" if not set(text) & set("\"'<>\\^`{|}") else "has a character that no address may have"


def _tag_authority(text: str) -> str:
    is_right = _TAG_AUTHORITY.fullmatch(text) is not None
    return "" if is_right else "must be a host name of yours, a comma and a year (RFC 4151)"


def _folder(text: str) -> str:
    is_inside = not Path(text).is_absolute() and ".." not in Path(text).parts
    return "" if is_inside and text.isprintable() else "must be a folder beside mkdocs.yml"


def _line(text: str) -> str:
    is_line = text.isprintable() and text.strip() and len(text) <= LONGEST_NAME
    return "" if is_line else f"must be one line of at most {LONGEST_NAME} characters"


def _country(text: str) -> str:
    is_known = len(text) == 2 and text in Locale("en").territories
    return "" if is_known else "must be a country's code of two capital letters (ISO 3166)"


def _time_zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (LookupError, ValueError, OSError):
        return "must be a time zone of the tz database"
    return ""


def _partial_day(text: str) -> str:
    try:
        parse_partial_day(text)
    except InvalidValue:
        return "must be a day, a month or a year, in quotes"
    return ""


def _slug(text: str) -> str:
    return "" if SLUG.fullmatch(text) else "must be the name of a file in docs/topics"


def _email(text: str) -> str:
    return "" if _EMAIL.fullmatch(text) else "must be an e-mail address"


def _phone(text: str) -> str:
    is_international = _PHONE.fullmatch(text) and not re.sub(r"\D", "", text).startswith("0")
    return "" if is_international else "must be a number with its country code, without a leading 0"


def _with_final_slash(address: str) -> str:
    return address.rstrip("/") + "/"
