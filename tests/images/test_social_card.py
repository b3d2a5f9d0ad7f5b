"""Social cards: what they show, that all titles fit, and that they are the same everywhere."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from newsroom.core.wording import read_wording
from newsroom.feeds.feed_item import item
from newsroom.images import lead_picture, social_card
from newsroom.images.motif import cloth_for
from newsroom.images.social_card import Card, drawn, set_headline
from newsroom.pages.head import head
from newsroom.site.page import article_page, pages
from newsroom.site.site import Site
from small_sites import CITY, SITE_URL, original, small_site, translation

KEY = "news/2026/x"
LONGEST = (
    "Lokakarya membatik bersama perajin dari lima kota kerajinan di Museum Batik Pekalongan pada "
    + ("1 Desember 2026, siang")
)
CARD_BYTES = 100_000


def newspaper_with_cards(tmp_path: Path, *, social_cards: bool = True, **texts: str) -> Site:
    files = {
        f"{KEY}/index.id.md": original(title="Judul berita"),
        f"{KEY}/index.en.md": translation(title="A headline"),
    }
    return small_site(tmp_path / "docs", files | texts, social_cards=social_cards)


def card(headline: str = "Judul berita", key: str = KEY) -> Card:
    return Card(cloth=cloth_for(key), headline=headline, site_name="Kota Kreatif Pekalongan")


# Headlines


@pytest.mark.parametrize(
    ("headline", "lines"),
    [
        ("Batik", 1),
        ("Mengapa Pekalongan terpilih menjadi kota kreatif UNESCO", 4),
        (LONGEST, 6),
        ("W" * 120, 1),
        (" ".join(["MMMMMMMMM"] * 12), 6),
        ("a " * 60, 5),
    ],
)
def test_a_headline_fits_whatever_its_length(headline: str, lines: int) -> None:
    setting = set_headline(headline)
    assert len(setting.lines) == lines
    high = setting.size * (1 + (len(setting.lines) - 1) * social_card.LINE_HEIGHT)
    assert high <= social_card.TEXT_HEIGHT
    for line in setting.lines:
        assert social_card._width(line, setting.size) <= social_card.TEXT_WIDTH


@pytest.mark.parametrize("headline", ["Batik", LONGEST, "Mengapa Pekalongan terpilih menjadi kota"])
def test_no_word_is_lost_or_moved(headline: str) -> None:
    assert " ".join(set_headline(headline).lines) == " ".join(headline.split())


def test_lines_are_about_as_wide_as_each_other() -> None:
    setting = set_headline("Pekalongan menjadi kota kreatif UNESCO pertama di Indonesia")
    widths = [social_card._width(line, setting.size) for line in setting.lines]
    assert min(widths) > max(widths) / 2


# Drawings


def test_a_card_is_of_the_size_that_networks_show_whole() -> None:
    content = drawn(card(LONGEST))
    image = Image.open(BytesIO(content))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(content) < CARD_BYTES


def test_two_cards_of_one_headline_are_the_same_to_the_byte() -> None:
    assert drawn(card()) == drawn(card())


def changed_box(one: Image.Image, other: Image.Image) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what clearly differs between two pictures."""
    difference = ImageChops.difference(one, other).point(lambda value: 255 * (value > 60))
    return difference.getbbox() or (0, 0, 0, 0)


def test_the_words_stay_on_the_paper() -> None:
    with_words = Image.open(BytesIO(drawn(card(LONGEST)))).convert("RGB")
    without = Image.open(BytesIO(drawn(card("")))).convert("RGB")
    left, top, right, bottom = changed_box(with_words, without)
    edge = social_card.MARGIN - 4
    assert left >= social_card.CLOTH_WIDTH + edge
    assert right <= social_card.WIDTH - edge
    assert top >= edge
    assert bottom <= social_card.HEIGHT - social_card.MARGIN - 62


def test_letters_of_the_citys_partners_are_in_the_typeface() -> None:
    lacking = social_card._font(40).getmask("\uffff").getbbox()
    for character in "ŠĐŁőğéÖñāūŻ“”‘’–—…·":
        assert social_card._font(40).getmask(character).getbbox() not in (None, lacking), character


