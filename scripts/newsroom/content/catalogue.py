"""All articles of all languages by key, read from disk, with every problem that reading them
showed."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from newsroom.content.addresses import Addresses
from newsroom.content.article import NEWSROOM, Article, Facts, StandingPage
from newsroom.content.cities import City, read_cities
from newsroom.content.data_files import FILE_NAME, FOLDER, MAX_BYTES, DataFile, read_data_file
from newsroom.content.fields import FACTS, PICTURE_NAME, Correction, Known, author_key
from newsroom.content.kinds import FACTS_OF_KINDS, KINDS, kind_of
from newsroom.content.parsed_file import (
    MAX_FILE_BYTES,
    ParsedFile,
    read_article,
    read_standing_text,
)
from newsroom.content.source_files import File, beginning, files
from newsroom.content.untranslated import untranslated
from newsroom.core.city import name_in, names_of
from newsroom.core.data import keys_of_list, read_data
from newsroom.core.dates import day_of, is_before
from newsroom.core.problem import Problem, run_guarded

TOPICS, AUTHORS = "topics", "authors"
ARTICLE_DEPTH = 3
"""Slashes in the path of an article's file: `news/2026/why-chosen/index.id.md`."""
FIRST_YEAR = 2000
"""Of publication here; what an article tells of may have happened long before."""
_STANDING_FILE = re.compile(rf"({TOPICS}/)?[^/]+\.(?P<language>[^/.]+)\.md")
FACT_NAMES = tuple(field.name for field in FACTS + FACTS_OF_KINDS)
RECORD = ("duties", "cities", "places", "timeline", "figures", "series")
"""Pages of the record of the membership."""
LISTINGS = (*KINDS, TOPICS, AUTHORS, "events", "network", "search", "translations", *RECORD)
"""Pages that every language has under a word of its own, and the folder of its authors' pages."""
RESERVED = ("assets", FOLDER, "feed", "feeds", "index", "pagefind", "search", "sitemap", "404")
"""Names at the site's root that pages may not take: files and folders of ours stand there, or may
one day."""
_MONTH = re.compile(r"\d{1,2}")
"""A year's listing of a month: `/berita/2026/03/`."""
LENT = {"place": "", "image_alt": "image", "withdrawn_note": "withdrawn"}
"""Words that one language may lend to the others, and the fact that calls for them."""
WORD_NAMES = ("title", "summary", "place", "image_alt", "former_slugs", "withdrawn_note")

Versions = Mapping[str, Article]
"""One article's languages."""


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Everything that editors wrote. Knows nothing of MkDocs, of the day, or of what readers may
    see."""

    articles: Mapping[str, Versions]
    """By key, then by language."""
    topics: Mapping[str, Mapping[str, StandingPage]]
    """By slug as articles name it, then by language."""
    pages: Mapping[str, Mapping[str, StandingPage]]
    """Standing pages by key (`index`, `about`), then by language."""
    pictures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """File names of an article's or a standing page's pictures, by its key: the folder that they
    stand in."""
    authors: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """A byline by author's key, then by language."""
    cities: Mapping[str, City] = field(default_factory=dict)
    data_files: Mapping[str, DataFile] = field(default_factory=dict)
    """The CSV files of docs/data, by name."""
    problems: tuple[Problem, ...] = ()
    files: Sequence[File] = ()
    """Everything in the docs folder."""
    sources: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """Each text as it was written, by path; of one that is too long, its beginning."""

    def in_language(self, language: str) -> Iterator[Article]:
        return (versions[language] for versions in self.articles.values() if language in versions)

    def original(self, key: str) -> Article:
        return next(article for article in self.articles[key].values() if article.is_original)

    def bylines(self, article: Article) -> list[tuple[str, str]]:
        """The authors' keys and their names in the article's language."""
        return [
            (author_key(author), self.author_name(author, article.language))
            for author in article.facts.authors
        ]

    def author_name(self, author: str, language: str) -> str:
        """The name of an author in a language; one who is on no list is called by that name."""
        names = self.authors.get(author)
        return name_in(names, language) if names else author

    def translator(self, article: Article) -> str:
        """Whoever translated it: one of the authors by key, or a name as it was written."""
        return self.author_name(article.translator, article.language)


