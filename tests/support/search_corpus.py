"""A made-up archive of any size: an article for each form of a word family, among many others."""

import random
from collections.abc import Iterable, Iterator

import yaml

from newsroom.search.records import Record, Section, records
from newsroom.search.word_forms import words
from newsroom.site.site import Site
from search_page import QUERIES, Query

WORDS_AN_ARTICLE = 420
TIMES = 3
"""How often an article says its own word."""


def made_up_archive(site: Site, language: str, count: int) -> tuple[list[Record], list[Query]]:
    """So many records of a language, and queries with the addresses that are right.

    A small archive has room for some of the families only.
    """
    listed = yaml.safe_load((QUERIES / "families.yml").read_text(encoding="utf-8"))[language]
    families = [family.split() for family in listed["families"]]
    chance = random.Random(language)
    own = [form for family in families for form in family] + listed["traps"]
    filler = _filler(site, language, own, count, chance)
    texts: list[str] = []
    right: dict[str, set[str]] = {}
    for place, word in enumerate(own[:count] + [""] * (count - len(own))):
        text = chance.choices(filler, k=WORDS_AN_ARTICLE)
        for _ in range(TIMES if word else 0):
            text[chance.randrange(WORDS_AN_ARTICLE)] = word
        texts.append(" ".join(text))
        right.setdefault(word, set()).add(_address(language, place))
    made = [_record(place, language, text) for place, text in enumerate(texts)]
    queries = [
        Query(form, frozenset(address for each in family for address in right[each]))
        for family in families
        if right.keys() >= set(family)
        for form in (family[0], family[-1])
    ]
    return made, queries


def _filler(
    site: Site, language: str, own: Iterable[str], count: int, chance: random.Random
) -> list[str]:
    """Words of the real articles, as often as they stand there, and names; none like our own."""
    beginnings = {word[:4] for word in own}
    text = " ".join(record.words for record in records(site, language) if record.published)
    real = [word for word in words(text) if not any(start in word for start in beginnings)]
    names = list(_names(chance, count * 6))
    return real + chance.choices(names, k=len(real) // 8)


def _names(chance: random.Random, count: int) -> Iterator[str]:
    """Invented names: an archive's vocabulary grows with it."""
    for _ in range(count):
        syllables = (chance.choice("bdghkmnrstw") + chance.choice("aeiou") for _ in range(4))
        yield "".join(syllables)


def _record(place: int, language: str, text: str) -> Record:
    told = text.split()
    return Record(
        address=_address(language, place),
        language=language,
        title=" ".join(told[:8]),
        summary="",
        sections=(
            Section(blocks=(" ".join(told[:140]),)),
            Section(id="a", heading=" ".join(told[140:144]), blocks=(" ".join(told[144:280]),)),
            Section(id="b", heading=" ".join(told[280:284]), blocks=(" ".join(told[284:]),)),
        ),
        filters=(f"topic-t{place % 8}", f"kind-k{place % 2}", f"year-{2015 + place % 12}"),
        published=f"{2015 + place % 12}-01-01",
    )


def _address(language: str, place: int) -> str:
    return f"/{language}/{place}/"
