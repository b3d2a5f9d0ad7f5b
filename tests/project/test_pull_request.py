"""Whole pull requests, played with real Git: what editors and strangers send, and what is run."""

import json
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from PIL import Image

from clones import compile_scripts, copy_compiled, git, installed, make_main
from commands import run_command
from frozen import FROZEN
from newsroom.core.settings import PROJECT
from shared_folders import SharedFolders
from small_sites import NOON, write_files

ARTICLE = "docs/news/2026/played/index.id.md"
TRANSLATION = "docs/news/2026/played/index.en.md"
SOURCES = "sources:\n  - {title: Laporan, url: 'https://example.org/laporan'}\n"
GOOD = (
    "---\ntitle: Perajin muda membuka bengkel\nsummary: Bengkel baru di Kauman.\n"
    f"published: 2026-11-23T08:00+07:00\ntopics: [batik]\n{SOURCES}---\n\n"
    "Dua puluh perajin muda membuka bengkel batik bersama di Kauman pada hari Senin.\n"
)
WITHOUT_HASH = (
    "---\ntitle: Young makers open a workshop\nsummary: A new workshop in Kauman.\n"
    "original: {hash}\n---\n\n"
    "Twenty young makers opened a batik workshop of their own in Kauman on Monday.\n"
)


@dataclass(frozen=True)
class Outcome:
    """What the page of the pull request shows."""

    status: dict[str, int]
    """The exit code of each step, by its command."""
    log: str
    summary: str
    outputs: str

    @property
    def passed(self) -> bool:
        return not any(self.status.values())

    @property
    def annotations(self) -> list["Annotation"]:
        return [found for line in self.log.splitlines() if (found := command_in(line))]

    @property
    def errors(self) -> set[tuple[str, str]]:
        """The rules that were broken, and where."""
        return {
            (annotation.properties["file"], annotation.properties["title"])
            for annotation in self.annotations
            if annotation.name == "error"
        }


@dataclass(frozen=True)
class Annotation:
    name: str
    properties: Mapping[str, str]


COMMANDS = {
    *(
        "add-mask",
        "add-matcher",
        "remove-matcher",
        "add-path",
        "set-env",
        "set-output",
        "save-state",
    ),
    *("debug", "error", "warning", "notice", "group", "endgroup", "echo", "stop-commands"),
}


def command_in(line: str) -> Annotation | None:
    """What GitHub's runner takes for a command in a line of the log (its ActionCommand.cs)."""
    start = line.lstrip()
    if start.startswith("::") and (end := start.find("::", 2)) > 0:
        name, _, rest = start[2:end].partition(" ")
        separator = ","
    elif (start := line[line.find("##[") + 3 :]) and "##[" in line and "]" in start:
        name, _, rest = start[: start.index("]")].partition(" ")
        separator = ";"
    else:
        return None
    if name not in COMMANDS:
        return None
    pairs = (pair.partition("=") for pair in rest.split(separator))
    return Annotation(name, {key: value for key, _, value in pairs})


@pytest.fixture(scope="session")
def main(shared: SharedFolders) -> Path:
    """A repository whose main is this work tree as it is now."""

    def make(folder: Path) -> None:
        compile_scripts(make_main(folder / "main"))

    return shared.folder("main", make) / "main"


Change = Callable[[Path], None]
Play = Callable[..., Outcome]


