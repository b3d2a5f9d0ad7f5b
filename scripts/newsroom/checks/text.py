"""What is wrong with a text's characters, its headings and its language."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from newsroom.content.article import Text
from newsroom.core.data import read_data
from newsroom.core.problem import Problem
from newsroom.render.renderer import Body
from newsroom.text.characters import decode_entities, invisible_character, invisible_characters
from newsroom.text.confusables import CONFUSABLE_RULES
from newsroom.text.credentials import credentials
from newsroom.text.markdown_source import beginning, line_and_column

_CONFLICT = re.compile(r"^(?:<{7} |>{7} |={7}$)", re.MULTILINE)
# Sixteen digits made like a citizen's number (district, day of birth), or a mobile telephone.
_PERSONAL = re.compile(
    r"(?<![\w/.=-])(?:[1-9]\d{5}(?:[0-6]\d|7[01])(?:0\d|1[0-2])\d{6}"
    r"|(?:\+62[ .-]?|0)8\d{1,2}[ .-]?\d{3,4}[ .-]?\d{3,5})(?![\w-])"
)
# What others said may be in their language.
_QUOTED = re.compile(r"“[^“”\n]*”|„[^„“”\n]*[“”]|«[^«»\n]*»|\"[^\"\n]*\"")
MIN_STOP_WORDS = 12


def sign_problems(path: str, source: str) -> Iterator[Problem]:
    """Signs that no reader sees, or that look like others; `source` is the whole file."""
    for position, character in invisible_characters(source):
        line, column = line_and_column(source, position)
        invalid = invisible_character(character)
        yield Problem(path=path, line=line, column=column, rule=invalid.rule, values=invalid.values)
    for secret in credentials(source):
        line, column = line_and_column(source, secret.position)
        values = {"kind": secret.kind, "value": secret.beginning}
        yield Problem(path=path, line=line, column=column, rule="credential", values=values)
    for rule, found in _found(source):
        for position, words in found:
            line, column = line_and_column(source, position)
            values = {"value": words.strip()}
            yield Problem(path=path, line=line, column=column, rule=rule, values=values)


def _found(source: str) -> Iterator[tuple[str, Iterable[tuple[int, str]]]]:
    """What a rule refuses in a source, and where it stands."""
    conflicts = list(_CONFLICT.finditer(source))
    if any(match[0] != "=======" for match in conflicts):
        # A line of equals signs alone may underline something in a piece of code.
        yield "merge_conflict", ((match.start(), match[0]) for match in conflicts)
    numbers = _PERSONAL.finditer(source)
    yield "personal_number", ((match.start(), match[0]) for match in numbers)
    for rule, find in CONFUSABLE_RULES.items():
        yield rule, find(decode_entities(source))


def text_problems(text: Text, body: Body, *, needs_body: bool) -> Iterator[Problem]:
    """What a text's body holds that it should not, and the other way round."""
    line = text.body_line + line_and_column(text.body, beginning(text.body))[0] - 1
    if needs_body and not text.body.strip():
        yield Problem(path=text.path, line=text.body_line, rule="body_missing")
    yield from _heading_problems(text, body)
    prose = _QUOTED.sub("", body.prose)
    if other := other_language(f"{text.title}\n{text.summary}\n{prose}", text.language):
        values = {"language": text.language, "other": other}
        yield Problem(path=text.path, line=line, rule="other_language", values=values)


def _heading_problems(text: Text, body: Body) -> Iterator[Problem]:
    """A text begins below its title and skips no level: so those who listen find their way."""
    above = 1
    for heading in body.headings:
        if heading.words.startswith("<" * 7):
            continue  # a mark of two versions, which is told by itself
        rule, values = "", {"value": heading.words}
        if heading.level == 1:
            rule = "heading_is_title"
        elif heading.level > above + 1:
            rule = "heading_skips"
            values |= {"level": "#" * heading.level, "right": "#" * (above + 1)}
        if rule:
            yield Problem(path=text.path, line=heading.line, rule=rule, values=values)
        if not heading.words:
            yield Problem(path=text.path, line=heading.line, rule="heading_empty")
        above = heading.level


def other_language(words: str, language: str) -> str:
    """The language that a text is written in, if that is plainly not its own."""
    known = stop_words()
    if language not in known:
        return ""
    written = re.findall(r"[^\W\d_]+", words.lower())
    counts = {name: sum(map(common.__contains__, written)) for name, common in known.items()}
    most = max(counts, key=lambda name: counts[name])
    is_plain = counts[most] >= MIN_STOP_WORDS and counts[most] > 2 * counts[language]
    return most if is_plain else ""


@cache
def stop_words() -> Mapping[str, frozenset[str]]:
    """The commonest words of languages, none of them common in another."""
    words = read_data("stop_words")
    return {language: frozenset(common.split()) for language, common in words.items()}
