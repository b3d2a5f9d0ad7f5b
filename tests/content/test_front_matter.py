"""Front matter is read as the plain text that an editor wrote, or refused with a line."""

import pytest

from newsroom.content.front_matter import Content, FrontMatterError, Value, parse, split


def plain(content: Content) -> object:
    """The text, lists and mappings without their places."""
    if isinstance(content, str):
        return content
    if isinstance(content, dict):
        return {key: plain(value.content) for key, value in content.items()}
    return [plain(value.content) for value in content]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # text stays text
        ("day: 2026-11-24", {"day": "2026-11-24"}),
        ("answer: yes", {"answer": "yes"}),
        ("number: 0x10", {"number": "0x10"}),
        ("time: 10:20:30", {"time": "10:20:30"}),
        ("quoted: '5'", {"quoted": "5"}),
        # what is empty
        ("nothing:", {"nothing": ""}),
        ("nothing: ~", {"nothing": ""}),
        ("word: '~'", {"word": "~"}),
        # lists and mappings
        ("list: [a, b]", {"list": ["a", "b"]}),
        ("list:\n  - a: 1\n    b: 2\n  - c", {"list": [{"a": "1", "b": "2"}, "c"]}),
        # characters
        ("title: Batik & kain — “mori” 🪡", {"title": "Batik & kain — “mori” 🪡"}),
        ("# only a comment\ntitle: a # and another", {"title": "a"}),
    ],
)
def test_values_are_what_was_written(text: str, expected: object) -> None:
    assert plain(parse(text)) == expected


def test_a_value_knows_the_line_and_column_of_its_key() -> None:
    assert parse("title: a\n\nsummary:\n  b") == {
        "title": Value("a", 2, 1),
        "summary": Value("b", 4, 1),
    }


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        # surprises of YAML
        ("a: &x 1\nb: *x", "yaml_anchor", 2),
        ("a: 1\nb: *x", "yaml_anchor", 3),
        ("a: !!python/object/apply:os.system [id]", "yaml_tag", 2),
        ("a: !ENV HOME", "yaml_tag", 2),
        ("a: 1\na: 2", "yaml_repeated_key", 3),
        ("a: 1\n--- \nb: 2", "yaml_second_document", 3),
        ("a: 1\n...\nb: 2", "yaml_broken", 4),
        ("[a]: 1", "yaml_key_not_text", 2),
        ("a: [[[[[[1]]]]]]", "yaml_too_deep", 2),
        # not a list of keys
        ("", "front_matter_not_keys", 2),
        ("- a\n- b", "front_matter_not_keys", 2),
        ("just words", "front_matter_not_keys", 2),
        # broken
        ("title: Batik: a cloth", "yaml_colon", 2),
        ("title: a\nb: 'open", "yaml_quotes", 3),
        ("a: 1\n\tb: 2", "yaml_tab", 3),
        ("a: @b", "yaml_sign", 2),
        ("title: a\nb: \x08", "control_character", 3),
        ("a: " + "x" * 20_000, "front_matter_too_long", 2),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text: str, rule: str, line: int) -> None:
    with pytest.raises(FrontMatterError) as refused:
        parse(text)
    assert (refused.value.invalid.rule, refused.value.line) == (rule, line)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\na: 1\n---\nbody\n", ("a: 1\n", "body\n", 4)),
        ("---\na: 1\n---   \n\nbody", ("a: 1\n", "\nbody", 4)),
        ("---\na: 1\n---", ("a: 1\n", "", 4)),
        ("---\na: |\n  ---x\n---\nbody\n---\nmore", ("a: |\n  ---x\n", "body\n---\nmore", 5)),
    ],
)
def test_a_file_is_split_at_its_first_closing_line(
    text: str, expected: tuple[str, str, int]
) -> None:
    assert split(text) == expected


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("# A title\n", "front_matter_missing"),
        ("title: a\n\nbody", "front_matter_missing"),
        ("\n---\na: 1\n---\n", "front_matter_missing"),
        ("---\na: 1\n\nbody", "front_matter_unclosed"),
        ("", "front_matter_missing"),
    ],
)
def test_a_file_without_front_matter_is_refused(text: str, rule: str) -> None:
    with pytest.raises(FrontMatterError) as refused:
        split(text)
    assert refused.value.invalid.rule == rule