def test_each_language_has_its_headline_over_the_same_cloth(tmp_path: Path) -> None:
    site = newspaper_with_cards(tmp_path)
    versions = site.catalogue.articles[KEY]
    cards = {language: social_card.card_of(site, text) for language, text in versions.items()}
    assert {language: made.headline for language, made in cards.items()} == {
        "id": "Judul berita",
        "en": "A headline",
    }
    assert cards["id"].cloth == cards["en"].cloth
    assert cards["en"].site_name == read_wording("en", CITY)["site_name"]


@pytest.mark.parametrize("headline", ["Batik", LONGEST, "W" * 120])
def test_a_card_about_the_past_names_both_days_on_its_paper(headline: str) -> None:
    plain = card(headline)
    dated = replace(plain, looks_back="Kilas balik: 27 November 2014", published="24 November 2026")
    with_days = Image.open(BytesIO(drawn(dated))).convert("RGB")
    empty = Image.open(BytesIO(drawn(replace(card(""), site_name="")))).convert("RGB")
    left, top, right, bottom = changed_box(with_days, empty)
    edge = social_card.MARGIN - 4
    assert left >= social_card.CLOTH_WIDTH + edge
    assert right <= social_card.WIDTH - edge
    assert top >= edge
    assert bottom <= social_card.HEIGHT - edge
    assert drawn(dated) != drawn(plain)
    high = set_headline(headline, social_card.TEXT_HEIGHT - social_card.KICKER_HEIGHT)
    taken = high.size * (1 + (len(high.lines) - 1) * social_card.LINE_HEIGHT)
    assert taken <= social_card.TEXT_HEIGHT - social_card.KICKER_HEIGHT


def test_only_an_article_about_the_past_has_days_on_its_card(tmp_path: Path) -> None:
    past = original(more="happened: 2014\n")
    site = small_site(tmp_path, {f"{KEY}/index.id.md": past, "news/2026/y/index.id.md": original()})
    shown = {article.key: social_card.card_of(site, article) for article in site.editions["id"].own}
    assert (shown[KEY].looks_back, shown[KEY].published) == (
        "Kilas balik: 2014",
        "20 November 2026",
    )
    assert (shown["news/2026/y"].looks_back, shown["news/2026/y"].published) == ("", "")


# The site


def test_cards_are_made_for_the_deployed_site_alone(tmp_path: Path) -> None:
    without = newspaper_with_cards(tmp_path, social_cards=False)
    assert list(lead_picture.drawn_files(without)) == []
    page = article_page(without, without.catalogue.articles[KEY]["id"])
    assert (head(without, page).image, head(without, page).image_facts) == ("", {})
    assert item(without, without.catalogue.articles[KEY]["id"]).picture is None


def test_every_page_that_is_shared_shows_a_card_that_is_there(tmp_path: Path) -> None:
    site = newspaper_with_cards(tmp_path)
    made = {SITE_URL + file.path: file.content for file in lead_picture.drawn_files(site)}
    for language in site.addresses:
        for page in pages(site, language):
            shown = head(site, page)
            size = Image.open(BytesIO(made[shown.image])).size
            assert shown.image_facts == {
                "type": "image/png",
                "width": str(size[0]),
                "height": str(size[1]),
                "alt": page.title,
            }


def test_a_feed_carries_the_cloth_of_an_article_without_a_photo(tmp_path: Path) -> None:
    site = newspaper_with_cards(tmp_path)
    made = {SITE_URL + file.path: file.content for file in lead_picture.drawn_files(site)}
    by_language = {
        language: item(site, text) for language, text in site.catalogue.articles[KEY].items()
    }
    pictures = [each.picture for each in by_language.values()]
    assert pictures[0] and pictures[1]  # noqa: PT018
    assert pictures[0].url == pictures[1].url
    assert pictures[0].length == len(made[pictures[0].url])
    assert Image.open(BytesIO(made[pictures[0].url])).size == (640, 360)
    assert by_language["id"].html.startswith(f'<figure><img src="{pictures[0].url}"')


def test_a_second_build_draws_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = newspaper_with_cards(tmp_path)
    first = {file.path: file.content for file in lead_picture.drawn_files(site)}

    def never(*arguments: object, **options: object) -> bytes:
        raise AssertionError("drawn again")

    monkeypatch.setattr("newsroom.images.social_card.svg_to_bytes", never)
    monkeypatch.setattr("newsroom.images.lead_picture.svg_to_bytes", never)
    assert {file.path: file.content for file in lead_picture.drawn_files(site)} == first