@pytest.fixture
def play(main: Path, tmp_path: Path) -> Play:
    """Runs what pull-request.yml runs for a change that somebody makes in a clone.

    `main_moves` changes main after the branch began. `all_steps` runs the proposal's own code too,
    without installing and testing it; `only` names the targets to run, if others matter to no
    assertion.
    """

    def run(
        change: Change,
        *,
        main_moves: Change | None = None,
        all_steps: bool = False,
        only: Sequence[str] = (),
    ) -> Outcome:
        proposal = tmp_path / "proposal"
        git(tmp_path, "clone", "--quiet", str(main), str(proposal))
        git(proposal, "switch", "--quiet", "--create", "usulan")
        change(proposal)
        git(proposal, "add", "--all")
        git(proposal, "commit", "--quiet", "--allow-empty", "--message", "Usulan")
        git(proposal, "switch", "--quiet", "main")
        if main_moves:
            main_moves(proposal)
            git(proposal, "add", "--all")
            git(proposal, "commit", "--quiet", "--message", "Main bergerak")
        # What GitHub checks out is the merge of both.
        git(proposal, "merge", "--quiet", "--no-ff", "--no-edit", "usulan")
        return run_steps(tmp_path, main, all_steps=all_steps, only=only)

    return run


NOT_HERE = ("--what-if=", " lint test")
"""Parts of commands that would install packages here, or run these tests again."""


def run_steps(workspace: Path, main: Path, *, all_steps: bool, only: Sequence[str]) -> Outcome:
    workflow = yaml.safe_load((PROJECT / ".github/workflows/pull-request.yml").read_text())
    summary, output = workspace / "summary.md", workspace / "output.txt"
    variables = {
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_STEP_SUMMARY": str(summary),
        "GITHUB_OUTPUT": str(output),
        "SOURCE_DATE_EPOCH": NOON,
        "SEARCH_INDEX": "false",
    }
    summary.touch()
    status: dict[str, int] = {}
    log = ""
    for step in workflow["jobs"]["check"]["steps"]:
        command, condition = step.get("run"), step.get("if", "")
        is_ours = command and (all_steps or "-C proposal VENV" not in command)
        if not is_ours or any(part in command for part in NOT_HERE):
            continue
        if only and "PROPOSAL=" in command and not any(target in command for target in only):
            continue
        if any(status.values()) and condition != "${{ !cancelled() }}":
            continue
        done = run_command(["bash", "-e", "-c", command], folder=workspace, **variables)
        status[command] = done.returncode
        log += done.stdout + done.stderr
        if (workspace / "base").is_dir() and not (workspace / "base/.venv").exists():
            installed(workspace / "base")
            copy_compiled(main, workspace / "base")
    outputs = output.read_text() if output.is_file() else ""
    return Outcome(status, log, summary.read_text(encoding="utf-8"), outputs)


def writes(files: Mapping[str, str | bytes]) -> Callable[[Path], None]:
    return lambda clone: write_files(clone, files)


# Editors


def test_a_good_article_is_told_of_built_verified_and_looked_at(play: Play) -> None:
    outcome = play(writes({ARTICLE: GOOD}), all_steps=True)
    assert outcome.passed, outcome.log
    assert outcome.errors == set()
    assert "**new** `/berita/2026/played/`" in outcome.summary
    assert "**baru** `/berita/2026/played/`" in outcome.summary
    assert "links to `https://example.org/laporan`" in outcome.summary
    assert "new: Perajin muda membuka bengkel" in outcome.summary
    # Whoever writes is thanked and shown the guide.
    assert "Terima kasih sudah ikut menulis." in outcome.summary
    assert "Thank you for writing with us." in outcome.summary
    assert "### " in outcome.summary
    assert " naskah, 0 masalah, " in outcome.summary
    assert " texts, 0 problems, " in outcome.summary
    commands = [command.partition(".venv ")[2] for command in outcome.status]
    assert [command for command in commands if command] == [
        "register",
        "build verify",
        "rehearse",
        "check-pages",
    ]
    assert " pages, 0 faults" in outcome.log
    # The article and both home pages.
    assert "3 pages in the browser, 0 faults" in outcome.log
    assert "code=false" in outcome.outputs


