"""Turns a copy of this repository into an empty newspaper of another city.

Nothing is lost: whatever is removed or changed here is in the history of Git.
"""

import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, takewhile
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import yaml
from babel import Locale, UnknownLocaleError
from babel.core import get_global

from newsroom.authoring.vscode import EXAMPLE, editor_files
from newsroom.core.data import DATA, read_data
from newsroom.core.failure import Failure
from newsroom.core.git import git, git_paths
from newsroom.core.problem import LANGUAGES
from newsroom.core.settings import PROJECT, Settings, read_settings
from newsroom.core.wording import read_wording
from newsroom.site.site import open_site

LISTS = ("duties", "places", "series", "timeline", "authors")
"""Lists in data/ that editors fill; only the comment at the head of each is kept."""
TEMPLATE = "en"
"""The language whose words a language without words of its own begins with."""
OWN_FORMS = {"id": "3-ralat.yml"}
FORM = "4-correction.yml"
"""The form for corrections, by language."""


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What must be chosen; all as texts, checked as the settings of mkdocs.yml are."""

    name: str
    country: str
    latitude: str
    longitude: str
    time_zone: str
    field: str
    joined: str
    languages: Sequence[str]
    """The default one first."""
    identity: str
    site_url: str
    repository: str
    byline: str


def begin(choices: Choices) -> list[str]:
    """Change the work tree, and say what is left to do, one sentence each.

    Raises Failure, in one sentence and with nothing changed, for a work tree with changes of its
    own, an unknown language, or a choice that the settings refuse.
    """
    if git(PROJECT, "status", "--porcelain").strip():
        raise Failure(
            "the work tree has changes that are not committed; commit them or take them back "
            "(git stash --include-untracked), so that nothing of yours is lost"
        )
    before = read_settings()
    if choices.identity == before.identity:
        raise Failure(
            f"the identity must be your own, not {before.identity}: by it feed readers tell your "
            "articles from those of others; for example ambon.example.org,2027"
        )
    names = _language_names(choices.languages, before.languages)
    text = _configuration((PROJECT / "mkdocs.yml").read_text(encoding="utf-8"), choices, names)
    after = _checked(text)
    # From here on files change.
    (PROJECT / "mkdocs.yml").write_text(text, encoding="utf-8")
    begun = [language for language in names if _begin_wording(language, names[language])]
    for name in LISTS:
        _empty(DATA / f"{name}.yml")
    _write_texts(after)
    _write_github(before, after)
    settings = read_settings()
    for file in editor_files(open_site(settings, EXAMPLE)):
        (PROJECT / file.path).write_text(file.text, encoding="utf-8")
    return [*_left(settings, begun), *_still_named(before.city.name("id"))]


def suggestions(name: str) -> Mapping[str, str]:
    """What data/cities.yml knows of a city with this name."""
    known: Mapping[str, Mapping[str, str]] = read_data("cities")
    return next(
        (
            {
                key: city[key]
                for key in ("country", "latitude", "longitude", "field", "joined")
                if key in city
            }
            for city in known.values()
            if name
            in (city["name"], *(city["name"].values() if isinstance(city["name"], dict) else ()))
        ),
        {},
    )


# mkdocs.yml


def _language_names(languages: Sequence[str], known: Mapping[str, str]) -> dict[str, str]:
    """Each language's own name: `Bahasa Indonesia`, `français`."""
    found = {}
    for language in languages:
        try:
            locale = Locale.parse(language, sep="-")
        except (ValueError, UnknownLocaleError):
            raise Failure(
                f"the language '{language}' is not known; name it like id, en or fr"
            ) from None
        name = locale.get_display_name(language.replace("-", "_")) or language
        found[language] = known.get(language) or name[0].upper() + name[1:]
    if not found:
        raise Failure("name at least one language, such as id; the first is the default one")
    return found


