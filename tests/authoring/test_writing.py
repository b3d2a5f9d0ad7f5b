"""Writing without tools and with them: forms, links to GitHub's editor, completion in VS Code."""

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jsonschema
import pytest
import yaml
from PIL import Image

import mark_translated
import new_article
import new_translation
from newsroom.authoring import edit_links
from newsroom.authoring.templates import article_file, translation_file, whole_body, yaml_text
from newsroom.authoring.translation_status import changes, mark_up_to_date, report, translations
from newsroom.authoring.vscode import article_schema, editor_files, explanation, known
from newsroom.checks.check import check
from newsroom.content import fields
from newsroom.content.front_matter import Value, parse, split
from newsroom.core.failure import Failure
from newsroom.core.settings import PROJECT, Settings
from newsroom.site.site import Site, open_site
from small_sites import TODAY, original, small_settings, small_site, translation
from strip_picture import stripped

KEY = "news/2026/kain"
ID, EN = f"{KEY}/index.id.md", f"{KEY}/index.en.md"
SOURCES = 'sources: [{title: Sumber, url: "https://example.org/"}]\n'


def asked(link: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}


# The forms

FILLED = {
    "Judul artikel": "Kain baru",
    "Sebut isi artikel dalam satu atau dua kalimat.": "Ringkasan.",
    "Tulis isinya di sini. Baris yang diawali ## menjadi subjudul.": "Isi.",
    "Judul sumber": "Sumber",
    "url: https://": "url: https://example.org/",
}


def test_an_empty_form_is_refused_at_each_blank(tmp_path: Path) -> None:
    site = small_site(tmp_path, {})
    form = article_file(site, "id")
    found = check(small_site(tmp_path, {ID: form}))
    told = [(problem.rule, form.split("\n")[problem.line - 1].split(":")[0]) for problem in found]
    assert told == [
        ("blank_left", "title"),
        ("blank_left", "summary"),
        ("blank_left", "  - title"),
        ("not_an_address", "    url"),
        ("blank_left", form.split("\n")[-2]),
    ]


def test_the_form_of_an_announcement_leaves_its_last_day_to_the_author(tmp_path: Path) -> None:
    form = article_file(small_site(tmp_path, {}), "id", kind="announcements")
    found = check(small_site(tmp_path, {ID.replace("news", "announcements"): form}))
    assert [problem.values["key"] for problem in found if problem.rule == "empty"] == ["closes"]


def test_a_filled_form_is_right(tmp_path: Path) -> None:
    form = article_file(small_site(tmp_path, {}), "id")
    for template, words in FILLED.items():
        assert form.count(template) == 1
        form = form.replace(template, words)
    assert check(small_site(tmp_path, {ID: form})) == []


