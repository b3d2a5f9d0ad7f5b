"""A build that keeps what an edit left alone makes the same bytes as one that begins anew."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from mkdocs_builds import project, rebuild
from same_files import differing
from small_sites import NOON, original

NAMES = ("satu", "dua", "tiga", "empat", "lima")
TOPICS = ("batik", "network", "batik, network")
DAYS = ("2026-11-20T08:00+07:00", "2026-11-22T09:00+07:00", "2026-11-24T15:00+07:00")


class Newsroom(RuleBasedStateMachine):
    """Edits a small newspaper, and builds after each step what `make build` would build."""

    @initialize()
    def begin(self) -> None:
        self.place = Path(tempfile.mkdtemp())
        texts = {f"news/2026/{name}/index.id.md": original() for name in NAMES[:4]}
        self.folder = project(self.place / "kept", texts)
        self.moment = int(NOON)

    def file(self, name: str) -> Path:
        return self.folder / f"docs/news/2026/{name}/index.id.md"

    @rule(
        name=st.sampled_from(NAMES),
        title=st.sampled_from(("Judul", "Judul lain")),
        day=st.sampled_from(DAYS),
        topics=st.sampled_from(TOPICS),
        slug=st.sampled_from(("", "slug: alamat-{}\n")),
        linked=st.sampled_from(("", *NAMES)),
    )
    def write(self, name: str, title: str, day: str, topics: str, slug: str, linked: str) -> None:
        """Write an article or write it anew; it may link to another that is there."""
        file = self.file(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        is_there = linked and linked != name and self.file(linked).exists()
        body = f"Baca [yang lain](../{linked}/index.id.md).\n" if is_there else "Isi berita.\n"
        more = slug.format(name)
        file.write_text(original(body, title=title, published=day, topics=topics, more=more))

    @rule(name=st.sampled_from(NAMES))
    def remove(self, name: str) -> None:
        """Remove an article to which no other links."""
        others = [self.file(other) for other in NAMES if other != name]
        texts = [other.read_text() for other in others if other.exists()]
        if texts and not any(f"../{name}/" in text for text in texts):
            shutil.rmtree(self.file(name).parent, ignore_errors=True)

    @rule(
        what=st.sampled_from(("topic", "hours", "day", "no record", "foreign record", "pages")),
    )
    def disturb(self, what: str) -> None:
        """Change what all pages share, let time pass, or spoil what the last build left."""
        topic = self.folder / "docs/topics/batik.id.md"
        record = self.folder / ".cache/last_build.json"
        match what:
            case "topic":
                topic.write_text(topic.read_text().replace("title: ", "title: Kain "))
            case "hours":
                self.moment += 4 * 3600
            case "day":
                self.moment += 24 * 3600
            case "no record":
                record.unlink(missing_ok=True)
            case "foreign record":
                record.write_text('{"record": "{}"}')
            case "pages":
                for page in (self.folder / "site/berita").rglob("index.html"):
                    page.write_text("?")

    @invariant()
    def is_what_a_cold_build_makes(self) -> None:
        variables = {"SEARCH_INDEX": "false", "SOURCE_DATE_EPOCH": str(self.moment)}
        kept = rebuild(self.folder, **variables)
        cold = project(self.place / "cold", {})
        shutil.rmtree(cold / "docs")
        shutil.copytree(self.folder / "docs", cold / "docs")
        assert differing(kept, rebuild(cold, **variables)) == []
        shutil.rmtree(cold)

    def teardown(self) -> None:
        shutil.rmtree(self.place, ignore_errors=True)


TestNewsroom = Newsroom.TestCase
TestNewsroom.settings = settings(max_examples=2, stateful_step_count=12, deadline=None)


def test_neighbours_of_a_changed_article_are_made_anew(tmp_path: Path) -> None:
    names = [f"artikel-{number}" for number in range(8)]
    texts = {f"news/2026/{name}/index.id.md": original() for name in names}
    folder = project(tmp_path, texts)
    rebuild(folder, SEARCH_INDEX="false")
    pages = {name: folder / f"site/berita/2026/{name}/index.html" for name in names}
    before = {name: page.stat().st_mtime_ns for name, page in pages.items()}
    edited = folder / "docs/news/2026/artikel-7/index.id.md"
    edited.write_text(original(title="Judul yang baru"))
    rebuild(folder, SEARCH_INDEX="false")
    kept = {name for name, page in pages.items() if page.stat().st_mtime_ns == before[name]}
    naming = {name for name, page in pages.items() if "Judul yang baru" in page.read_text()}
    assert len(naming) > 1
    assert kept
    assert kept == set(names) - naming