@pytest.mark.parametrize("path", ["README.md", "scripts/x.py", "mkdocs.yml", "docs-tools/x.md"])
def test_code_is_tested_where_there_is_any(play: Play, path: str) -> None:
    def change(clone: Path) -> None:
        file = clone / path
        file.parent.mkdir(exist_ok=True)
        file.write_text((file.read_text() if file.is_file() else "") + "\n")

    assert play(change, only=["proposal-scope"]).outputs == "code=true\n"


def test_a_reviewer_sees_first_what_deceives_and_what_takes_anothers_place(play: Play) -> None:
    picture = next((FROZEN / "docs/contribute").iterdir())

    def change(clone: Path) -> None:
        image = Image.open(picture)
        pinned = GOOD.replace("topics:", "pinned: true\ntopics:")
        files: dict[str, str | bytes] = {
            ARTICLE: f"{pinned}\nSilakan [masuk ke bri](https://evil.example).co.id.\n",
            "scripts/newsroom/data/series.yml": "",
        }
        write_files(clone, files)
        image.resize((720, 300)).save(clone / "docs/contribute" / picture.name)
        image.close()

    outcome = play(change)
    _, _, summary = outcome.summary.partition("# What changes for readers and subscribers\n\n")
    lines = summary.splitlines()
    assert lines[0] == "## Look at this before anything else"
    look = lines[2 : lines.index("", 2)]
    assert look[0].startswith(f"- `{ARTICLE}:13` ")
    assert look[1:5] == [
        "  - as it stands there: `https://evil.example`",
        "- changes files outside of docs/, which are no texts:",
        "  - `scripts/newsroom/data/series.yml`",
        f"- **replaced** `docs/contribute/{picture.name}`",
    ]
    assert look[5].startswith("  - before: ")
    assert look[6].endswith(", 720 × 300")
    assert look[7].startswith(f"- `{ARTICLE}` Perajin muda membuka bengkel is pinned")


# A main that moves on while a pull request is open


def an_author(clone: Path) -> None:
    """Main gets an author, and an article of theirs that only the new list allows."""
    authors = clone / "scripts/newsroom/data/authors.yml"
    authors.write_text(f"{authors.read_text()}\nrina: Rina Wulandari\n")
    article = GOOD.replace("muda", "tua").replace(SOURCES, f"{SOURCES}authors: [rina]\n")
    write_files(clone, {"docs/news/2026/rina/index.id.md": article})


def a_rule(clone: Path) -> None:
    """Main gets a rule that the branch's own check does not know."""
    text = clone / "scripts/newsroom/content/fields.py"
    assert "SLUG_LENGTH" in text.read_text()
    file = clone / "scripts/newsroom/checks/check.py"
    file.write_text(
        file.read_text().replace(
            "    yield from sign_problems(path, source)\n",
            "    yield from sign_problems(path, source)\n"
            '    if "Kauman" in source:\n'
            '        yield Problem(path=path, rule="check_broken")\n',
        )
    )


def a_language(clone: Path) -> None:
    """Main gets a third language, with a text in it."""
    config = clone / "mkdocs.yml"
    entry = "        - {locale: jv, name: Basa Jawa, build: true}\n"
    config.write_text(
        config.read_text().replace("        - locale: en\n", f"{entry}        - locale: en\n")
    )
    data = clone / "scripts/newsroom/data"
    shutil.copy(data / "wording.id.yml", data / "wording.jv.yml")
    home = "---\ntitle: Kaca ngarep\nsummary: Kaca ngarep situs.\n---\n"
    write_files(clone, {"docs/index.jv.md": home})


@pytest.mark.parametrize("main_moves", [an_author, a_language])
def test_a_pull_request_is_not_red_because_main_moved_on(play: Play, main_moves: Change) -> None:
    outcome = play(writes({ARTICLE: GOOD}), main_moves=main_moves)
    assert outcome.errors == set(), outcome.log
    assert outcome.passed, outcome.log


def test_a_pull_request_is_judged_by_the_newest_rules_of_main(play: Play) -> None:
    outcome = play(writes({ARTICLE: GOOD}), main_moves=a_rule, only=["check-proposal"])
    assert (ARTICLE, "check_broken") in outcome.errors