def _configuration(text: str, choices: Choices, names: Mapping[str, str]) -> str:
    """mkdocs.yml with the choices in place of what it says; its comments stay."""
    answered = [language for language in names if language in LANGUAGES] or [TEMPLATE]
    values = {
        "site_name": _quoted(choices.name),
        "site_url": f"!ENV [SITE_URL, {_quoted(choices.site_url)}]",
        "repo_url": f"!ENV [REPOSITORY_URL, {_quoted(choices.repository)}]",
        "  identity": _quoted(choices.identity),
        "    name": _quoted(choices.name),
        "    country": _quoted(choices.country),
        "    latitude": _number(choices.latitude),
        "    longitude": _number(choices.longitude),
        "    time_zone": _quoted(choices.time_zone),
        "    clock": "{}",
        "    field": _quoted(choices.field),
        "    joined": _quoted(choices.joined),
        "    byline": _quoted(choices.byline),
        "    pattern": "plain",
        "    palettes": "[]",
        "    network_topic": "network",
        "  contact": "{}",
        "  check_languages": f"[{', '.join(answered)}]",
    }
    for key, value in values.items():
        line = f"{key}: {value}".replace("\\", r"\\")
        text, count = re.subn(rf"(?m)^{key}:.*$", line, text, count=1)
        if not count:
            raise Failure(f"mkdocs.yml has no line '{key.strip()}:'; take back what changed it")
    entries = "".join(
        f"        - locale: {language}\n          name: {_quoted(name)}\n"
        + ("          default: true\n" if place == 0 else "")
        + "          build: true\n"
        for place, (language, name) in enumerate(names.items())
    )
    return re.sub(
        r"(?m)^      languages:\n(?:        .*\n)+", lambda _: f"      languages:\n{entries}", text
    )


def _quoted(text: str) -> str:
    """A text as YAML takes it: plain where it stays a text so, else in double quotes."""
    is_plain = re.fullmatch(r"[A-Za-z][A-Za-z /_.-]*", text) and yaml.safe_load(text) == text
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def _number(text: str) -> str:
    return text if re.fullmatch(r"-?\d+(\.\d+)?", text) else _quoted(text)


def _checked(text: str) -> Settings:
    """The settings of a new mkdocs.yml; raises SettingsError before any file is changed."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "mkdocs.yml"
        file.write_text(text, encoding="utf-8")
        return read_settings(file)


# words and lists


def _begin_wording(language: str, name: str) -> bool:
    """Begin a language's words with the English ones; False where it has its own already."""
    file = DATA / f"wording.{language}.yml"
    if file.exists():
        return False
    text = (DATA / f"wording.{TEMPLATE}.yml").read_text(encoding="utf-8")
    locale = language.replace("-", "_")
    likely = get_global("likely_subtags").get(locale, "").split("_")
    country = f"\nlocale_with_country: {locale}_{likely[-1]}" if len(likely) == 3 else ""
    text = re.sub(r"(?m)^locale: .*$", f"locale: {locale}{country}", text)
    text = re.sub(r"(?m)^language_short: .*$", lambda _: f"language_short: {_quoted(name)}", text)
    text = text.replace("in English", f"in {name}")
    text = text.replace(f"words in {name}:", f"words in {name}, not translated yet:", 1)
    file.write_text(text, encoding="utf-8")
    return True


