"""The strict reader of front matter: plain YAML whose every value is text, with its line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from newsroom.core.problem import InvalidValue

MAX_BYTES = 20_000
MAX_DEPTH = 4

Content = str | Sequence["Value"] | Mapping[str, "Value"]


@dataclass(frozen=True)
class Value:
    """A text, a list or a mapping, and where in the file it stands."""

    content: Content
    line: int
    column: int
    quoted: bool = False

    @property
    def empty(self) -> bool:
        """Nothing was written behind the key."""
        return self.content == "" and not self.quoted


class FrontMatterError(Exception):
    """Front matter that cannot be read as a whole."""

    def __init__(
        self,
        invalid: InvalidValue,
        *,
        line: int,
        column: int = 1,
        more: Sequence[tuple[InvalidValue, int]] = (),
    ) -> None:
        super().__init__(invalid.rule)
        self.invalid = invalid
        self.line = line
        self.column = column
        self.more = more
        """What else is wrong, each with its line."""


def split(text: str) -> tuple[str, str, int]:
    """Front matter, body, and the body's first line in the file; raises FrontMatterError."""
    if not text.startswith("---\n"):
        raise FrontMatterError(InvalidValue("front_matter_missing"), line=1)
    end = re.compile(r"^---[ \t]*$", re.MULTILINE).search(text, 4)
    if end is None:
        raise FrontMatterError(InvalidValue("front_matter_unclosed"), line=1)
    return text[4 : end.start()], text[end.end() + 1 :], text.count("\n", 0, end.end()) + 2


def parse(
    front_matter: str, *, max_bytes: int = MAX_BYTES, is_list: bool = False
) -> Mapping[str, Value]:
    """The keys and their values; raises FrontMatterError for anything but
    mappings, lists and text.

    Tags, anchors, aliases, repeated keys and second documents are refused: they are how YAML
    surprises people.
    Nothing is converted: `2026-11-24`, `yes` and `5` are the text that the editor wrote.
    `is_list` is for a file of many entries, each of which may be as deep as front matter.
    """
    if len(front_matter.encode()) > max_bytes:
        raise FrontMatterError(InvalidValue("front_matter_too_long", limit=max_bytes), line=2)
    try:
        events = yaml.parse(front_matter, Loader=yaml.CSafeLoader)
        content = _document(_guarded(events), depth=0 if is_list else 1)
    except yaml.MarkedYAMLError as error:
        # A quotation mark that is never closed is missed only at the end: say where it was opened.
        is_open = "end of stream" in str(error.problem)
        mark = (is_open and error.context_mark) or error.problem_mark or error.context_mark
        line, column = (mark.line + 2, mark.column + 1) if mark else (2, 1)
        if slips := list(_slips(front_matter)):
            (invalid, line), *more = slips
            raise FrontMatterError(invalid, line=line, more=more) from None
        rule = "yaml_colon" if "mapping values" in str(error.problem) else "yaml_broken"
        raise FrontMatterError(InvalidValue(rule), line=line, column=column) from None
    except yaml.reader.ReaderError as error:
        line = front_matter.count("\n", 0, error.position) + 2
        invalid = InvalidValue("control_character", code=f"U+{ord(_sign(error)):04X}")
        raise FrontMatterError(invalid, line=line) from None
    if not isinstance(content, Mapping):
        raise FrontMatterError(InvalidValue("front_matter_not_keys"), line=2)
    return content


def line_of(key: str, source: str) -> int:
    """The line of the front matter on which a key stands."""
    match = re.search(rf"""^["']?{key}["']?[ ]*:""", source, re.MULTILINE)
    return source.count("\n", 0, match.start()) + 1 if match else 1


def readable_part(front_matter: str) -> tuple[Mapping[str, Value], frozenset[str]]:
    """The keys that can be read of front matter in which `parse` finds faults, and the names of
    those that cannot. Nothing can be read where the faults are in no line."""
    lines = front_matter.split("\n")
    broken: set[str] = set()
    for _ in lines:
        try:
            return parse("\n".join(lines)), frozenset(broken)
        except FrontMatterError as error:
            faulty = {line - 2 for line in (error.line, *(line for _, line in error.more))}
        faulty = {number for number in faulty if 0 <= number < len(lines) and lines[number]}
        if not faulty:
            break
        for number in faulty:
            first, last = _entry(lines, number)
            broken.add(lines[first].partition(":")[0].strip())
            lines[first:last] = [""] * (last - first)
    return {}, frozenset(broken)


def _entry(lines: Sequence[str], number: int) -> tuple[int, int]:
    """The lines of the key in which a line is: the first one, and the one after the last."""
    first = number
    while first > 0 and not _is_key(lines[first]):
        first -= 1
    last = number + 1
    while last < len(lines) and not _is_key(lines[last]):
        last += 1
    return first, last


def _is_key(line: str) -> bool:
    return re.match(r"[A-Za-z_]+\s*:", line) is not None


_KEY = re.compile(r"(?P<indent> *)(?P<dash>- +)?(?P<key>[a-z_]+):(?P<value>.*)")


