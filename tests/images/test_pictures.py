"""Pictures of articles and pages, from an editor's file to pages, feeds and shared links."""

import re
import struct
import zlib
from io import BytesIO
from pathlib import Path

import html5lib
import pytest
from PIL import Image, ImageCms

from newsroom.checks import files as checks_of_files
from newsroom.checks.check import check
from newsroom.checks.files import MAX_PICTURES
from newsroom.content.article import Article
from newsroom.core.output import SiteFile
from newsroom.feeds.feed_item import item
from newsroom.images import pictures
from newsroom.images.pictures import encode_all, encoded, photo, picture_files, with_pictures
from newsroom.pages.head import head
from newsroom.pages.view import view
from newsroom.site.page import article_page, pages
from newsroom.site.site import Site
from small_sites import SITE_URL, original, small_site, translation, write_files

KEY = "news/2026/loom"
SOURCES = 'sources: [{title: Sumber, url: "https://example.org/"}]\n'
FRONT = "image: loom.jpg\nimage_alt: Perajin & <alatnya>\nimage_credit: Ani Wijaya\n"
TURNED = {0x0112: 6, 0x010F: "Kamera", 0x8825: {1: "S", 2: (6.0, 53.0, 0.0)}}
"""EXIF: to be turned by a quarter, the camera's maker, and where it stood."""


