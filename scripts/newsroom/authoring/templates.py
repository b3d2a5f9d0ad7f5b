"""Templates of new articles and translations, and a check that they were filled in."""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date

from newsroom.content.article import Article
from newsroom.content.front_matter import FrontMatterError, parse, split
from newsroom.content.kinds import KINDS, NEWS
from newsroom.core.wording import Wording
from newsroom.site.site import Site

PLACEHOLDERS = ("blank_title", "blank_summary", "blank_body", "blank_source")
"""Keys of the wording's placeholders."""


def article_file(
    site: Site,
    language: str,
    *,
    kind: str = NEWS,
    title: str = "",
    summary: str = "",
    topics: Sequence[str] = (),
    day: date | None = None,
    closes: date | None = None,
    starts: date | None = None,
) -> str:
    """The file of a new original, with placeholders for what is not given.

    The check refuses an article in which a placeholder is left.
    """
    wording = site.addresses[language].wording
    known = sorted(site.catalogue.topics)
    lines = [
        *_words(wording, title or wording["blank_title"], summary or wording["blank_summary"]),
        f"published: {day or site.today}  # {wording['hint_published']}",
        f"topics: [{', '.join(topics or known[:1])}]"
        f"  # {wording.get('hint_topics', topics=', '.join(known))}",
        "authors: [redaksi]",
    ]
    if KINDS[kind].is_dated:
        if closes or not starts:
            # Empty, since an author might overlook a date that is there already.
            day_written = f" {closes}" if closes else ""
            lines.append(f"closes:{day_written}  # {wording['hint_closes']}")
        if starts:
            lines.append(f"starts: {starts}  # {wording['hint_starts']}")
            lines.append(f"place:  # {wording['hint_place']}")
    lines += [
        f"sources:  # {wording['hint_sources']}",
        f"  - title: {wording['blank_source']}",
        "    publisher:",
        "    url: https://",
    ]
    return _file(lines, wording["blank_body"])


def translation_file(site: Site, original: Article, language: str, *, body: str) -> str:
    """The file of a new translation, with the original's texts to be replaced."""
    wording = site.addresses[language].wording
    lines = [
        *_words(wording, original.title, original.summary),
        f"original: {original.original_hash}  # {wording['hint_original']}",
        f"translator:  # {wording['hint_translator']}",
    ]
    for name in ("image_alt", "place"):
        if text := getattr(original, name):
            lines.append(f"{name}: {yaml_text(text)}")
    if corrections := original.facts.corrections:
        lines.append("corrections:")
        lines += [f"  - {yaml_text(correction.note)}" for correction in corrections]
    return _file(lines, body)


def whole_body(site: Site, original: Article, language: str) -> str:
    """The original's body, with links to texts replaced by links to their translations if there
    are any."""
    body = original.body
    ending, other = f".{original.language}.md", f".{language}.md"
    for link in site.renderers[original.language].body(original).links:
        if link.target.endswith(ending):
            target = link.target.removesuffix(ending) + other
            if site.text_at(target):
                body = body.replace(f"({link.written}", f"({link.written.replace(ending, other)}")
    return body.strip()


def headings_only(site: Site, original: Article, language: str, address: str) -> str:
    """A short body for a link: the address of the original's source, and its headings."""
    wording = site.addresses[language].wording
    headings = site.renderers[original.language].body(original).headings
    parts = [wording.get("blank_translation", address=address)]
    parts += [f"{'#' * heading.level} {heading.words}" for heading in headings]
    return "\n\n".join(parts)


def placeholders_left(source: str, wordings: Sequence[Wording]) -> Iterator[tuple[int, str]]:
    """Placeholders that are left in a file, in the words of any language, with their positions."""
    for wording in wordings:
        before, _, after = wording["blank_translation"].partition("{address}")
        patterns = {wording[name]: re.escape(wording[name]) for name in PLACEHOLDERS}
        patterns[before] = rf"{re.escape(before)}\S+{re.escape(after)}"
        for words, pattern in patterns.items():
            if words not in source:
                continue
            # Only as a whole line or value: a sentence may contain the same words.
            whole = rf"^(?P<key>[ -]*\w+: *)?(?P<placeholder>{pattern})(?:  #.*)?$"
            for match in re.finditer(whole, source, re.MULTILINE):
                yield match.start("placeholder"), match["placeholder"]


# A YAML comment in place of a text that readers see, or after it.
_COMMENT = re.compile(
    r"^ *(?P<dash>- +)?(?P<key>(?:title|summary|image_alt|place|withdrawn_note|image_credit"
    r"|translator|publisher|url|note): +|(?(dash)(?![\w-]+:)|(?!)))"
    r"""(?P<words>(?!["'\[{|>#])\S[^\n]*?[ \t]+)?#(?P<comment>[^\n]*)$""",
    re.MULTILINE,
)


def commented_out_text(source: str, wordings: Sequence[Wording]) -> Iterator[tuple[int, str, str]]:
    """Texts of the front matter that YAML takes for a comment, so that readers would not see them.

    Gives the position, the comment, and the line with its text in quotation marks. The hints of
    templates are meant as comments and left out.
    """
    hints = {
        words for wording in wordings for key, words in wording.words.items() if key[:5] == "hint_"
    }
    try:
        front_matter, _, _ = split(source)
    except FrontMatterError:
        return
    for match in _COMMENT.finditer(front_matter):
        comment = f"#{match['comment']}".rstrip()
        if match["comment"].strip() not in hints:
            text = f"{match['words'] or ''}{comment}".strip()
            line = match["key"] + json.dumps(text, ensure_ascii=False)
            yield len("---\n") + match.start("comment") - 1, comment, line


def _words(wording: Wording, title: str, summary: str) -> list[str]:
    return [
        f"title: {yaml_text(title)}  # {wording['hint_title']}",
        f"summary: {yaml_text(summary)}  # {wording['hint_summary']}",
    ]


def _file(lines: Sequence[str], body: str) -> str:
    return "\n".join(["---", *lines, "---", "", body, ""])


def yaml_text(text: str) -> str:
    """A text as a YAML value: plain if it is read back the same, else in quotation marks."""
    with suppress(FrontMatterError):
        if text and parse(f"key: {text}\n")["key"].content == text and " #" not in text:
            return text
    return json.dumps(text, ensure_ascii=False)