def _slips(front_matter: str) -> Iterator[tuple[InvalidValue, int]]:
    """The slips that are commonest where YAML cannot be read, each with its line.

    The parser stops at the first thing that it does not understand, often on a later line.
    """
    above: re.Match[str] | None = None
    lines = front_matter.split("\n")
    for number, line in enumerate(lines, 2):
        match = _KEY.fullmatch(line)
        if match and _opens_a_list_for_good(match["value"], lines[number - 1 : number]):
            yield InvalidValue("yaml_bracket", value=match["value"].strip()[0]), number
        if sign := _sign_at_the_start(match["value"].strip() if match else ""):
            yield InvalidValue("yaml_sign", value=sign), number
        elif rule := _slip(line, match, above):
            yield InvalidValue(rule), number
        above = match or above


def _slip(line: str, match: re.Match[str] | None, above: re.Match[str] | None) -> str:
    """The rule that a line of front matter breaks as far as it can be seen by itself."""
    if line.lstrip(" ").startswith("\t"):
        return "yaml_tab"
    if not match:
        is_continuation = line[:1].isalnum() and ": " not in line and not line.endswith(":")
        return "yaml_continuation" if is_continuation else ""
    value = match["value"].strip()
    if value and match["value"][0] not in " \t" and not value.startswith("//"):
        return "yaml_space"
    if above and above["value"].strip() and above["value"].lstrip()[0] not in "#|>":
        start = len(above["indent"]) + len(above["dash"] or "")
        if len(match["indent"]) > start:
            return "yaml_indent"
    if value[:1] in ("'", '"'):
        rest = value[1:].replace(r"\"", "").replace("''", "")
        behind = rest.partition(value[0])[2].strip()
        is_closed = value[0] in rest and (not behind or behind.startswith("#"))
        return "" if is_closed and value[:2] != '""' else "yaml_quotes"
    is_text = value[:1] not in ("[", "{", "#")
    return "yaml_colon" if is_text and re.search(r":\s", value.partition(" #")[0]) else ""


def _opens_a_list_for_good(value: str, following: Sequence[str]) -> bool:
    """Whether a bracket opens a value and neither closes on its line nor is followed by items."""
    opened = re.fullmatch(r"\s*[\[{][^\]}]*", value) is not None
    return opened and not any(line.startswith(" ") or line[:1] in "]}" for line in following)


def _sign_at_the_start(value: str) -> str:
    """The sign for which YAML does not take a value for text: `>` of `> 100 crafts`."""
    sign = value[:1]
    if sign in ("@", "`", "%", "*", "&", "!"):
        return sign
    if sign in (">", "|"):
        return "" if re.fullmatch(r"[>|][-+\d]{0,2}( +#.*)?", value) else sign
    if sign in ("-", "?"):
        return sign if value[1:2] in ("", " ") else ""
    is_text_behind = re.fullmatch(r"\[[^][{}\"']*\] *[^#\s,].*|\{[^][{}\"']*\} *[^#\s,].*", value)
    return sign if is_text_behind else ""


def _sign(error: yaml.reader.ReaderError) -> str:
    """The refused sign: the two YAML parsers name it as a number or as a text."""
    return chr(error.character) if isinstance(error.character, int) else error.character


def _guarded(events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    """Let through what plain front matter is made of."""
    for event in events:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _refused(event, "yaml_anchor")
        if (tag := getattr(event, "tag", None)) is not None:
            raise _refused(event, "yaml_tag", tag=tag)
        yield event


def _document(events: Iterator[yaml.Event], *, depth: int) -> Content:
    content: Content = ""
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            first = next(events)
            content = _value(first, events, depth=depth).content
            next(events)
            break
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            raise _refused(event, "yaml_second_document")
    return content


def _value(event: yaml.Event, events: Iterator[yaml.Event], *, depth: int) -> Value:
    line, column = _place(event)
    if depth > MAX_DEPTH:
        raise _refused(event, "yaml_too_deep", limit=MAX_DEPTH)
    if isinstance(event, yaml.ScalarEvent):
        quoted = event.style in ("'", '"')
        content = "" if event.value in ("~", "null") and not quoted else event.value
        return Value(content, line, column, quoted)
    if isinstance(event, yaml.SequenceStartEvent):
        return Value(tuple(_sequence(events, depth=depth + 1)), line, column)
    return Value(_mapping(events, depth=depth + 1), line, column)


def _sequence(events: Iterator[yaml.Event], *, depth: int) -> Iterator[Value]:
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            return
        yield _value(event, events, depth=depth)


def _mapping(events: Iterator[yaml.Event], *, depth: int) -> Mapping[str, Value]:
    mapping: dict[str, Value] = {}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        if not isinstance(event, yaml.ScalarEvent):
            raise _refused(event, "yaml_key_not_text")
        if event.value in mapping:
            raise _refused(event, "yaml_repeated_key", key=event.value)
        value = _value(next(events), events, depth=depth)
        # The key's place, not the value's: an empty value has none of its own, and editors look for
        # the key.
        mapping[event.value] = Value(value.content, *_place(event), value.quoted)
    return mapping


def _refused(event: yaml.Event, rule: str, **values: Any) -> FrontMatterError:
    line, column = _place(event)
    return FrontMatterError(InvalidValue(rule, **values), line=line, column=column)


def _place(event: yaml.Event) -> tuple[int, int]:
    """Line and column in the file, whose first line opens the front matter."""
    assert event.start_mark
    return event.start_mark.line + 2, event.start_mark.column + 1