def picture(
    width: int = 1600,
    height: int = 1200,
    *,
    form: str = "JPEG",
    colour: object = (180, 40, 20),
    mode: str = "RGB",
    exif: dict[int, object] | None = None,
    **options: object,
) -> bytes:
    image = Image.new(mode, (width, height), colour)  # type: ignore[arg-type]
    image.paste(Image.new(mode, (width // 2, height // 2), 0 if mode != "RGB" else (20, 60, 140)))
    noted = Image.Exif()
    for name, value in (exif or {}).items():
        noted[name] = value
    made = BytesIO()
    image.save(made, form, exif=noted, **options)
    return made.getvalue()


def newspaper_with(
    tmp_path: Path, source: bytes, body: str = "Teks.\n", *, name: str = "loom.jpg"
) -> Site:
    more = FRONT.replace("loom.jpg", name)
    return small_site(
        tmp_path / "docs",
        {
            f"{KEY}/index.id.md": original(body, more=more),
            f"{KEY}/index.en.md": translation(more="image_alt: A maker\n"),
            f"{KEY}/{name}": source,
        },
    )


def files(site: Site) -> dict[str, SiteFile]:
    return {file.path.removeprefix(f"assets/{KEY}/"): file for file in picture_files(site)}


def article_of(site: Site, language: str = "id") -> Article:
    return site.catalogue.articles[KEY][language]


def opened(file: SiteFile) -> Image.Image:
    return Image.open(BytesIO(file.content))


# Files


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((4000, 3000), [360, 720, 1280]),
        ((1280, 900), [360, 720, 1280]),
        ((1000, 900), [360, 720, 1000]),
        ((720, 400), [360, 720]),
        ((200, 100), [200]),
    ],
)
def test_a_picture_comes_in_widths_up_to_its_own(
    tmp_path: Path, size: tuple[int, int], widths: list[int]
) -> None:
    made = files(newspaper_with(tmp_path, picture(*size)))
    assert sorted(made) == sorted(f"loom-{w}.{e}" for w in widths for e in ("webp", "jpg"))
    for width in widths:
        for ending, form in (("webp", "WEBP"), ("jpg", "JPEG")):
            image = opened(made[f"loom-{width}.{ending}"])
            assert image.format == form
            assert image.size == (width, round(size[1] * width / size[0]))


def test_metadata_is_removed_and_the_picture_is_upright(tmp_path: Path) -> None:
    source = picture(1600, 1200, exif=TURNED)
    assert Image.open(BytesIO(source)).getexif().get_ifd(0x8825)
    made = files(newspaper_with(tmp_path, source))
    for file in made.values():
        image = opened(file)
        assert image.height > image.width
        assert not image.getexif()
        assert not {"exif", "icc_profile", "xmp", "comment"} & set(image.info)
        assert b"Kamera" not in file.content


def test_broken_metadata_does_not_prevent_turning(tmp_path: Path) -> None:
    # The picture's width as letters, and then how the camera was held.
    notes = struct.pack("<HHI4sHHII", 0x0100, 2, 3, b"ab\0\0", 0x0112, 3, 1, 6)
    exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0" + notes + bytes(4)
    made = BytesIO()
    Image.new("RGB", (1600, 1200)).save(made, "JPEG", exif=exif)
    site = newspaper_with(tmp_path, made.getvalue())
    assert not [problem for problem in check(site) if problem.path.endswith(".jpg")]
    assert opened(files(site)["loom-360.jpg"]).size == (360, 480)


def rules(site: Site) -> list[str]:
    return [problem.rule for problem in check(site) if problem.path.endswith((".jpg", ".png"))]


def test_a_photo_with_truncated_metadata_is_accepted(tmp_path: Path) -> None:
    whole = picture(1600, 1200, exif={0x010F: "Kamera"})
    start = whole.index(b"Exif\0\0")
    length = int.from_bytes(whole[start - 2 : start])
    cut = (length - 4).to_bytes(2)
    shorter = (
        whole[: start - 2] + cut + whole[start : start + length - 6] + whole[start + length - 2 :]
    )
    assert rules(newspaper_with(tmp_path, shorter)) == []


def test_a_photo_of_108_megapixels_is_reported_as_too_large(tmp_path: Path) -> None:
    made = BytesIO()
    Image.new("L", (12_000, 9_000)).save(made, "JPEG", quality=1)
    assert rules(newspaper_with(tmp_path, made.getvalue())) == ["picture_too_wide"]


def with_chunk(png: bytes, name: bytes, content: bytes) -> bytes:
    """A PNG with one more chunk behind its head."""
    head = 8 + 25
    length = struct.pack(">I", len(content))
    chunk = length + name + content + struct.pack(">I", zlib.crc32(name + content))
    return png[:head] + chunk + png[head:]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        (b"gAMA", struct.pack(">I", 45_455), []),
        (b"gAMA", struct.pack(">I", 2_000), ["picture_shown_differently"]),
        (b"cICP", bytes((1, 13, 0, 1)), []),
        (b"cICP", bytes((9, 16, 0, 1)), ["picture_shown_differently"]),
    ],
)
def test_a_picture_that_browsers_recolour_is_refused(
    tmp_path: Path, name: bytes, content: bytes, expected: list[str]
) -> None:
    source = with_chunk(picture(400, 300, form="PNG"), name, content)
    assert rules(newspaper_with(tmp_path, source, name="loom.png")) == expected


def test_colours_are_those_of_the_profile(tmp_path: Path) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    # A profile for grey numbers does not fit this picture: its colours stay as they are.
    plain = picture(400, 300, icc_profile=lab.tobytes())
    broken = picture(400, 300, icc_profile=b"not a profile")
    for source in (plain, broken):
        made = files(newspaper_with(tmp_path, source))
        colour = opened(made["loom-400.jpg"]).convert("RGB").getpixel((390, 290))
        assert all(abs(a - b) < 6 for a, b in zip(colour, (180, 40, 20), strict=True))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        ("loom.png", picture(400, 300, form="PNG", mode="RGBA", colour=(0, 0, 0, 0)), (255,) * 3),
        ("loom.png", picture(400, 300, form="PNG", mode="P", colour=0), (0, 0, 0)),
        ("loom.png", picture(400, 300, form="PNG", mode="L", colour=90), (90, 90, 90)),
        ("loom.webp", picture(400, 300, form="WEBP"), (180, 40, 20)),
        ("loom.jpg", picture(400, 300, mode="CMYK", colour=(0, 0, 0, 255)), (0, 0, 0)),
        # sixteen bits for each grey
        ("loom.png", picture(400, 300, form="PNG", mode="I;16", colour=90 * 256), (90, 90, 90)),
        # two pictures in one file, as phones make them
        (
            "loom.jpg",
            picture(400, 300, form="MPO", save_all=True, append_images=[Image.new("RGB", (9, 9))]),
            (180, 40, 20),
        ),
    ],
)
def test_every_kind_of_picture_becomes_one_that_all_can_show(
    tmp_path: Path, name: str, source: bytes, expected: tuple[int, int, int]
) -> None:
    site = newspaper_with(tmp_path, source, name=name)
    assert not [problem for problem in check(site) if problem.path.endswith(name)]
    made = files(site)
    stem = name.removesuffix(".jpg")
    for ending in ("webp", "jpg"):
        image = opened(made[f"{stem}-400.{ending}"])
        assert image.mode == "RGB"
        colour = image.getpixel((390, 290))
        assert all(abs(a - b) < 8 for a, b in zip(colour, expected, strict=True))  # type: ignore[arg-type]


