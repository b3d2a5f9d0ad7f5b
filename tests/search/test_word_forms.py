"""Indonesian roots, and the words that find each other."""

from collections import Counter

import pytest

from newsroom.core.data import DATA
from newsroom.search.indonesian_roots import Roots, read_roots, roots_file
from newsroom.search.word_forms import SearchWords, WordForms, read_word_forms, search_words

ONE_ROOT = """
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


@pytest.mark.parametrize("forms", ONE_ROOT.split("\n")[1:-1], ids=lambda forms: forms.split()[0])
def test_the_forms_of_a_word_have_one_root(roots: Roots, forms: str) -> None:
    assert len({roots.root(form) for form in forms.split()}) == 1


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


def test_all_forms_of_a_word_have_one_term() -> None:
    forms = read_word_forms("id", ["Tarian dan penari"])
    assert forms.terms("tarian,") == forms.terms("Penari") == ("tari",)
    typed = forms.typed()
    # Forms that the archive has, and others that it has not.
    assert {typed[word] for word in ("tarian", "penari", "menari", "menarikan")} == {"tari"}
    assert "tari" not in typed
    assert "menulis" not in typed


def test_a_form_that_the_word_list_lacks_has_the_term_too() -> None:
    roots = read_roots((), roots_file("id"))
    assert "kesukarelaan" not in roots.forms("sukarela")
    assert read_word_forms("id", ["sukarela"]).typed()["kesukarelaan"] == "sukarela"


def test_each_part_of_a_token_has_its_term() -> None:
    forms = read_word_forms("id", ["tari-menari"])
    assert forms.terms("tari-menari,") == ("tari",)
    assert forms.terms("15–18") == ("15", "18")
    assert forms.terms("–") == ()
    assert read_word_forms("en", ["city"]).terms("city's") == ("citi",)


def test_a_particle_behind_a_word_makes_no_other() -> None:
    forms = read_word_forms("id", ["plakatnya dan plakat pada masa itu"])
    assert forms.terms("plakatnya") == forms.terms("plakat") == ("plakat",)
    # A real word that ends so is no form of what stands before.
    assert forms.typed()["masalah"] == "masalah"


def test_the_commonest_words_have_no_forms() -> None:
    forms = read_word_forms("id", ["tentang akan sudah"])
    assert [forms.terms(word) for word in ("tentang", "akan")] == [("tentang",), ("akan",)]
    assert "bertentangan" not in forms.typed()


def test_english_finds_irregular_forms() -> None:
    forms = read_word_forms("en", ["weavers wove batik"])
    [term] = forms.terms("wove")
    assert forms.terms("weavers") == (term,)
    # What Pagefind takes for the same stem itself is not listed.
    assert forms.typed().items() >= {("woven", term)}
    assert not {"weave", "weaving", "batik"} & forms.typed().keys()


def test_a_term_is_a_word_whose_stem_stays_the_same() -> None:
    stems = {"ponies": "poni", "pony": "poni", "poni": "pon"}
    forms = WordForms(
        ["ponies"],
        listed=SearchWords(),
        root=lambda word: stems[word],
        stem=lambda word: stems[word],
    )
    assert forms.terms("ponies") == ("ponies",)


def test_a_language_without_a_stemmer_is_searched_plainly() -> None:
    forms = read_word_forms("jv", ["nyanting canting dicanting"])
    assert forms.terms("nyanting") == ("nyanting",)
    assert forms.typed() == {}
    forms = read_word_forms("pt-BR", ["artesã artesãos"], locale="pt_BR")
    assert forms.typed() == {}


def known(archive: str, *synonyms: list[str]) -> WordForms:
    return WordForms([archive], listed=SearchWords(synonyms=synonyms), root=str)


def test_synonyms_stand_at_the_places_of_the_words_that_they_replace() -> None:
    forms = known(
        "Dalam jumpa pers, kata wali kota di AS.",
        ["jumpa pers", "konferensi pers", "preskon"],
        ["as", "amerika serikat"],
    )
    assert forms.synonyms(["Dalam", "jumpa", "pers,", "kata"]) == {
        1: ("jumpa", "konferensi", "preskon"),
        2: ("pers",),
    }
    assert forms.synonyms(["di", "AS."]) == {1: ("as", "amerika", "serikat")}
    assert forms.synonyms(["jumpa", "penggemar"]) == {}


def test_a_synonym_that_the_texts_use_finds_what_has_just_that() -> None:
    synonyms = ["stands", "stalls"]
    assert known("stands stands stalls", synonyms).synonyms(["stands"]) == {0: ("stands", "stalls")}
    assert known("stands stands stalls stalls", synonyms).synonyms(["stands"]) == {}


def test_a_phrase_is_rare_though_its_words_are_not() -> None:
    synonyms = ["jumpa pers", "konferensi pers"]
    forms = known("jumpa pers. konferensi tahunan, konferensi lain, pers, pers, pers", synonyms)
    assert forms.synonyms(["jumpa", "pers"]) == {0: ("jumpa", "konferensi"), 1: ("pers",)}


def test_words_made_by_endings_are_joined_where_the_archive_has_both() -> None:
    forms = read_word_forms("en", ["dance dancers former form"])
    assert forms.terms("dance") == forms.terms("dancers")
    assert forms.terms("form") != forms.terms("former")


LANGUAGES = sorted(file.suffixes[0][1:] for file in DATA.glob("search_words.*.yml"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_stands_in_two_lists_of_words_whose_forms_are_joined(language: str) -> None:
    counts = Counter(word for listed in search_words(language).same for word in listed)
    assert [word for word, count in counts.items() if count > 1 or " " in word] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_typed_word_stands_for_is_not_dropped_again(language: str) -> None:
    listed = search_words(language)
    meant = {word for text in listed.short_spellings.values() for word in text.split()}
    assert meant & {*listed.function_words, *listed.short_spellings} == set()
    assert set(listed.function_words) & set(listed.short_spellings) == set()