def read_catalogue(docs: Path, languages: Mapping[str, Addresses]) -> Catalogue:
    """Read the docs folder. What is wrong with a file is in `problems`; the others are read all the
    same.

    `languages` gives each language's addresses, the default language first.
    """
    home = next(iter(languages.values())).wording.city
    authors = {NEWSROOM: home.byline} | {
        key: names_of(names) for key, names in (read_data("authors") or {}).items()
    }
    cities = {key: city for key, city in read_cities().items() if city.place != home.place}
    found = files(docs)
    plain = [file.path for file in found if file.is_plain]
    sources = {
        path: beginning(docs / path, MAX_FILE_BYTES + 1) for path in plain if path.endswith(".md")
    }
    standing = [
        read_standing_text(source, path=path)
        for path, source in sources.items()
        if (match := _STANDING_FILE.fullmatch(path)) and match["language"] in languages
    ]
    known = Known(
        topics=frozenset(
            text.key.removeprefix(f"{TOPICS}/")
            for text in standing
            if text.key.startswith(f"{TOPICS}/")
        ),
        authors=frozenset(authors),
        author_names={
            name.lower(): key for key, names in authors.items() for name in names.values()
        },
        cities=frozenset(cities),
        places=keys_of_list("places"),
        series=keys_of_list("series"),
        other_names={
            text.values[name].lower(): text.key.removeprefix(f"{TOPICS}/")
            for text in standing
            if text.key.startswith(f"{TOPICS}/")
            for name in ("title", "slug")
            if name in text.values
        },
    )
    folders: dict[str, list[ParsedFile]] = defaultdict(list)
    pictures: dict[str, tuple[str, ...]] = {}
    for key, names in _article_folders(plain).items():
        for language in languages:
            path = f"{key}/index.{language}.md"
            if path in sources:
                folders[key].append(read_article(sources[path], path=path, known=known))
        pictures[key] = tuple(name for name in names if PICTURE_NAME.fullmatch(name))
    pictures |= _page_pictures(plain, {text.key for text in standing if "/" not in text.key})
    articles: dict[str, Versions] = {}
    problems = [problem for text in standing for problem in text.problems]
    data_files, data_problems = _data_files(docs, plain)
    problems += data_problems
    for key, parsed_files in folders.items():
        problems += [problem for text in parsed_files for problem in text.problems]
        look = partial(_folder_problems, key, parsed_files, pictures[key])
        problems += run_guarded(key, look)
        if versions := _versions(key, parsed_files):
            articles[key] = versions
    texts = _standing_texts(standing, languages)
    written = {text.path: text for text in (*standing, *chain(*folders.values()))}
    problems += list(_address_problems(articles, texts, languages, written))
    return Catalogue(
        articles=MappingProxyType(articles),
        topics={
            key.removeprefix(f"{TOPICS}/"): by_language
            for key, by_language in texts.items()
            if key.startswith(f"{TOPICS}/")
        },
        pages={key: by_language for key, by_language in texts.items() if "/" not in key},
        pictures=pictures,
        authors=authors,
        cities=cities,
        data_files=data_files,
        problems=tuple(sorted(problems)),
        files=found,
        sources=sources,
    )


def _data_files(docs: Path, paths: Iterable[str]) -> tuple[dict[str, DataFile], list[Problem]]:
    found: dict[str, DataFile] = {}
    problems: list[Problem] = []
    for path in paths:
        folder, _, name = path.rpartition("/")
        if folder == FOLDER and FILE_NAME.fullmatch(name):
            content = beginning(docs / path, MAX_BYTES + 1)
            data_file, further = read_data_file(content, path=path)
            problems += further
            if data_file:
                found[name] = data_file
    return found, problems


def _article_folders(paths: Iterable[str]) -> dict[str, list[str]]:
    """The names of the files that stand in each article's folder."""
    folders: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        if path.count("/") == ARTICLE_DEPTH and kind_of(path):
            key, _, name = path.rpartition("/")
            folders[key].append(name)
    return folders


def _page_pictures(paths: Iterable[str], pages: set[str]) -> dict[str, tuple[str, ...]]:
    """The names of each standing page's pictures: `about/redaksi.jpg` is one of `about`."""
    found: dict[str, tuple[str, ...]] = {}
    for path in paths:
        key, _, name = path.rpartition("/")
        if key in pages and PICTURE_NAME.fullmatch(name):
            found[key] = (*found.get(key, ()), name)
    return found