def test_a_second_build_makes_nothing_and_gives_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = newspaper_with(tmp_path, picture())
    first = {path: file.content for path, file in files(site).items()}

    def never(*arguments: object) -> bytes:
        raise AssertionError("made again")

    with monkeypatch.context() as patched:
        patched.setattr("newsroom.images.pictures.encode", never)
        assert {path: file.content for path, file in files(site).items()} == first
    for kept in (tmp_path / ".cache").rglob("*.*"):
        kept.unlink()
    assert {path: file.content for path, file in files(site).items()} == first


def test_a_changed_picture_is_made_anew_under_its_old_address(tmp_path: Path) -> None:
    first = files(newspaper_with(tmp_path, picture(400, 300)))
    before = first["loom-400.jpg"].content
    second = files(newspaper_with(tmp_path, picture(400, 300, colour=(9, 99, 9))))
    assert first.keys() == second.keys()
    assert second["loom-400.jpg"].content != before


def test_pictures_that_differ_in_their_ending_alone_do_not_meet(tmp_path: Path) -> None:
    site = small_site(
        tmp_path / "docs",
        {
            f"{KEY}/index.id.md": original(),
            f"{KEY}/loom.jpg": picture(300, 200),
            f"{KEY}/loom.png": picture(300, 200, form="PNG"),
        },
    )
    made = [file.path for file in picture_files(site)]
    assert len(made) == len(set(made)) == 4


def test_pictures_of_drafts_and_of_coming_articles_are_not_published(tmp_path: Path) -> None:
    site = small_site(
        tmp_path / "docs",
        {
            "news/2026/draft/index.id.md": original(more="draft: true\n"),
            "news/2026/draft/loom.jpg": picture(300, 200),
            "news/2026/later/index.id.md": original(published="2026-12-30T08:00+07:00"),
            "news/2026/later/loom.jpg": picture(300, 200),
        },
    )
    assert list(picture_files(site)) == []


def test_a_folder_holds_so_many_pictures_and_no_more(tmp_path: Path) -> None:
    source = picture(4, 3, form="PNG")
    files = {f"{KEY}/loom-{number}.png": source for number in range(MAX_PICTURES)}
    site = small_site(tmp_path, {f"{KEY}/index.id.md": original(more=SOURCES)} | files)
    assert check(site) == []
    site = small_site(tmp_path, {f"{KEY}/one-more.png": source})
    assert [(each.path, each.rule) for each in check(site)] == [(KEY, "too_many_pictures")]