@pytest.mark.parametrize("kind", ["news", "announcements"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_form_has_only_keys_that_the_check_knows(
    tmp_path: Path, language: str, kind: str
) -> None:
    site = small_site(tmp_path, {})
    front_matter, _, _ = split(article_file(site, language, kind=kind, starts=TODAY))
    names = {field.name for field in fields.WORDS + fields.FACTS + fields.ANNOUNCEMENT_FACTS}
    assert parse(front_matter).keys() <= names


def test_a_new_translation_is_fresh_and_has_every_word_to_translate(tmp_path: Path) -> None:
    files = {
        ID: original(
            "## Satu\n\n[lain](../lain/index.id.md) dan [sendiri](../sendiri/index.id.md)\n",
            title='"Kain: lilin"',
            more=SOURCES + "corrections: [{date: 2026-11-24, note: 'Salah: 2012'}]\n",
        ),
        "news/2026/lain/index.id.md": original(title="Lain", more=SOURCES),
        "news/2026/lain/index.en.md": translation(title="Other"),
        "news/2026/sendiri/index.id.md": original(title="Sendiri", more=SOURCES),
    }
    site = small_site(tmp_path, files)
    article = site.catalogue.original(KEY)
    body = whole_body(site, article, "en")
    assert "(../lain/index.en.md)" in body
    assert "(../sendiri/index.id.md)" in body
    written = translation_file(site, article, "en", body=body)
    made = small_site(tmp_path, {EN: written}).catalogue.articles[KEY]["en"]
    assert not made.is_stale
    assert (made.title, made.corrections[0].note) == ("Kain: lilin", "Salah: 2012")


@pytest.mark.parametrize(
    "text", ["Batik", "Batik: kain", '"', "#1", "- a", "2014", "a # b", "null", ""]
)
def test_texts_come_back_from_front_matter(text: str) -> None:
    assert parse(f"key: {yaml_text(text)}\n")["key"].content == text


# GitHub's editor


def test_the_link_to_write_opens_a_form_in_its_place(tmp_path: Path) -> None:
    site = small_site(tmp_path, {})
    link = edit_links.write_link(site, "en", "announcements")
    assert link.startswith("https://github.com/kota/situs/new/main?")
    assert asked(link) == {
        "filename": "docs/announcements/2026/name-of-the-article/index.en.md",
        "value": article_file(site, "en", kind="announcements"),
    }


@pytest.mark.parametrize(
    ("length", "is_whole"),
    [(100, True), (20_000, False)],
)
def test_the_link_to_translate_stays_below_what_github_takes(
    tmp_path: Path, length: int, is_whole: bool
) -> None:
    body = "## Bagian satu\n\n" + "Kata é. \n\n" * (length // 10) + "## Bagian dua\n\nTamat.\n"
    site = small_site(tmp_path, {ID: original(body, more=SOURCES)})
    link = edit_links.translate_link(site, site.catalogue.original(KEY), "en")
    assert len(link) <= edit_links.MAX_LENGTH
    form = asked(link)["value"]
    assert asked(link)["filename"] == f"docs/{EN}"
    assert "## Bagian satu" in form
    assert "## Bagian dua" in form
    assert ("Tamat." in form) is is_whole
    source = "https://github.com/kota/situs/blob/main/docs/news/2026/kain/index.id.md?plain=1"
    assert (source in form) is not is_whole
    problems = check(small_site(tmp_path, {EN: form}))
    told = ["untranslated"] * 2 if is_whole else ["untranslated", "blank_left"]
    assert [problem.rule for problem in problems] == told


@pytest.mark.parametrize(
    ("body", "notes"),
    [(f"## {'Bagian ' * 40}\n\n" * 100, 0), ("Isi.\n", 20)],
    ids=["headings", "corrections"],
)
def test_the_link_to_translate_is_short_whatever_is_long(
    tmp_path: Path, body: str, notes: int
) -> None:
    note = f"  - {{date: 2026-11-21, note: {'kata é ' * 50}}}\n"
    more = SOURCES + ("corrections:\n" + note * notes if notes else "")
    site = small_site(tmp_path, {ID: original(body, more=more)})
    link = edit_links.translate_link(site, site.catalogue.original(KEY), "en")
    assert len(link) <= edit_links.MAX_LENGTH
    assert "docs/news/2026/kain/index.id.md?plain=1" in asked(link)["value"]


def test_every_link_of_the_real_site_is_short_enough(real_site: Site) -> None:
    for language in real_site.addresses:
        for kind in ("news", "announcements"):
            assert len(edit_links.write_link(real_site, language, kind)) <= edit_links.MAX_LENGTH
        for key in real_site.catalogue.articles:
            article = real_site.catalogue.original(key)
            link = edit_links.translate_link(real_site, article, language)
            assert len(link) <= edit_links.MAX_LENGTH


# The board


def test_the_report_lists_missing_and_stale_translations(tmp_path: Path) -> None:
    files = {ID: original(more=SOURCES), "news/2026/dua/index.id.md": original(title="Dua")}
    hash = small_site(tmp_path, files).catalogue.original(KEY).original_hash
    files |= {
        EN: translation(hash=hash),
        "news/2026/dua/index.en.md": translation(title="Two"),
        "news/2026/tiga/index.id.md": original(title="Tiga"),
        "news/2026/nanti/index.id.md": original(title="Nanti", published="2026-12-24"),
        "news/2026/asing/index.en.md": original(title="Abroad"),
    }
    site = small_site(tmp_path, files)
    board = [(each.original.key[10:], each.state) for each in translations(site, "en")]
    assert board == [("tiga", "missing"), ("dua", "stale"), ("kain", "fresh")]
    assert list(report(site)) == [
        "Bahasa Indonesia: 1 missing, 0 stale, 0 fresh",
        "  missing  news/2026/asing  Abroad",
        "  begin: make translate LANGUAGE=id KEY=<one of these>",
        "English: 1 missing, 1 stale, 1 fresh",
        "  missing  news/2026/tiga  Tiga",
        "  stale  news/2026/dua  Dua",
        "  begin: make translate LANGUAGE=en KEY=<one of these>",
    ]


def test_changes_of_an_original_are_listed_latest_first(tmp_path: Path) -> None:
    notes = "{date: 2026-11-22, note: Dua.}, {date: 2026-11-24, note: Satu.}"
    more = f"updated: 2026-11-23\ncorrections: [{notes}]\n"
    site = small_site(tmp_path, {ID: original(more=more), EN: translation()})
    article = site.catalogue.original(KEY)
    (stale,) = translations(site, "en")
    assert stale.changes == changes(article)
    told = [(change.day.day, change.note) for change in changes(article)]
    assert told == [(24, "Satu."), (23, ""), (22, "Dua.")]


def test_a_translation_is_marked_fresh_and_nothing_else_of_it_changes() -> None:
    before = "---\r\ntitle: a\r\noriginal: 00000000  # versi\r\n---\r\n\r\noriginal: 1\r\n"
    assert mark_up_to_date(before, "12345678") == before.replace("00000000", "12345678")


# The commands


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A project of its own for commands that write."""
    settings = small_settings(tmp_path)
    small_site(tmp_path, {ID: original(more=SOURCES)})
    for command in (new_article, new_translation):
        monkeypatch.setattr(command, "read_settings", lambda: settings)
    return settings


def test_a_new_article_is_asked_for_and_written(desk: Settings) -> None:
    answers = iter(["en", "", "A new cloth", "batik, network"])
    assert new_article.main(["--day", "2026-11-24"], ask=lambda question: next(answers)) == 0
    written = (desk.docs / "news/2026/a-new-cloth/index.en.md").read_text("utf-8")
    assert "title: A new cloth" in written
    assert "topics: [batik, network]" in written


def test_a_new_article_takes_options_instead(desk: Settings) -> None:
    options = [
        "--language=id",
        "--title=Lomba",
        "--topics=batik",
        "--closes=2026-12-24",
        "--day=2026-11-24",
    ]
    assert new_article.main(options) == 0
    path = "announcements/2026/lomba/index.id.md"
    assert "closes: 2026-12-24" in (desk.docs / path).read_text("utf-8")
    rules = {problem.rule for problem in check(open_site(desk, TODAY))}
    assert rules == {"blank_left", "not_an_address"}


@pytest.mark.parametrize(
    "options",
    [
        ["--language=fr", "--title=x", "--topics=batik", "--kind=news"],
        ["--language=id", "--title=x", "--topics=batik"],
        ["--language=id", "--title=x", "--topics=batk", "--kind=news"],
        ["--language=id", "--title=x", "--topics=batik", "--kind=news", "--folder=../x"],
        ["--language=id", "--title=x", "--topics=batik", "--kind=news", "--folder=kain"],
    ],
)
def test_a_new_article_is_never_written_in_a_wrong_place(
    desk: Settings, options: list[str]
) -> None:
    before = sorted(desk.docs.rglob("*"))
    with pytest.raises(Failure):
        new_article.main([*options, "--day=2026-11-24"], ask=lambda question: "berita")
    assert sorted(desk.docs.rglob("*")) == before


def test_a_translation_is_never_written_over_another(desk: Settings) -> None:
    assert new_translation.main([f"docs/{KEY}/"]) == 0
    written = (desk.docs / EN).read_text("utf-8")
    with pytest.raises(Failure, match="none is missing"):
        new_translation.main([KEY])
    (desk.docs / EN).write_text("rusak", "utf-8")
    with pytest.raises(Failure):
        new_translation.main([KEY, "--language", "en"])
    assert (desk.docs / EN).read_text("utf-8") == "rusak"
    assert "original: " in written


# VS Code


def test_the_files_of_editors_are_those_that_make_editor_writes(real_site: Site) -> None:
    for file in editor_files(real_site):
        written = json.loads((PROJECT / file.path).read_text("utf-8"))
        assert without_lists(written) == without_lists(json.loads(file.text)), "run `make editor`"


def without_lists(value: Any) -> Any:
    """JSON without the lists to which editors add, and without each language's whole article."""
    if isinstance(value, list):
        return [without_lists(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        name: "a list" if name in ("topics", "authors", "cities") else without_lists(each)
        for name, each in value.items()
        if not (isinstance(each, dict) and str(each.get("prefix")).startswith("article."))
    }


def plain(value: Value) -> Any:
    """A value as YAML would read it, for programs that know numbers and truth."""
    content = value.content
    if isinstance(content, str):
        return {"true": True, "false": False}.get(content, content)
    if isinstance(content, dict):
        return {name: plain(each) for name, each in content.items()}
    return [plain(each) for each in content]  # type: ignore[union-attr]


def test_the_schema_takes_every_real_article_and_no_wrong_one(real_site: Site) -> None:
    schema = article_schema(known(real_site))
    validator = jsonschema.Draft7Validator(schema)
    for versions in real_site.catalogue.articles.values():
        for article in versions.values():
            source = (real_site.settings.docs / article.path).read_text("utf-8")
            written = {name: plain(value) for name, value in parse(split(source)[0]).items()}
            assert list(validator.iter_errors(written)) == []
            for invalid in ({"titel": "x"}, {"slug": "A b"}, {"title": ""}, {"title": "x" * 121}):
                assert list(validator.iter_errors(written | invalid))


def test_every_key_is_explained_in_both_languages() -> None:
    fields_of = {
        "": fields.WORDS + fields.FACTS + fields.ANNOUNCEMENT_FACTS + fields.TRANSLATION,
        "sources.": fields.SOURCE_FIELDS,
        "corrections.": fields.CORRECTION_FIELDS,
    }
    names = {within + field.name for within, inner in fields_of.items() for field in inner}
    for language in ("id", "en"):
        file = PROJECT / f"scripts/newsroom/data/keys.{language}.yml"
        assert yaml.safe_load(file.read_text("utf-8")).keys() == names
    assert all(explanation(name).keys() == {"id", "en"} for name in names)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_contribute_page_names_every_key(real_settings: Settings, language: str) -> None:
    page = contribute_page(real_settings, language)
    table = page[page.index("|---|---|") :].partition("\n\n")[0]
    named = set(re.findall(r"`([a-z_]+)`", table))
    every = fields.WORDS + fields.FACTS + fields.ANNOUNCEMENT_FACTS + fields.TRANSLATION
    inner = fields.SOURCE_FIELDS + fields.CORRECTION_FIELDS
    assert {field.name for field in every + inner} == named - set(fields.DUTIES)


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_a_newcomer_writes_by_the_contribute_page_is_right(
    tmp_path: Path, real_settings: Settings, language: str
) -> None:
    front_matter, *more = examples(real_settings, language, "yaml")
    # Each shows some keys more; those of a translation have a file of their own.
    said = {each.partition(":")[0]: each for each in more}
    assert said.keys() == {"sources", "image", "closes", "title", "corrections"}
    said["title"] = front_matter[: front_matter.index("sources")].removeprefix("---\n")
    body = "\n".join(examples(real_settings, language, "markdown"))
    assert "```chart" in body
    assert "```map" in body
    file = "---\n" + "".join(said.values()) + "---\n\n" + body
    pictures = re.findall(r"image: (\S+)|\]\((\S+jpg)", file)
    assert len(pictures) == 2
    files: dict[str, str | bytes] = {
        f"announcements/2026/batik/{name}": photo() for names in pictures for name in names if name
    } | {
        f"announcements/2026/batik/index.{language}.md": file,
        f"announcements/2026/five-cities/index.{language}.md": original(
            more="closes: 2026-12-31\n"
        ),
    }
    for name, table in zip(
        re.findall(r"(?m)^data: (\S+)$", body),
        examples(real_settings, language, "csv"),
        strict=True,
    ):
        files[f"data/{name}"] = table
    assert check(small_site(tmp_path, files)) == []


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_contribute_page_quotes_the_check_truly(
    tmp_path: Path, real_settings: Settings, language: str
) -> None:
    front_matter = examples(real_settings, language, "yaml")[0]
    path, told = examples(real_settings, language, "text")[0].splitlines()
    slip = told.split("'")[1]
    invalid = front_matter.replace("batik]", f"{slip}]") + "\nText.\n"
    name = path.split(":")[0].removeprefix("docs/")
    (problem,) = check(small_site(tmp_path, {name: invalid}))
    assert problem.report(language) == f"{path}: {told}"


def contribute_page(real_settings: Settings, language: str) -> str:
    """The page that explains the program to editors; a site may do without it."""
    file = real_settings.docs / f"contribute.{language}.md"
    if not file.is_file():
        pytest.skip(f"this site has no {file.name}")
    return file.read_text("utf-8")


def examples(real_settings: Settings, language: str, kind: str) -> list[str]:
    """What the contribute page shows to be copied."""
    page = contribute_page(real_settings, language)
    found = re.findall(r"^(`{3,})(\w+)\n(.*?)^\1$", page, re.DOTALL | re.MULTILINE)
    return [text for _, name, text in found if name == kind]


def photo() -> bytes:
    file = BytesIO()
    Image.new("RGB", (4, 3), "brown").save(file, "JPEG")
    return file.getvalue()


def test_snippets_are_json_that_vs_code_reads() -> None:
    text = (PROJECT / ".vscode/article.code-snippets").read_text("utf-8")
    for snippet in json.loads(text).values():
        assert snippet.keys() == {"scope", "prefix", "body", "description"}


# Pictures


@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("JPEG", {}),
        ("MPO", {"save_all": True, "append_images": [Image.new("RGB", (2, 2))]}),
    ],
)
def test_a_stripped_picture_has_no_metadata_and_is_upright(
    form: str, options: dict[str, Any]
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8825)[1] = "S"
    file = BytesIO()
    Image.new("RGB", (4, 3), "brown").save(file, form, exif=exif, comment="rahasia", **options)
    image = Image.open(BytesIO(stripped(file.getvalue())))
    assert image.format == "JPEG"
    assert image.size == (3, 4)
    assert dict(image.getexif()) == {}
    assert "comment" not in image.info


def test_a_stripped_picture_stays_transparent() -> None:
    picture, file = Image.new("P", (4, 3), 0), BytesIO()
    picture.putpalette([255, 0, 0, 0, 0, 255])
    picture.save(file, "PNG", transparency=0)
    image = Image.open(BytesIO(stripped(file.getvalue()))).convert("RGBA")
    assert image.getpixel((0, 0)) == (255, 0, 0, 0)


def test_nothing_is_marked_as_fresh_without_being_named() -> None:
    with pytest.raises(SystemExit, match="2"):
        mark_translated.main([])
