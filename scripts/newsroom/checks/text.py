"""What stands in a text: its signs, its headings, its language, what an author left behind."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from newsroom.content.article import Text
from newsroom.content.fields import ANNOUNCEMENT_FACTS, FACTS, TRANSLATION, WORDS
from newsroom.core.data import read_data
from newsroom.core.problem import Problem
from newsroom.render.figure_blocks import FIGURES
from newsroom.render.renderer import Body
from newsroom.text.characters import decode_entities, invisible_character, invisible_characters
from newsroom.text.confusables import CONFUSABLE_RULES
from newsroom.text.credentials import credentials
from newsroom.text.markdown_source import beginning, fences, place, without_code, without_fences

_CONFLICT = re.compile(r"^(?:<{7} |>{7} |={7}$)", re.MULTILINE)
# Sixteen digits made like a citizen's number (district, day of birth), or a mobile telephone.
_PERSONAL = re.compile(
    r"(?<![\w/.=-])(?:[1-9]\d{5}(?:[0-6]\d|7[01])(?:0\d|1[0-2])\d{6}"
    r"|(?:\+62[ .-]?|0)8\d{1,2}[ .-]?\d{3,4}[ .-]?\d{3,5})(?![\w-])"
)
_HEADING = re.compile(r"^(#{1,6})(.*?)#*$")
_UNDERLINE = re.compile(r"^(=+|-+)[ ]*$")
# A line of back-ticks that the parser leaves as it is, or of what a phone puts in their place.
_BROKEN_FENCE = re.compile(
    r" {0,3}(?:(?:`{3,}|~{3,})[^`\n]*|(?:`{1,2}|['\u2018\u2019\u00b4\"\u201c\u201d\u201e]{1,3})"
    r" *(?:chart|map|grafik|peta) *)",
    re.IGNORECASE,
)
_YEAR_LINE = re.compile(r"[12]\d{3}\s*:")
_FORM_KEYS = {field.name for field in WORDS + FACTS + ANNOUNCEMENT_FACTS + TRANSLATION}
_FORM_KEY = re.compile(rf"^({'|'.join(sorted(_FORM_KEYS))}):(?=\s)", re.MULTILINE)
MIN_STOP_WORDS = 12
LONG_ENOUGH = 4_000
"""Signs of a text that tell its language."""

MakeProblem = Callable[..., Problem]
"""Makes a problem of a rule, a line of the body and a column."""


def sign_problems(path: str, source: str) -> Iterator[Problem]:
    """Signs that no reader sees, or that look like others; `source` is the whole file."""
    for position, character in invisible_characters(source):
        line, column = place(source, position)
        invalid = invisible_character(character)
        yield Problem(path=path, line=line, column=column, rule=invalid.rule, values=invalid.values)
    for secret in credentials(source):
        line, column = place(source, secret.position)
        values = {"kind": secret.kind, "value": secret.beginning}
        yield Problem(path=path, line=line, column=column, rule="credential", values=values)
    for rule, found in _found(source):
        for position, words in found:
            line, column = place(source, position)
            values = {"value": words.strip()}
            yield Problem(path=path, line=line, column=column, rule=rule, values=values)


def _found(source: str) -> Iterator[tuple[str, Iterable[tuple[int, str]]]]:
    """What a rule refuses in a source, and where it stands."""
    for rule, pattern in (("merge_conflict", _CONFLICT), ("personal_number", _PERSONAL)):
        yield rule, ((match.start(), match[0]) for match in pattern.finditer(source))
    for rule, find in CONFUSABLE_RULES.items():
        yield rule, find(decode_entities(source))


def text_problems(text: Text, body: Body, *, needs_body: bool) -> Iterator[Problem]:
    """What a text's body holds that it should not, and the other way round."""

    def problem(rule: str, line: int = 1, column: int = 1, **values: object) -> Problem:
        line += text.body_line - 1
        return Problem(path=text.path, line=line, column=column, rule=rule, values=values)

    if needs_body and not text.body.strip():
        yield problem("body_missing")
    if body.tags:
        yield from _tag_problems(text, body, problem)
    yield from _heading_problems(text, body, problem)
    yield from _fence_problems(text, problem)
    for match in _FORM_KEY.finditer(without_fences(text.body)):
        yield problem("key_in_body", *place(text.body, match.start()), key=match[1])
    if other := other_language(f"{text.title}\n{text.summary}\n{text.body}", text.language):
        line, _ = place(text.body, beginning(text.body))
        yield problem("other_language", line, language=text.language, other=other)