def test_the_new_pictures_of_a_proposal_are_bounded_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[str] = []
    look = checks_of_files._picture_problems
    monkeypatch.setattr(
        checks_of_files,
        "_picture_problems",
        lambda source, name: looked_at.append(name) or look(source, name),
    )
    monkeypatch.setattr(checks_of_files, "MAX_PROPOSAL_PIXELS", 1_000_000)
    source = picture(600, 600, form="PNG")
    files = {f"{KEY}/index.id.md": original(more=SOURCES)}
    files |= {f"{KEY}/loom-{number}.png": source for number in range(3)}
    base = small_site(tmp_path / "main", files)
    proposed = small_site(tmp_path / "enough", files | {f"{KEY}/new-{n}.png": source for n in "12"})
    assert check(proposed, base=base) == []
    assert looked_at == ["new-1.png", "new-2.png"]
    # Replaced ones count, and so do those whose names are wrong; the whole site may hold more.
    more = {f"{KEY}/loom-1.png": picture(500, 600, form="PNG")}
    more |= {f"{KEY}/new-1.png": source, f"{KEY}/New (2).png": source}
    site = small_site(tmp_path / "more", files | more)
    looked_at.clear()
    found = {(each.path, each.rule): each for each in check(site, base=base)}
    assert found.keys() == {
        (f"{KEY}/New (2).png", "not_a_picture_name"),
        (f"{KEY}/new-1.png", "pictures_too_much"),
    }
    assert looked_at == ["New (2).png", "loom-1.png"]
    told = found[f"{KEY}/new-1.png", "pictures_too_much"]
    assert "hold 1 million pixels together" in told.explained("en")
    assert "seluruhnya berisi 1 juta piksel" in told.explained("id")
    assert "pictures_too_much" not in {each.rule for each in check(site)}


def test_a_picture_is_decoded_once_for_the_check_and_once_for_all_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = newspaper_with(tmp_path, picture())
    cold = check(site)
    encode_all(site)
    made = {name: file.content for name, file in files(site).items()}
    decoded: list[bytes] = []
    for module in (pictures, checks_of_files):
        monkeypatch.setattr(module, "decode", lambda source, side: decoded.append(source))
    assert check(site) == cold
    encode_all(site)
    assert {name: file.content for name, file in files(site).items()} == made
    assert decoded == []
    # Another photo under the same name is looked at again.
    monkeypatch.undo()
    (site.settings.docs / KEY / "loom.jpg").write_bytes(picture(exif=TURNED))
    assert "picture_tells_place" in {problem.rule for problem in check(site)}


# Standing pages


def page_with(tmp_path: Path, body: str, **pictures: bytes) -> Site:
    """A standing page with a text and pictures in the folder of its name."""
    files = {f"guide/{name}.png": source for name, source in pictures.items()}
    text = f"---\ntitle: Pandu\nsummary: Ringkasan.\nslug: pandu\n---\n\n{body}\n"
    return small_site(tmp_path / "docs", {"guide.id.md": text, **files})


def test_a_standing_page_shows_pictures_from_the_folder_of_its_name(tmp_path: Path) -> None:
    source = picture(900, 600, form="PNG", exif={0x0112: 6, 0x010F: "Kamera"})
    site = page_with(tmp_path, '![Alat](guide/loom.png "Alat tenun")', loom=source)
    assert check(site) == []
    made = {file.path: file for file in picture_files(site)}
    widths = (360, 600)
    assert sorted(made) == sorted(
        f"assets/guide/loom.png-{w}.{e}" for w in widths for e in ("webp", "jpg")
    )
    assert not any(opened(file).getexif() for file in made.values())
    page = next(page for page in pages(site, "id") if page.text and page.text.key == "guide")
    html = str(view(site, page)["body"])
    assert html.startswith('<figure class="picture"><picture><source type="image/webp" srcset="../')
    assert 'src="../assets/guide/loom.png-600.jpg"' in html
    assert 'alt="Alat" width="600" height="900" loading="lazy"' in html
    assert html.endswith("</picture><figcaption>Alat tenun</figcaption></figure>")


