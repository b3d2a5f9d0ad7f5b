"""New files, ready to be filled in: an article, or the translation of one."""

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

BLANKS = ("blank_title", "blank_summary", "blank_body", "blank_source")


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
    """A new original. What is not given is told by words that the check will not let pass."""
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
            # Left empty: a day that stood there would be left as it is.
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
    """A new translation: the original's words in their places, to be replaced one by one."""
    wording = site.addresses[language].wording
    lines = [
        *_words(wording, original.title, original.summary),
        f"original: {original.original_hash}  # {wording['hint_original']}",
        f"translator:  # {wording['hint_translator']}",
    ]
    for name in ("image_alt", "place"):
        if words := getattr(original, name):
            lines.append(f"{name}: {yaml_text(words)}")
    if original.facts.corrections:
        lines.append("corrections:")
        lines += [f"  - {yaml_text(each.note)}" for each in original.facts.corrections]
    return _file(lines, body)


def whole_body(site: Site, original: Article, language: str) -> str:
    """The original's text, its links leading to the same texts in the language where they exist."""
    body = original.body
    ending, other = f".{original.language}.md", f".{language}.md"
    for link in site.renderers[original.language].body(original).links:
        if link.target.endswith(ending):
            target = link.target.removesuffix(ending) + other
            if site.text_at(target):
                body = body.replace(f"({link.written}", f"({link.written.replace(ending, other)}")
    return body.strip()


def headings_only(site: Site, original: Article, language: str, address: str) -> str:
    """Where an address cannot carry the whole text: where that is to be read, and its headings."""
    wording = site.addresses[language].wording
    headings = site.renderers[original.language].body(original).headings
    parts = [wording.get("blank_translation", address=address)]
    parts += [f"{'#' * heading.level} {heading.words}" for heading in headings]
    return "\n\n".join(parts)


def placeholders_left(source: str, wordings: Sequence[Wording]) -> Iterator[tuple[int, str]]:
    """Where a file still says what it said when it was new: position and words."""
    for wording in wordings:
        before, _, after = wording["blank_translation"].partition("{address}")
        blanks = {wording[name]: re.escape(wording[name]) for name in BLANKS}
        blanks[before] = rf"{re.escape(before)}\S+{re.escape(after)}"
        for words, template in blanks.items():
            if words not in source:
                continue
            # A whole line, or a whole value: others may use the same words within a sentence.
            pattern = rf"^(?P<key>[ -]*\w+: *)?(?P<blank>{template})(?:  #.*)?$"
            for match in re.finditer(pattern, source, re.MULTILINE):
                yield match.start("blank"), match["blank"]


# What YAML takes for a remark, behind words that readers see or in their place.
_REMARK = re.compile(
    r"^ *(?P<dash>- +)?(?P<key>(?:title|summary|image_alt|place|withdrawn_note|image_credit"
    r"|translator|publisher|url|note): +|(?(dash)(?![\w-]+:)|(?!)))"
    r"""(?P<words>(?!["'\[{|>#])\S[^\n]*?[ \t]+)?#(?P<remark>[^\n]*)$""",
    re.MULTILINE,
)


def commented_out_text(source: str, wordings: Sequence[Wording]) -> Iterator[tuple[int, str, str]]:
    """Where words of the form stand behind a `#`, that readers would never see: position, words,
    and the line as it keeps them. The form's own hints stand there by right."""
    hints = {
        words for wording in wordings for key, words in wording.words.items() if key[:5] == "hint_"
    }
    try:
        front_matter, _, _ = split(source)
    except FrontMatterError:
        return
    for match in _REMARK.finditer(front_matter):
        if match["remark"].strip() not in hints:
            whole = f"{match['words'] or ''}#{match['remark']}".strip()
            line = match["key"] + json.dumps(whole, ensure_ascii=False)
            yield len("---\n") + match.start("remark") - 1, f"#{match['remark']}".rstrip(), line


def _words(wording: Wording, title: str, summary: str) -> list[str]:
    return [
        f"title: {yaml_text(title)}  # {wording['hint_title']}",
        f"summary: {yaml_text(summary)}  # {wording['hint_summary']}",
    ]


def _file(lines: Sequence[str], body: str) -> str:
    return "\n".join(["---", *lines, "---", "", body, ""])


def yaml_text(text: str) -> str:
    """A text as front matter holds it: plain where that is read back the same, else quoted."""
    with suppress(FrontMatterError):
        if text and parse(f"key: {text}\n")["key"].content == text and " #" not in text:
            return text
    return json.dumps(text, ensure_ascii=False)
