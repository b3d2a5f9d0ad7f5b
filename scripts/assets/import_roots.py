#!/usr/bin/env python3
"""Write the word list of Indonesian roots from id_ID.dic of LibreOffice's dictionaries."""

import argparse
import re
from pathlib import Path

from newsroom.search.indonesian_roots import AFFIXES, roots_file

HEADING = """\
# Indonesian words and the affixes that each takes (search/indonesian_roots.py explains the marks).
# Made by scripts/assets/import_roots.py from id_ID.dic of LibreOffice's dictionaries (hunspell-id).
# Copyright (C) 2017 Ali Ahmadi. SPDX-License-Identifier: LGPL-3.0-only
# Words that it lacks stand in search_words.id.yml.
"""


def roots(dictionary: str) -> list[str]:
    """Lines of the word list: the lower-case words, each with those of its flags that we know."""
    affixes: dict[str, set[str]] = {}
    for line in dictionary.splitlines()[1:]:
        word, _, flags = line.strip().partition("/")
        if re.fullmatch(r"[a-z]{2,}", word):
            pairs = {flags[place : place + 2] for place in range(0, len(flags), 2)}
            affixes.setdefault(word, set()).update(pairs & AFFIXES.keys())
    return [" ".join([word, *sorted(affixes[word])]) for word in sorted(affixes)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dictionary", type=Path, help="for example /usr/share/hunspell/id_ID.dic")
    dictionary = parser.parse_args().dictionary.read_text(encoding="latin-1")
    words = "".join(f"{line}\n" for line in roots(dictionary))
    roots_file("id").write_text(HEADING + words, encoding="utf-8")


if __name__ == "__main__":
    main()