@pytest.mark.parametrize(
    ("body", "rules"),
    [
        ("![Alat](guide/loom.png)", []),
        ("![](guide/loom.png)", ["picture_without_words"]),
        ("![loom.png](guide/loom.png)", ["picture_without_words"]),
        ("![Alat](guide/none.png)", ["link_leads_nowhere"]),
        ("![Alat](loom.png)", ["link_leads_nowhere"]),
        (f"![Alat]({KEY}/loom.jpg)", ["link_leads_nowhere"]),
        ("![Alat](https://example.org/loom.png)", ["picture_from_elsewhere"]),
    ],
)
def test_pictures_of_a_standing_page_are_checked(
    tmp_path: Path, body: str, rules: list[str]
) -> None:
    site = page_with(tmp_path, body, loom=picture(300, 200, form="PNG"))
    write_files(tmp_path / "docs", {f"{KEY}/loom.jpg": picture(300, 200)})
    assert [problem.rule for problem in check(site)] == rules


def test_wrong_front_matter_does_not_blame_the_pictures(tmp_path: Path) -> None:
    files = {"guide.id.md": "---\ntitle: Pandu\n---\n\n![Alat](guide/loom.png)\n"}
    site = small_site(tmp_path / "docs", {**files, "guide/loom.png": picture(300, 200, form="PNG")})
    assert [problem.rule for problem in check(site)] == ["missing_key"]


def test_a_sketch_of_the_usual_width_is_light(frozen: Site) -> None:
    key = "contribute"
    named = {
        link.written
        for text in frozen.catalogue.pages[key].values()
        for link in frozen.renderers[text.language].body(text).links
        if link.is_picture
    }
    assert named == {f"{key}/{name}" for name in frozen.catalogue.pictures[key]}
    for name in frozen.catalogue.pictures[key]:
        found = photo(frozen, key, name)
        assert found
        assert found.width == 720
        assert len(encoded(frozen, found, 360, "webp")) <= 30 * 1024


# Pages


def shown(site: Site, language: str = "id") -> str:
    article = article_of(site, language)
    body = site.renderers[language].body(article)
    return with_pictures(body.html, site, KEY)


def test_a_page_offers_every_width_and_keeps_the_place(tmp_path: Path) -> None:
    body = 'Teks.\n\n![Alat "tenun"](loom.jpg "Alat tenun. Foto: <Ani> & Budi")\n'
    site = newspaper_with(tmp_path, picture(2000, 1000), body)
    address = f"/assets/{KEY}/loom"
    sizes = "(min-width: 44rem) 40rem, 100vw"
    srcset = {
        ending: ", ".join(f"{address}-{w}.{ending} {w}w" for w in (360, 720, 1280))
        for ending in ("webp", "jpg")
    }
    assert shown(site) == (
        '<p>Teks.</p>\n<figure class="picture"><picture>'
        f'<source type="image/webp" srcset="{srcset["webp"]}" sizes="{sizes}">'
        f'<img src="{address}-1280.jpg" srcset="{srcset["jpg"]}" sizes="{sizes}"'
        ' alt="Alat &quot;tenun&quot;" width="1280" height="640" loading="lazy" decoding="async">'
        "</picture><figcaption>Alat tenun. Foto: &lt;Ani&gt; &amp; Budi</figcaption></figure>"
    )


def test_links_of_a_page_are_relative_in_srcset_too(tmp_path: Path) -> None:
    site = newspaper_with(tmp_path, picture(800, 400), "![Alat](loom.jpg)\n")
    page = article_page(site, article_of(site))
    html = str(view(site, page)["body"])
    addresses = re.findall(r"\S+loom-\d+\.\w+", html)
    assert len(addresses) == 7
    assert all(
        re.match(r'((src|srcset)=")?\.\./\.\./\.\./assets/', address) for address in addresses
    )


def test_a_picture_within_a_line_stays_in_it(tmp_path: Path) -> None:
    site = newspaper_with(tmp_path, picture(300, 200), "Ini ![alat](loom.jpg) tenun.\n")
    html = shown(site)
    assert html.startswith("<p>Ini <picture>")
    assert html.endswith("</picture> tenun.</p>")