def _folder_problems(
    key: str, parsed_files: Sequence[ParsedFile], pictures: tuple[str, ...]
) -> Iterator[Problem]:
    """What shows only when a folder's files are seen together."""
    readable = [text for text in parsed_files if text.is_readable]
    originals = [text for text in readable if not text.is_translation]
    if readable and not originals and len(readable) == len(parsed_files):
        yield Problem(path=key, rule="no_original")
    for extra in originals[1:]:
        yield extra.problem("second_original", other=originals[0].path, hash=originals[0].hash)
    if len(originals) != 1:
        return
    original = originals[0]
    yield from _date_problems(key, original)
    if (image := original.values.get("image")) and image not in pictures:
        yield original.problem("picture_missing", key="image", value=image)
    yield from _lent_problems(readable, original)
    for text in readable:
        yield from _text_problems(text, original)


def _date_problems(key: str, original: ParsedFile) -> Iterator[Problem]:
    facts = original.values
    published, year = facts.get("published"), key.split("/")[1]
    if published and str(day_of(published).year) != year:
        yield original.problem("wrong_year_folder", key="published", year=day_of(published).year)
    if published and day_of(published).year < FIRST_YEAR:
        yield original.problem("published_too_early", key="published", year=FIRST_YEAR)
    if (
        published
        and (closes := facts.get("closes"))
        and closes < day_of(published)
        and "happened" not in original.lines
    ):
        yield original.problem("closes_before_published", key="closes", value=closes)
    kind = kind_of(key)
    if (
        kind
        and kind.is_dated
        and original.lines.keys().isdisjoint({"closes", "starts", "remembers"})
    ):
        yield original.problem("announcement_without_day")
    if "remembers" in original.lines and "starts" in original.lines:
        yield original.problem("remembers_and_starts", key="remembers")
    starts, ends = facts.get("starts"), facts.get("ends")
    if ends and "starts" not in original.lines:
        yield original.problem("ends_without_start", key="ends")
    elif starts and ends and is_before(ends, starts):
        yield original.problem("ends_before_start", key="ends", starts=starts, ends=ends)
    elif starts and (closes := facts.get("closes")) and closes > (last := day_of(ends or starts)):
        yield original.problem("closes_after_end", key="closes", value=closes, day=last)
    for name in ("updated", "cancelled"):
        if published and (changed := facts.get(name)) and day_of(changed) < day_of(published):
            yield original.problem("updated_before_published", key=name, value=changed)
    if published and (withdrawn := facts.get("withdrawn")) and withdrawn < day_of(published):
        values = {"key": "withdrawn", "value": withdrawn}
        yield original.problem("withdrawn_before_published", **values)
    for correction in facts.get("corrections", ()):
        if published and correction.date < day_of(published):
            values = {"key": "corrections", "value": correction.date}
            yield original.problem("corrected_before_published", **values)


def _lent_problems(texts: Sequence[ParsedFile], original: ParsedFile) -> Iterator[Problem]:
    """Words that no language has though a fact calls for them, and warnings of those that some
    languages only borrow. Whoever adds a picture or withdraws an article may know one language."""
    for words, fact in LENT.items():
        if fact and fact not in original.lines:
            continue
        lacking = [text for text in texts if words not in text.lines]
        key = words if words in original.lines else fact
        if fact and len(lacking) == len(texts):
            yield original.problem(f"{fact}_without_words", key=fact)
        elif len(lacking) < len(texts):
            for text in lacking:
                yield original.problem("words_behind", key=key, words=words, other=text.path)


def _text_problems(text: ParsedFile, original: ParsedFile) -> Iterator[Problem]:
    """What each language must have because the original has it."""
    if text is original:
        return
    yield from untranslated(text, original)
    hash = text.values.get("original", original.hash)
    if not original.problems and not original.is_translated_by(hash):
        yield text.problem("translation_stale", key="original", hash=original.hash)
    notes = len(text.values.get("corrections", ()))
    count = len(original.values.get("corrections", ()))
    if original.problems or text.problems or notes == count:
        return
    if original.is_translated_by(text.values["original"]):
        yield text.problem("corrections_untranslated", key="corrections", notes=notes, count=count)
    elif notes < count:
        # Told to whoever corrects the original, and need not know the other language.
        yield original.problem("corrections_behind", key="corrections", other=text.path)


def _versions(key: str, parsed_files: Sequence[ParsedFile]) -> Versions:
    """The folder's articles by language; none where the original is missing or wrong."""
    originals = [text for text in parsed_files if not text.is_translation]
    if len(originals) != 1 or originals[0].problems:
        return {}
    original = originals[0]
    facts = Facts(**{name: original.values[name] for name in FACT_NAMES if name in original.values})
    readable = [text for text in parsed_files if not text.problems]
    lenders = {
        words: lender
        for words in LENT
        if (lender := next((text for text in (original, *readable) if words in text.values), None))
    }
    return MappingProxyType(
        {text.language: _article(text, original, facts, lenders) for text in readable}
    )


