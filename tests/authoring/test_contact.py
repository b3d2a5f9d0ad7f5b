"""Ways to the newsroom without an account: shown where they are set, and nowhere else."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest

from mkdocs_builds import project, rebuild
from newsroom.authoring.contact import contact_links
from newsroom.core.settings import Contact
from newsroom.core.wording import read_wording
from newsroom.pages.well_known import security_txt
from small_sites import CITY, original, small_settings

CONTACT = Contact(
    email="redaksi@kota.example", whatsapp="6281234567890", form="https://form.example/kabar"
)
SHOWN = ("mailto:redaksi@kota.example", "https://wa.me/6281234567890", "https://form.example/kabar")
PAGES = ("berita/2026/kain", "tentang")
FILES = {
    "news/2026/kain/index.id.md": original(title="Kain & malam"),
    "about.id.md": "---\ntitle: Tentang\nsummary: Siapa kami.\nslug: tentang\n---\n\nKami.\n",
}


def test_a_message_names_the_article() -> None:
    links = contact_links(CONTACT, read_wording("id", CITY), about="Kain & malam")
    assert [link.url for link in links] == [
        f"{SHOWN[0]}?subject={quote('Kain & malam')}",
        f"{SHOWN[1]}?text={quote('Kain & malam')}",
        SHOWN[2],
    ]


@pytest.mark.parametrize("is_set", [True, False])
def test_a_way_is_shown_only_where_it_is_set(tmp_path: Path, is_set: bool) -> None:
    folder = project(tmp_path / "project", FILES)
    if is_set:
        config = folder / "mkdocs.yml"
        lines = (
            "  contact:\n    email: redaksi@kota.example\n    whatsapp: '+62 812-3456-7890'\n"
            "    form: https://form.example/kabar\n"
        )
        text, count = re.subn(r"(?m)^  contact: \{\}\n", lines, config.read_text("utf-8"))
        assert count == 1
        config.write_text(text, encoding="utf-8")
    site = rebuild(folder)
    files = [f"{page}/index.html" for page in PAGES]
    for file in files:
        html = (site / file).read_text(encoding="utf-8")
        assert [way in html for way in SHOWN] == [is_set] * len(SHOWN), file
    for feed in ("feed.xml", "feed.atom", ".well-known/security.txt"):
        assert ("redaksi@kota.example" in (site / feed).read_text(encoding="utf-8")) == is_set, feed


def test_security_txt_names_the_address_beside_the_form(tmp_path: Path) -> None:
    text = security_txt(small_settings(tmp_path, contact=CONTACT)).content.decode()
    assert text.count("Contact: ") == 2
    assert f"Contact: {SHOWN[0]}\n" in text
