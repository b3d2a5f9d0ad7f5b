"""Articles as many hands might type them: drawn by chance, the same ones for the same seed."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO

import yaml
from PIL import Image

from newsroom.authoring.templates import yaml_text
from newsroom.core.settings import PROJECT

DAYS_AHEAD = 9
"""How far from the day of the check an article may be dated, before and after."""

PIECES = (
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=x>"),
    *("<!--", "-->", "[x](javascript:x)", "](", "[", "]", "![", "(", ")", "<", ">", "&lt;"),
    *("&#106;", "&colon;", "data:text/html,x", "javascript:", "\n\n", "\n", "    "),
    *("```\n", "~~~\n", "`", "``", "*", "_", "# ", "## ", "- ", "1. ", "> ", "!!! note\n    "),
    *("|a|b|\n|-|-|\n", "[^1]", "[^1]: ", "[a]: ", '"', "'", "--", "...", "\\", "\x02"),
    *(
        "\x03",
        "{: #__x onclick=y }",
        "\u202e",
        "https://a.b/",
        '"\xe9',
        "\U0001f468\u200d\U0001f469",
    ),
    *("x" * 50, "index.id.md", "#x", "repository:", "--- "),
)
"""Parts of Markdown, HTML and YAML whose meaning depends on what stands beside them."""

_WORDS = (
    *("batik", "kain", "tulis", "cap", "pasar", "Pekalongan", "kota", "malam", "canting", "UNESCO"),
    *("2014", "5%", "Rp50.000", "C#", "A.Yani", "data.csv", "Jum'at", "“kutipan”", "—", "1 < 2"),
    *(
        "AT&T",
        "javascript: di layar",
        "バティック",
        "قماش",
        "👩‍🎨",
        "naïve",
        "--",
        "...",
        "snake_case_name",
    ),
    *(
        "**tebal**",
        "*miring*",
        "~~dicoret~~",
        "`<b>`",
        "\\*bintang\\*",
        "&copy;",
        "www.example.org",
    ),
    *(
        "[tautan](https://example.org/?a=1&b=2)",
        "<https://example.org/a_(b)>",
        "https://example.org",
    ),
    *(
        "[surat](mailto:a@example.org)",
        "[telepon](tel:+62285123456)",
        "[batik](../../../topics/batik.id.md)",
    ),
    *(
        "[javascript:](https://example.org/javascript:)",
        '[judul](https://example.org/ "Kain \\"b\\"")',
    ),
)
_TITLES = (
    "Batik",
    "Kota: kain & tulis",
    "Satu < dua",
    "“Kutipan”",
    "バティック",
    "#1",
    "yes",
    "2014",
    "Kain – kota",
)
_SOURCES = (
    "https://example.org/a?b=1&c=2",
    "https://example.org/a_(b)",
    "https://example.org/javascript:",
    "https://xn--bcher-kva.example/",
    "https://example.org/%E3%83%90",
    "http://example.org:8080/#d",
)


def random_articles(seed: int, count: int, *, today: date) -> Iterator[dict[str, bytes]]:
    """`count` folders, each as its files by path in `docs`. Not all are right: check them first."""
    dice = random.Random(seed)
    bodies = _bodies()
    for number in range(count):
        kind = dice.choice(("news", "news", "announcements"))
        published = today + timedelta(days=dice.randint(-DAYS_AHEAD, DAYS_AHEAD))
        folder = f"{kind}/{published.year}/a{number:04}"
        has_picture = dice.random() < 0.2
        facts = "".join(_facts(dice, kind, published, number=number))
        if has_picture:
            facts += "image: kain.jpg\n"
        files = {f"{folder}/index.id.md": _text(dice, bodies, facts, has_picture=has_picture)}
        if has_picture:
            files[f"{folder}/kain.jpg"] = _photo(dice)
        yield files


def _bodies() -> list[str]:
    """Those of the corpus that need no other file."""
    file = PROJECT / "tests/corpus/valid/bodies.yml"
    bodies = [each["body"] for each in yaml.safe_load(file.read_text(encoding="utf-8"))]
    return [body for body in bodies if "../lain" not in body]


def _text(dice: random.Random, bodies: list[str], facts: str, *, has_picture: bool) -> bytes:
    title, summary = f"{dice.choice(_TITLES)} {dice.randint(1, 10**6)}", _sentence(dice, plain=True)
    front = f"title: {yaml_text(title)}\nsummary: {yaml_text(summary)}\n{facts}"
    blocks = [_block(dice, bodies) for _ in range(dice.randint(1, 4))]
    if has_picture:
        front += f"image_alt: {yaml_text(f'Contoh {dice.choice(_TITLES)} di layar')}\n"
        if dice.random() < 0.5:
            blocks.append(f"![Contoh javascript: {dice.choice(_TITLES)}](kain.jpg)")
    body = "\n\n".join(blocks)
    return f"---\n{front}---\n\n{body}\n".encode()


def _block(dice: random.Random, bodies: list[str]) -> str:
    sentences = [_sentence(dice) for _ in range(3)]
    return dice.choice(
        (
            " ".join(sentences),
            " ".join(sentences),
            "\n".join(sentences),
            f"## {sentences[0]}\n\n{sentences[1]}",
            "\n".join(f"- {sentence}" for sentence in sentences),
            f"{sentences[0]}\n1) {sentences[1]}\n2) {sentences[2]}",
            "\n".join(f"> {sentence}" for sentence in sentences),
            f"> [!NOTE]\n> {sentences[0]}",
            f"| {dice.choice(_TITLES)} | b |\n| --- | ---: |\n| {sentences[0]} | {sentences[1]} |",
            f"```\n{sentences[0]}\n```",
            dice.choice(bodies),
            "".join(dice.choices(PIECES, k=dice.randint(2, 9))),
        )
    )


def _sentence(dice: random.Random, *, plain: bool = False) -> str:
    words = dice.choices(_WORDS[:20] if plain else _WORDS, k=dice.randint(3, 9))
    return " ".join(words) + "."


def _facts(dice: random.Random, kind: str, published: date, *, number: int) -> Iterator[str]:
    """Lines of front matter, by chance."""

    def later(most: int = DAYS_AHEAD) -> date:
        return published + timedelta(days=dice.randint(0, most))

    moment = dice.choice(("", "T08:30+07:00", "T23:59+07:00", "T00:00Z"))
    yield f"published: {published}{moment}\ntopics: [{dice.choice(('batik', 'batik, network'))}]\n"
    yield f"sources: [{{title: Sumber, url: {yaml_text(dice.choice(_SOURCES))}}}]\n"
    if dice.random() < 0.2:
        yield f"slug: alamat-{number}\nformer_slugs: [dulu-{number}]\n"
    if dice.random() < 0.1:
        yield f"withdrawn: {later()}\nwithdrawn_note: {yaml_text(_sentence(dice, plain=True))}\n"
    if dice.random() < 0.2:
        yield f"updated: {published}\n"
    if kind == "news":
        if dice.random() < 0.3:
            yield f"happened: {dice.choice(('2014', '2009-10', '2014-12-01', str(published)))}\n"
        return
    starts = later()
    hours = dice.random() < 0.5
    yield f"starts: {starts}{'T09:00+07:00' if hours else ''}\n"
    ends = starts + timedelta(days=dice.randint(0, 2))
    yield f"ends: {ends}{'T17:00+07:00' if hours else ''}\nplace: Museum Batik\n"
    if dice.random() < 0.3:
        yield f"closes: {starts}\n"


def _photo(dice: random.Random) -> bytes:
    """A small photo of one colour."""
    size = (dice.randint(640, 700), dice.randint(360, 420))
    colour = tuple(dice.randint(0, 255) for _ in range(3))
    data = BytesIO()
    Image.new("RGB", size, colour).save(data, "JPEG")
    return data.getvalue()