def _tag_problems(text: Text, body: Body, problem: MakeProblem) -> Iterator[Problem]:
    """Raw HTML, each tag where it stands."""
    plain = without_code(text.body)
    position = 0
    for tag in body.tags:
        found = plain.find(tag, position)
        if found < 0:
            found = max(plain.find(tag), 0)
        else:
            position = found + 1
        yield problem("raw_html", *place(plain, found), value=tag)


def _heading_problems(text: Text, body: Body, problem: MakeProblem) -> Iterator[Problem]:
    """A text begins below its title and skips no level: so those who listen find their way."""
    if not body.headings:
        return
    lines = heading_lines(text.body)
    exact = len(lines) == len(body.headings)
    above = 1
    for number, heading in enumerate(body.headings):
        line = lines[number] if exact else (lines[0] if lines else 1)
        if heading.level == 1:
            yield problem("heading_is_title", line, value=heading.words)
        elif heading.level > above + 1:
            values = {"level": "#" * heading.level, "right": "#" * (above + 1)}
            yield problem("heading_skips", line, value=heading.words, **values)
        if not heading.words:
            yield problem("heading_empty", line)
        above = max(heading.level, 1)


def _fence_problems(text: Text, problem: MakeProblem) -> Iterator[Problem]:
    """Charts and maps that readers would see as they were typed."""
    lines = text.body.split("\n")
    for number, line in enumerate(without_fences(text.body).split("\n"), 1):
        if _BROKEN_FENCE.fullmatch(line):
            yield problem("fence_broken", number, value=line.strip())
    for first, last in fences(lines):
        within = lines[first + 1 : last]
        if nearest := _meant_figure(lines[first].strip("`~{}. "), within):
            yield problem("fence_unknown", first + 1, value=lines[first], nearest=nearest)


def _meant_figure(word: str, within: Iterable[str]) -> str:
    """The figure that a block must be that has its lines, but not its name."""
    keys = {line.partition(":")[0].strip() for line in within}
    shows_how = any(line.startswith(("`", "~")) for line in within)
    if word in FIGURES or shows_how or not keys.issuperset({"title", "source"}):
        return ""
    if "cities" in keys:
        return "map"
    return "chart" if any(map(_YEAR_LINE.match, within)) else ""


def heading_lines(body: str) -> list[int]:
    """The lines of the headings outside fenced code, from 1."""
    found = []
    lines = without_fences(body).split("\n")
    for number, line in enumerate(lines, 1):
        following = lines[number] if number < len(lines) else ""
        above = lines[number - 2] if number > 1 else ""
        begins = not above.strip() or _HEADING.match(above)
        if _HEADING.match(line) or (line.strip() and begins and _UNDERLINE.match(following)):
            found.append(number)
    return found


def other_language(words: str, language: str) -> str:
    """The language that a text is written in, if that is plainly not its own."""
    known = stop_words()
    if language not in known:
        return ""
    written = re.findall(r"[^\W\d_]+", words[:LONG_ENOUGH].lower())
    counts = {name: sum(map(common.__contains__, written)) for name, common in known.items()}
    most = max(counts, key=lambda name: counts[name])
    is_plain = counts[most] >= MIN_STOP_WORDS and counts[most] > 2 * counts[language]
    return most if is_plain else ""


@cache
def stop_words() -> Mapping[str, frozenset[str]]:
    """The commonest words of languages, none of them common in another."""
    words = read_data("stop_words")
    return {language: frozenset(common.split()) for language, common in words.items()}