def test_a_link_to_a_picture_leads_to_the_widest(tmp_path: Path) -> None:
    site = newspaper_with(tmp_path, picture(900, 600), "[alat](loom.jpg)\n")
    assert shown(site) == f'<p><a href="/assets/{KEY}/loom-900.jpg">alat</a></p>'


@pytest.mark.parametrize(
    "body",
    [
        '![x](loom.jpg "</figcaption><script>alert(1)</script>")',
        '![<script>alert(1)</script>](loom.jpg "\'><script>alert(1)</script>")',
        '[a](https://example.org "<p><img></p>")',
        '[a](https://example.org "<p><img src=x onerror=alert(1)></p>")',
        '`<p><img src="/assets/news/2026/loom/loom.jpg"></p>`',
    ],
)
def test_texts_about_pictures_never_become_markup(tmp_path: Path, body: str) -> None:
    site = newspaper_with(tmp_path, picture(300, 200), body + "\n")
    made = Path(tmp_path / "x.html")
    made.write_text(shown(site), encoding="utf-8")
    tree = html5lib.parseFragment(made.read_text(encoding="utf-8"), namespaceHTMLElements=False)
    found = {element.tag for element in tree.iter() if isinstance(element.tag, str)}
    assert "script" not in found
    assert not [e for e in tree.iter() if any(str(name).startswith("on") for name in e.attrib)]


def test_the_lead_is_fetched_first_and_credited(tmp_path: Path) -> None:
    site = newspaper_with(tmp_path, picture())
    article = article_of(site)
    context = view(site, article_page(site, article))
    html = str(context["photo_of"](article, alt=article.image_alt, css="lead", is_lead=True))
    assert 'fetchpriority="high"' in html
    assert "lazy" not in html
    assert 'alt="Perajin &amp; &lt;alatnya&gt;"' in html
    assert not context["photo_of"](
        small_site(tmp_path / "other", {f"{KEY}/index.id.md": original()}).catalogue.articles[KEY][
            "id"
        ],
        alt="",
    )


# Feeds and shared links


def test_a_feed_carries_one_jpeg_with_its_true_length(tmp_path: Path) -> None:
    site = newspaper_with(tmp_path, picture(2000, 1000), "Teks.\n\n![Alat](loom.jpg)\n")
    made = item(site, article_of(site))
    assert made.picture
    published = files(site)["loom-720.jpg"].content
    assert made.picture.url == f"{SITE_URL}assets/{KEY}/loom-720.jpg"
    assert (made.picture.type, made.picture.length) == ("image/jpeg", len(published))
    assert (made.picture.width, made.picture.height) == (720, 360)
    assert (made.picture.description, made.picture.credit) == ("Perajin & <alatnya>", "Ani Wijaya")
    # The text shows it first already, so it is not put there again.
    assert re.findall(r"<img[^>]*>", made.html) == [
        f'<img src="{made.picture.url}" alt="Alat" width="720" height="360">'
    ]
    assert "lazy" not in made.html
    assert "srcset" not in made.html


@pytest.mark.parametrize(("language", "alt"), [("id", "Perajin & <alatnya>"), ("en", "A maker")])
def test_a_shared_link_shows_the_photo(tmp_path: Path, language: str, alt: str) -> None:
    site = newspaper_with(tmp_path, picture(2000, 1000))
    made = head(site, article_page(site, article_of(site, language)))
    assert made.image == f"{SITE_URL}assets/{KEY}/loom-720.jpg"
    assert made.image_facts == {"type": "image/jpeg", "width": "720", "height": "360", "alt": alt}
    assert f'"image":["{made.image}"]' in made.structured


def test_a_name_that_is_no_picture_of_the_article_is_none(tmp_path: Path) -> None:
    site = newspaper_with(tmp_path, picture(300, 200))
    assert photo(site, KEY, "../../../x.jpg") is None
    assert photo(site, "news/2026/other", "loom.jpg") is None