def test_a_translation_with_a_wrong_hash_is_told_the_right_one(play: Play) -> None:
    files = {ARTICLE: GOOD, TRANSLATION: WITHOUT_HASH.format(hash="00000000")}
    outcome = play(writes(files), only=["check-proposal"])
    assert (TRANSLATION, "translation_stale") in {
        (found.properties["file"], found.properties["title"]) for found in outcome.annotations
    }
    assert re.search(r"original: [0-9a-f]{8}", outcome.log)


def test_a_correction_says_which_translation_it_leaves_behind(play: Play) -> None:
    def correct(clone: Path) -> None:
        original = clone / "docs/news/2026/five-cities/index.id.md"
        original.write_text(original.read_text() + "\nSatu kalimat baru.\n")

    outcome = play(correct)
    assert outcome.passed, outcome.log
    heading = "## Translations that no longer match their original"
    stale = outcome.summary.partition(heading)[2]
    assert stale.startswith("\n\n- `docs/news/2026/five-cities/index.en.md` ")


BAD = (
    "---\ntitle: Judul\nsumary: Salah ketik.\npublished: 24 November 2026\n"
    f"topics: [batikk]\n{SOURCES}---\n\n"
    "<script>alert(1)</script>\n\n[klik](javascript:alert(1))\n\n"
    "![gambar](https://evil.example/pixel.png)\n"
)


def test_every_fault_is_told_in_one_run_in_both_languages(play: Play) -> None:
    outcome = play(writes({ARTICLE: BAD, "docs/news/2026/played/x.svg": "<svg/>"}))
    assert not outcome.passed
    rules = {rule for file, rule in outcome.errors if file == ARTICLE}
    assert {"unknown_key", "missing_key", "not_a_day", "unknown_name", "dangerous_address"} <= rules
    assert len(rules) >= 7
    assert ("docs/news/2026/played/x.svg", "file_not_expected") in outcome.errors
    assert "use summary, or remove" in outcome.log
    assert "pakai summary, atau hapus" in outcome.log
    assert "❌" in outcome.summary
    assert f"- `{ARTICLE}`" in outcome.summary


def test_a_published_article_does_not_vanish(play: Play) -> None:
    outcome = play(lambda clone: shutil.rmtree(clone / "docs/news/2026/five-cities"))
    assert not outcome.passed
    assert {rule for _, rule in outcome.errors} >= {"address_lost"}
    assert "**removed** `/berita/2026/" in outcome.summary


TOKEN = "github_" + "pat_" + "A1b2C3d4E5f6G7h8I9j0K1" + "_" + "x" * 59
"""Put together here, so that nothing takes it for one in this file."""


def test_a_token_in_a_text_is_told_and_not_shown(play: Play) -> None:
    outcome = play(writes({ARTICLE: GOOD + f"\nToken: {TOKEN}\n"}))
    assert {(ARTICLE, "credential"), (ARTICLE, "credential_committed")} <= outcome.errors
    assert "revoke the key at once" in outcome.log
    assert "cabut kunci itu sekarang juga" in outcome.log
    assert TOKEN[12:30] not in outcome.log + outcome.summary


def commits(clone: Path, files: Mapping[str, str | bytes], message: str = "Naskah") -> None:
    write_files(clone, files)
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--allow-empty", "--message", message)


def in_an_earlier_commit(clone: Path) -> None:
    commits(clone, {ARTICLE: GOOD + TOKEN})
    commits(clone, {ARTICLE: GOOD})


def in_a_message(clone: Path) -> None:
    commits(clone, {ARTICLE: GOOD}, f"Naskah dengan {TOKEN}")


