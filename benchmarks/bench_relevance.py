"""How well readers find what they look for, beside plain BM25 over the same texts.

    PYTHONPATH=scripts:tests/support python benchmarks/bench_relevance.py [SET]

SET names the labelled queries in tests/search: `labels` or `more_labels`, by which the search is
tuned, or `kept_aside`, which nobody may look at while tuning. The words of a query are typed in
Chromium, and asked of SQLite's FTS5 (BM25 with its standard values, any of the words), which knows
no forms of words, no synonyms and no slips.
"""

import sqlite3
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from mkdocs_builds import built, make_project
from newsroom.search.records import records
from newsroom.search.word_forms import words
from newsroom.site.site import Site
from relevance import ARCHIVE, Search, archive_site, labelled, relevance
from search_page import find
from servers import hosted

SHOWN = 10


def bm25(site: Site, language: str) -> Search:
    """A search in the same pages by BM25 alone."""
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE pages USING fts5(address UNINDEXED, words)")
    base = site.settings.base_path
    index.executemany(
        "INSERT INTO pages VALUES (?, ?)",
        ((base + record.address[1:], record.words) for record in records(site, language)),
    )

    def search(asked: str) -> list[str]:
        query = " OR ".join(f'"{word}"' for word in words(asked))
        if not query:
            return []
        found = index.execute(
            "SELECT address FROM pages WHERE pages MATCH ? ORDER BY bm25(pages) LIMIT ?",
            (query, SHOWN),
        )
        return [address for (address,) in found]

    return search


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else "labels"
    site = archive_site()
    base = site.settings.base_path
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        host = Path(folder) / "host"
        host.mkdir()
        site_folder = host / base.strip("/")
        built(make_project(Path(folder) / "project", docs=ARCHIVE)).rename(site_folder)
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        with hosted(site_folder, base) as address:
            for language in site.addresses:
                queries = labelled(site, language, name)
                tab = browser.new_page()
                tab.goto(address + site.addresses[language].search[1:])
                ours = relevance(lambda asked, tab=tab: find(tab, asked), queries)
                plain = relevance(bm25(site, language), queries)
                count = sum(map(len, queries.values()))
                print(f"\n{language}, {name}, {count} queries: ours\n{ours.report()}")
                print(f"\n{language}: BM25\n{plain.report()}", flush=True)


if __name__ == "__main__":
    main()