def _article(
    text: ParsedFile, original: ParsedFile, facts: Facts, lenders: Mapping[str, ParsedFile]
) -> Article:
    borrowed = {words: lender for words, lender in lenders.items() if words not in text.values}
    is_original = text is original
    notes = text.values.get("corrections", ())
    corrections = facts.corrections
    if not is_original:
        corrections = tuple(_translated(corrections, notes, lent_by=original.language))
    return Article(
        key=text.key,
        language=text.language,
        facts=facts,
        slug=text.slug,
        body=text.body,
        body_line=text.body_line,
        translator=text.values.get("translator", ""),
        corrections=corrections,
        is_original=is_original,
        is_stale=not is_original and not original.is_translated_by(text.values["original"]),
        original_hash=original.hash,
        borrowed={words: lender.language for words, lender in borrowed.items()},
        **{name: text.values[name] for name in WORD_NAMES if name in text.values},
        **{words: lender.values[words] for words, lender in borrowed.items()},
    )


def _translated(
    corrections: Sequence[Correction], notes: Sequence[str], *, lent_by: str
) -> Iterator[Correction]:
    """The corrections in the words of a translation. The latest ones, on top or at the end, may be
    new to it: those stay in the words of the original, whose language is `lent_by`."""
    is_latest_first = len(corrections) > 1 and corrections[0].date > corrections[-1].date
    first = max(0, len(corrections) - len(notes)) if is_latest_first else 0
    for place, correction in enumerate(corrections):
        is_known = 0 <= place - first < len(notes)
        yield (
            Correction(date=correction.date, note=notes[place - first])
            if is_known
            else replace(correction, language=lent_by)
        )


def _standing_texts(
    parsed_files: Sequence[ParsedFile], languages: Iterable[str]
) -> dict[str, dict[str, StandingPage]]:
    order = list(languages)
    sourced: dict[str, ParsedFile] = {}
    for text in sorted(parsed_files, key=lambda each: order.index(each.language)):
        if text.values.get("sources"):
            sourced.setdefault(text.key, text)
    texts: dict[str, dict[str, StandingPage]] = defaultdict(dict)
    for text in parsed_files:
        if not text.problems and text.language in languages:
            lists = text if text.values.get("sources") else sourced.get(text.key, text)
            texts[text.key][text.language] = StandingPage(
                key=text.key,
                language=text.language,
                title=text.values["title"],
                summary=text.values["summary"],
                slug=text.slug,
                former_slugs=text.values.get("former_slugs", ()),
                sources=lists.values.get("sources", ()),
                sources_language=lists.language,
                updated=text.values.get("updated"),
                body=text.body,
                body_line=text.body_line,
            )
    return texts


def _address_problems(
    articles: Mapping[str, Versions],
    standing: Mapping[str, Mapping[str, StandingPage]],
    languages: Mapping[str, Addresses],
    written: Mapping[str, ParsedFile],
) -> Iterator[Problem]:
    """No two texts may claim one address, nor the address of a listing."""
    taken: dict[str, str] = {}
    for addresses in languages.values():
        taken[addresses.home] = "home"
        taken |= {addresses.listing(name): name for name in LISTINGS}
    reserved = {f"{there.prefix}{name}/" for there in languages.values() for name in RESERVED}
    for text in _by_seniority(articles, standing):
        words, parsed_file = languages[text.language], written[text.path]
        claims = [("slug", words.of(text))] if text.key != "index" else []
        claims += [("former_slugs", words.formerly(text, slug)) for slug in text.former_slugs]
        for key, address in claims:
            values = {"key": key, "address": address}
            if address in taken:
                yield parsed_file.problem("address_taken", **values, other=taken[address])
            elif address in reserved or _MONTH.fullmatch(address.rsplit("/", 2)[1]):
                yield parsed_file.problem("address_reserved", **values)
            taken.setdefault(address, text.path)


def _by_seniority(
    articles: Mapping[str, Versions], standing: Mapping[str, Mapping[str, StandingPage]]
) -> list[Article | StandingPage]:
    """All texts, those first that readers knew first: a newcomer finds an address of its own."""
    texts = [text for versions in standing.values() for text in versions.values()]
    dated = [article for versions in articles.values() for article in versions.values()]
    dated.sort(key=lambda article: (article.facts.draft, article.facts.published, article.path))
    return [*texts, *dated]