def _empty(file: Path) -> None:
    """Keep only the comment at the head of a list."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    head = takewhile(lambda line: line.startswith("#"), lines)
    file.write_text("".join(head), encoding="utf-8")


# docs


def _write_texts(settings: Settings) -> None:
    """Remove all texts and write the beginning of the standing ones and of two topics."""
    docs = PROJECT / "docs"
    kept = {
        path: (docs / path).read_bytes()
        for language in settings.languages
        for path in _guide(docs, language)
    }
    shutil.rmtree(docs, ignore_errors=True)
    begun = [_texts(language, settings) for language in settings.languages]
    for path, content in chain(*(each.items() for each in begun), kept.items()):
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_bytes(_without_lost_links(content) if path.endswith(".md") else content)


def _guide(docs: Path, language: str) -> Iterator[str]:
    """The page that explains how to write, which is nearly the same in every city."""
    if (docs / f"contribute.{language}.md").is_file():
        yield f"contribute.{language}.md"
        yield from (
            file.relative_to(docs).as_posix() for file in docs.glob(f"contribute/*-{language}.*")
        )


def _without_lost_links(content: bytes) -> bytes:
    """A text whose links to articles and topics, which are gone, are plain words."""
    lost = re.compile(rb"\[([^\]]*)\]\((?:news|announcements|topics|data)/[^)]*\)")
    return lost.sub(rb"\1", content)


def _texts(language: str, settings: Settings) -> dict[str, bytes]:
    """The beginning of each standing text by path; what it says is true of any such newspaper."""
    own = DATA / f"begin.{language}.yml"
    words = read_data(f"begin.{language if own.is_file() else TEMPLATE}")
    wording = read_wording(language, settings.city)
    known = {
        "site_name": wording["site_name"],
        "site_description": wording["site_description"],
        "city": settings.city.name(language),
        "byline": settings.city.byline.get(language) or settings.city.byline[""],
        "form": OWN_FORMS.get(language, FORM),
        "language": language,
    }
    found = {}
    for key, text in words.items():
        head = {name: value for name, value in text.items() if name != "body"}
        lines = [
            f"{name}: {json.dumps(value.format_map(known), ensure_ascii=False)}"
            for name, value in head.items()
        ]
        body = f"\n{text['body'].format_map(known)}" if "body" in text else ""
        found[f"{key}.{language}.md"] = ("\n".join(["---", *lines, "---", ""]) + body).encode()
    return found


# .github


def _write_github(before: Settings, after: Settings) -> None:
    """Put the new city, repository and hours into GitHub's files."""
    old_owner, new_owner = (each.repository.split("/")[-2] for each in (before, after))
    language = before.default_language
    pairs = {
        before.repository: after.repository,
        f"@{old_owner}/": f"@{new_owner}/",
        before.city.name(language): after.city.name(after.default_language),
    }
    for tongue in ("id", "en"):
        old, new = (each.city.words(tongue, tongue)["clock"] for each in (before, after))
        pairs[old] = new
    for file in (
        *(PROJECT / ".github/ISSUE_TEMPLATE").glob("*.yml"),
        PROJECT / ".github/CODEOWNERS",
    ):
        text = file.read_text(encoding="utf-8")
        for old, new in pairs.items():
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")
    nightly = PROJECT / ".github/workflows/nightly.yml"
    text = nightly.read_text(encoding="utf-8")
    night, noon = (
        hour_in_utc(after.city.time_zone, hour, minute) for hour, minute in ((0, 7), (12, 17))
    )
    text = re.sub(
        r"- cron: .* # 00:07 in .*",
        f'- cron: "{night} * * *" # 00:07 in {after.city.name("en")}',
        text,
    )
    text = re.sub(r"- cron: .* # 12:17.*", f'- cron: "{noon} * * *" # 12:17', text)
    nightly.write_text(text, encoding="utf-8")


def hour_in_utc(time_zone: str, hour: int, minute: int) -> str:
    """Minute and hour in UTC of a time of day in winter: where summer has its own time, it is an
    hour later then, and never on the day before."""
    moments = [
        datetime(2026, month, 15, hour, minute, tzinfo=ZoneInfo(time_zone)) for month in (1, 7)
    ]
    least = min(moment.utcoffset() or timedelta() for moment in moments)
    utc = datetime(2026, 1, 15, hour, minute) - least
    return f"{utc.minute} {utc.hour}"


# what is left

UNTOUCHED = ("tests/", "benchmarks/", "LICENSES/")
"""Folders that may name any city: the tests keep a newspaper of their own."""


LEFT = (
    "docs/about.*.md: say who you are, how your articles are made, and for whom you do not speak",
    "docs/privacy.*.md, docs/corrections.*.md: say which rights readers have by your country's law",
    "docs/topics/: write the topics of your newspaper; 'network' and 'newsroom' are a beginning",
    "docs/news/: write the first article (make new)",
    "scripts/newsroom/data/duties.yml, timeline.yml, places.yml, series.yml: they are empty; the "
    "comment at the head of each says what belongs there",
    "mkdocs.yml: set a way to reach you (contact), what readers call the clock, and the palettes",
    "network.yml: see whether these partners are those that you want",
    ".github/CODEOWNERS: name accounts or teams that exist",
    "make screenshots contribute-pictures: make the pictures of README and contribute page anew",
)


def _left(settings: Settings, begun: Sequence[str]) -> Iterator[str]:
    for language in begun:
        yield (
            f"scripts/newsroom/data/wording.{language}.yml is in English: translate it before you "
            "publish, for words under 'address' never change again"
        )
    for language in settings.languages:
        if not (DATA / f"begin.{language}.yml").is_file():
            yield f"docs/: the texts in {settings.languages[language]} are still in English"
    yield from LEFT


def _still_named(name: str) -> Iterator[str]:
    """The files that still speak of the city before, but for those of tests."""
    for path in git_paths(PROJECT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"):
        file = PROJECT / path
        if path.startswith(UNTOUCHED) or path.endswith(".py") or not file.is_file():
            continue
        try:
            count = file.read_text(encoding="utf-8").count(name)
        except UnicodeDecodeError:
            continue
        if count:
            yield f"{path} still names {name} ({count} ×)"