def in_a_merge(clone: Path) -> None:
    """What neither side of a merge had, and `git log --patch` does not show."""
    git(clone, "switch", "--quiet", "--create", "samping")
    commits(clone, {"docs/news/2026/other/index.id.md": GOOD.replace("muda", "tua")})
    git(clone, "switch", "--quiet", "usulan")
    commits(clone, {ARTICLE: GOOD})
    git(clone, "merge", "--quiet", "--no-commit", "--no-ff", "samping")
    commits(clone, {ARTICLE: GOOD + TOKEN})
    commits(clone, {ARTICLE: GOOD})


def in_what_git_is_told_to_hide(clone: Path) -> None:
    commits(
        clone, {".gitattributes": "* -diff binary\n", "scripts/x.bin": b"\0\xff" + TOKEN.encode()}
    )
    (clone / "scripts/x.bin").unlink()
    commits(clone, {".gitattributes": "", ARTICLE: GOOD})


@pytest.mark.parametrize(
    ("change", "file", "line"),
    [
        (in_an_earlier_commit, ARTICLE, "11"),
        (in_a_message, ".", "6"),
        (in_a_merge, ARTICLE, "11"),
        (in_what_git_is_told_to_hide, "scripts/x.bin", "1"),
    ],
)
def test_a_token_that_only_history_holds_is_found(
    play: Play, change: Callable[[Path], None], file: str, line: str
) -> None:
    outcome = play(change, only=["scan-commits", "check-proposal"])
    found = [each for each in outcome.annotations if each.name == "error"]
    assert [each.properties["title"] for each in found] == ["credential_committed"]
    assert (found[0].properties["file"], found[0].properties["line"]) == (file, line)
    assert re.search(r"commit [0-9a-f]{10} contains a secret key \(GitHub", outcome.log)
    assert TOKEN not in outcome.log + outcome.summary
    assert outcome.status["make -C base scan-commits PROPOSAL=../proposal"] == 2
    assert outcome.status["make -C base check-proposal PROPOSAL=../proposal"] == 0
    first, *_ = outcome.summary.splitlines()
    assert first.startswith("## 🔴 Sebuah commit dalam pull request ini memuat kunci rahasia.")
    assert "Revoke it now, where it was issued" in outcome.summary


# Strangers


def test_a_link_to_a_file_of_the_machine_is_refused(play: Play) -> None:
    def link(clone: Path) -> None:
        (clone / "docs/news/2026/played").mkdir()
        (clone / ARTICLE).symlink_to("/etc/passwd")
        (clone / "docs/news/2026/linked").symlink_to("/etc")

    outcome = play(link)
    assert not outcome.passed
    assert {file for file, _ in outcome.errors} == {ARTICLE, "docs/news/2026/linked"}
    assert "root:" not in outcome.log + outcome.summary


def test_a_link_in_place_of_all_texts_is_refused(play: Play) -> None:
    def link(clone: Path) -> None:
        shutil.rmtree(clone / "docs")
        (clone / "docs").symlink_to("../base/docs")

    outcome = play(link)
    assert outcome.status == {
        "git -C proposal worktree add --quiet --detach ../base HEAD^1": 0,
        "make -C base install-dev": 0,
        "make -C base scan-commits PROPOSAL=../proposal": 0,
        "make -C base check-proposal PROPOSAL=../proposal": 2,
        "make -C base summarise PROPOSAL=../proposal": 2,
    }
    assert "must be a folder, not a link" in outcome.log


def test_what_a_build_would_take_for_its_own_is_refused(play: Play) -> None:
    def poison(clone: Path) -> None:
        write_files(clone, {".cache/cards/0\n::notice::1.png": "a card of mine", "site/x": ""})
        git(clone, "add", "--force", ".cache", "site")

    outcome = play(poison)
    assert outcome.status["make -C base check-proposal PROPOSAL=../proposal"] != 0
    assert "this file is generated" in outcome.log
    assert {annotation.name for annotation in outcome.annotations} == {"error"}


