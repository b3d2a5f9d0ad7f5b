"""Indonesian roots, and the families of words that readers' words find."""

from collections import Counter

import pytest
import yaml

from newsroom.search.indonesian_roots import Roots, read_roots, roots_file
from newsroom.search.word_families import HERE, Families, OwnWords, read_families

FAMILIES = """
aku mengaku diakui pengakuan
anyam menganyam anyaman penganyam dianyam
bangun membangun pembangunan dibangun bangunan
batik membatik pembatik dibatik pembatikan perbatikan batiknya
beri memberi memberikan diberikan pemberian berikan
buat membuat dibuat pembuatan pembuat buatan
budaya kebudayaan berbudaya budayawan
cabut mencabut dicabut pencabutan
cetak mencetak percetakan cetakan
dukung mendukung dukungan pendukung didukung
ekonomi perekonomian ekonomis
gelar menggelar digelar gelaran
hadir menghadiri kehadiran dihadiri
industri perindustrian industrial
jadi menjadi dijadikan kejadian terjadi
kerja bekerja pekerja pekerjaan mengerjakan dikerjakan
kirim mengirim mengirimkan kiriman dikirim pengiriman
kolaborasi kolaboratif kolaborator berkolaborasi
kota perkotaan kotanya kotanyalah
kreasi kreatif kreativitas kekreatifan kreator
kumpul berkumpul mengumpulkan kumpulan pengumpulan perkumpulan
laku melakukan dilakukan pelaku pelakunya perlakuan
lapor melaporkan laporan pelaporan dilaporkan pelapor
lestari melestarikan pelestarian kelestarian dilestarikan
lukis melukis pelukis lukisan
main bermain permainan pemain
masuk memasuki dimasukkan
nilai menilai penilaian dinilai
pakai memakai pemakai pemakaian dipakai
pilih memilih terpilih pilihan pemilihan dipilih
rajin kerajinan perajin pengrajin
rekomendasi merekomendasikan direkomendasikan
saing bersaing pesaing persaingan menyaingi
sambut menyambut sambutan disambut
seni kesenian berkesenian
tanda menandai penanda tertanda
tari menari tarian penari menarikan
tempat menempatkan ditempatkan setempat penempatan
temu bertemu pertemuan menemukan penemuan ditemukan
tenun menenun tenunan penenun ditenun
terampil keterampilan
tetap penetapan ditetapkan menetapkan
tradisi tradisional
tulis menulis penulis tulisan ditulis penulisan tertulis menuliskan
tumbuh pertumbuhan menumbuhkan bertumbuh
umum pengumuman diumumkan mengumumkan umumnya
usul mengusulkan usulan diusulkan pengusul
warisan waris mewariskan pewarisan
warna berwarna pewarna pewarnaan mewarnai
wisata wisatawan berwisata
"""

ALONE = """
bahasa berita beruang bulan dewan hewan kawan nasional organisasi rasi sekolah teman zaman
"""


@pytest.fixture(scope="module")
def roots() -> Roots:
    return read_roots((), roots_file("id"))


@pytest.mark.parametrize("family", FAMILIES.split("\n")[1:-1], ids=lambda family: family.split()[0])
def test_the_forms_of_a_word_have_one_root(roots: Roots, family: str) -> None:
    assert len({roots.root(form) for form in family.split()}) == 1


@pytest.mark.parametrize("word", ALONE.split())
def test_a_word_that_only_looks_like_a_form_is_its_own_root(roots: Roots, word: str) -> None:
    assert roots.root(word) == word


def test_near_words_stay_apart(roots: Roots) -> None:
    near = [
        "tari",
        "tarik",
        "tarif",
        "batik",
        "batin",
        "ukur",
        "ukir",
        "seni",
        "senin",
        "kota",
        "kotak",
    ]
    assert len({roots.root(word) for word in near}) == len(near)


def test_an_unknown_word_is_its_own_root(roots: Roots) -> None:
    assert roots.root("jlamprang") == "jlamprang"


@pytest.mark.parametrize(
    ("root", "forms"),
    [
        ("tenun", {"menenun", "penenun", "tenunan", "ditenun"}),
        ("sambut", {"menyambut", "penyambut", "sambutan"}),
        ("rajin", {"perajin", "kerajinan", "pengrajin"}),
        ("kreasi", {"kreatif", "kreativitas", "kekreatifan"}),
    ],
)
def test_a_root_knows_its_forms(roots: Roots, root: str, forms: set[str]) -> None:
    assert forms <= roots.forms(root)


def test_relatives_bring_the_other_stems_of_a_family() -> None:
    families = read_families("id", ["Tarian dan penari"])
    assert families.word_forms("tarian") == ("menari",)
    assert families.word_forms("menari") == ("tari",)


def test_each_part_of_a_hyphenated_word_has_its_relatives() -> None:
    families = read_families("id", ["tari-menari"])
    assert families.word_forms("tari-menari,") == ("menari", "tari")


def test_a_stem_stays_with_the_family_that_the_archive_means_by_it() -> None:
    def stem(word: str) -> str:
        return {"menempat": "empat"}.get(word, word)

    def root(word: str) -> str:
        return {"menempat": "tempat"}.get(word, word)

    def forms(root: str) -> list[str]:
        return {"tempat": ["menempat"]}.get(root, [])

    archive = Counter(["empat", "empat", "tempat", "menempat"])
    families = Families(archive, stem=stem, root=root, forms=forms, own=OwnWords())
    assert families.word_forms("tempat") == ()
    rarely = Counter(["empat", "tempat", "menempat", "menempat"])
    families = Families(rarely, stem=stem, root=root, forms=forms, own=OwnWords())
    assert families.word_forms("tempat") == ("menempat",)


def test_the_commonest_words_have_no_relatives() -> None:
    families = read_families("id", ["tentang akan sudah"])
    assert [families.word_forms(word) for word in ("tentang", "akan", "sudah")] == [(), (), ()]


def test_english_finds_irregular_forms() -> None:
    families = read_families("en", ["weavers wove"])
    assert set(families.word_forms("wove")) >= {"weave", "woven", "weaver"}
    assert families.word_forms("batik") == ()


def test_a_language_without_a_stemmer_is_searched_plainly() -> None:
    families = read_families("jv", ["nyanting canting dicanting"])
    assert families.word_forms("nyanting") == ()
    families = read_families("pt-BR", ["artesã artesãos"], locale="pt_BR")
    assert families.word_forms("artesã") == ()


@pytest.mark.parametrize(
    "file", sorted(HERE.glob("search_words.*.yml")), ids=lambda file: file.stem
)
def test_no_word_stands_in_two_families(file) -> None:  # type: ignore[no-untyped-def]
    listed = yaml.safe_load(file.read_text(encoding="utf-8"))["families"]
    counts = Counter(word for family in listed for word in family)
    assert [word for word, count in counts.items() if count > 1] == []
