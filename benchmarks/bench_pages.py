"""What pages of the sample weigh, beside what they may.

    PYTHONPATH=scripts:tests/support python benchmarks/bench_pages.py

Exact: bytes compressed as hosts compress them, without pictures and the typeface. The tests hold
these limits; times are measured by `make lighthouse`.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import html

from mkdocs_builds import build_site
from weight_sample import ARTICLE, HOME, KIB, LISTING, PLACES, sample, weights

ELEMENTS = {"home": 250, "article": 180}


def main() -> None:
    with TemporaryDirectory() as folder:
        site_folder = build_site(Path(folder), sample(), SEARCH_INDEX="false")
        print(f"{'KiB':<12} {'home':>8} {'listing':>8} {'article':>8}")
        print(f"{'at most':<12} {HOME / KIB:>8.2f} {LISTING / KIB:>8.2f} {ARTICLE / KIB:>8.2f}")
        for language in PLACES:
            page = weights(site_folder, language)
            print(
                f"{language:<12} {page.home / KIB:>8.2f} {page.listing / KIB:>8.2f}"
                f" {page.article / KIB:>8.2f}"
            )
        print(f"{'elements':<12} {'home':>8} {'':>8} {'article':>8}")
        print(f"{'at most':<12} {ELEMENTS['home']:>8} {'':>8} {ELEMENTS['article']:>8}")
        for language, (home, _, articles) in PLACES.items():
            article = next(iter(sorted(site_folder.glob(articles))))
            print(
                f"{language:<12} {elements(site_folder / home):>8} {'':>8} {elements(article):>8}"
            )


def elements(page: Path) -> int:
    """How many elements a page has."""
    return sum(1 for _ in html.parse(page).iter("*"))


if __name__ == "__main__":
    main()