def test_a_submodule_is_refused(play: Play, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    write_files(other, {"index.id.md": GOOD})
    git(other, "add", "--all")
    git(other, "commit", "--quiet", "--message", "Naskah")

    def add(clone: Path) -> None:
        git(clone, "submodule", "--quiet", "add", str(other), "docs/news/2026/played")

    outcome = play(add)
    assert not outcome.passed
    assert "docs/news/2026/played" in {file for file, _ in outcome.errors}


def test_a_change_of_the_check_does_not_switch_it_off(play: Play) -> None:
    everything_is_fine = "def check(site):\n    return []\n"
    files = {
        ARTICLE: BAD,
        "scripts/newsroom/checks/check.py": everything_is_fine,
        "scripts/check_proposal.py": "",
        "scripts/check.py": "",
        "Makefile": "check-proposal:\n\ninstall:\n\nsummarise:\n",
        "mkdocs.yml": "docs_dir: elsewhere\n",
        ".github/workflows/pull-request.yml": "on: pull_request\njobs: {}\n",
    }
    outcome = play(writes(files), only=["check-proposal"])
    assert (ARTICLE, "dangerous_address") in outcome.errors


def test_code_in_a_pull_request_is_not_run_by_its_check(play: Play, tmp_path: Path) -> None:
    trap = f"from pathlib import Path\nPath({json.dumps(str(tmp_path / 'ran'))}).touch()\n"
    names = ("sitecustomize.py", "usercustomize.py", "yaml.py", "scripts/sitecustomize.py")
    folders = ("", "docs/", "docs/news/")
    outcome = play(writes({folder + name: trap for name in names for folder in folders}))
    assert not (tmp_path / "ran").exists()
    assert not outcome.passed


FORGERIES = [
    "\n::error file=docs/index.id.md::forged",
    "::stop-commands::x",
    "##[stop-commands]x",
    "a\r::add-mask::e",
    "%0A::error::forged",
    "$(touch pwned)",
    "`touch pwned`",
    "; touch pwned;",
    "-rf",
    "--help",
    "a b",
    "'\"",
    "\u202egnp.md",
    "\x1b[31m",
    "a,title=forged::b",
]


def test_a_name_forges_no_command(play: Play, tmp_path: Path) -> None:
    """Of a file, a folder or a text."""
    paths = ("docs/news/2026/played/{}", "docs/news/2026/{}/index.id.md", "docs/news/2026/{}.id.md")
    names = [name.replace("/", "∕") for name in FORGERIES]
    files = {path.format(name): GOOD for path in paths for name in names}
    outcome = play(writes(files))
    assert not outcome.passed
    assert not list(tmp_path.rglob("pwned"))
    for annotation in outcome.annotations:
        assert annotation.name in ("error", "warning"), annotation
        assert annotation.properties["file"].startswith("docs/news/2026/"), annotation
        assert annotation.properties["title"] != "forged"
        assert set(annotation.properties) == {"file", "line", "col", "title"}
    assert len(outcome.annotations) >= len(files)
    assert "\x1b" not in outcome.log


def test_words_of_an_article_forge_no_command(play: Play) -> None:
    def article(forgery: str) -> str:
        quoted = json.dumps(forgery)
        front_matter = f"topics: [{quoted}]\n{quoted}: x"
        text = GOOD.replace("topics: [batik]", front_matter)
        return f"{text}\n[{forgery}](javascript:{forgery})\n"

    files = {
        f"docs/news/2026/played-{number}/index.id.md": article(forgery)
        for number, forgery in enumerate(FORGERIES)
    }
    outcome = play(writes(files))
    assert {file for file, _ in outcome.errors} == set(files)
    for annotation in outcome.annotations:
        assert annotation.name in ("error", "warning"), annotation
        assert set(annotation.properties) == {"file", "line", "col", "title"}
    assert not re.search(r"<a |\]\(", outcome.summary)
