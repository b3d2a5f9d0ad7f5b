"""The boundary of all commands: what is wrong is one sentence and a documented exit code."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from commands import run_here
from newsroom.core.command import CLOSED_PIPE
from newsroom.core.failure import FILE, OPTION, SETTING
from newsroom.core.settings import PROJECT
from small_sites import CONFIG, NOON, TOPIC_FILES, original, write_files

KAIN = original(more="sources:\n  - title: Laporan\n    url: https://example.org/\n")
HOME = {
    "index.id.md": "---\ntitle: Beranda\nsummary: Ringkasan.\n---\n",
    "index.en.md": "---\ntitle: Home\nsummary: Summary.\n---\n",
}
COMMANDS = sorted(
    path.name
    for path in (PROJECT / "scripts").glob("*.py")
    if path.name not in ("mkdocs_hooks.py",)
)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    files = TOPIC_FILES | HOME | {"news/2026/kain/index.id.md": KAIN}
    write_files(tmp_path / "docs", files)
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    return tmp_path / "mkdocs.yml"


def run(name: str, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return run_here(name, *arguments, **{"SOURCE_DATE_EPOCH": NOON, **environment})


BROKEN: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "must hold settings"),
    "a list": (b"- a\n", "must hold settings"),
    "not YAML": (b"a: [\n", "cannot be read as YAML"),
    "a tab": (b"site_url:\n\t- a\n", "mkdocs.yml:2:1 cannot be read as YAML"),
    "binary": (bytes(range(256)), "mkdocs.yml"),
    "Latin-1": ("site_name: Östersund\n".encode("latin-1"), "mkdocs.yml"),
    "an unknown tag": (CONFIG.replace("hub: ", "hub: !rahasia ").encode(), "'!rahasia'"),
    "extra null": (
        b"site_url: https://a.example/\nrepo_url: https://b.example/\nextra:\n",
        "'extra'",
    ),
    "identity null": (CONFIG.replace("kota.example,2026", "").encode(), "'extra.identity'"),
    "plugins null": (CONFIG.partition("  - i18n")[0].encode(), "'plugins: i18n: languages'"),
    "languages null": (CONFIG.partition("        - {")[0].encode(), "'plugins: i18n: languages'"),
    "docs_dir a list": (CONFIG.encode() + b"docs_dir: []\n", "'docs_dir' must be a text"),
    "a control character in the hub": (
        CONFIG.replace('hub: ""', 'hub: "https://a.example/\\u0007"').encode(),
        "'extra.hub'",
    ),
}


@pytest.mark.parametrize("command", ["generate_feed.py", "check.py"])
@pytest.mark.parametrize(("content", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_broken_settings_are_one_sentence(
    config: Path, tmp_path: Path, command: str, content: bytes, said: str
) -> None:
    config.write_bytes(content)
    options = ["--output", tmp_path / "out"] if command == "generate_feed.py" else []
    done = run(command, "--config", config, *options)
    assert done.returncode == SETTING
    assert done.stderr.startswith(f"{command}: {config}")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_folder_of_texts_that_is_not_named_is_docs(config: Path, tmp_path: Path) -> None:
    config.write_text(CONFIG + "docs_dir:\n")
    assert run("generate_feed.py", "--config", config, "--output", tmp_path / "o").returncode == 0


@pytest.mark.parametrize("epoch", ["abc", "1e30", "nan", "-1e18", "inf", "99999999999"])
def test_a_broken_clock_is_one_sentence(config: Path, tmp_path: Path, epoch: str) -> None:
    options = ("--config", config, "--output", tmp_path / "out")
    done = run("generate_feed.py", *options, SOURCE_DATE_EPOCH=epoch)
    assert done.returncode == SETTING
    assert f"SOURCE_DATE_EPOCH must hold seconds since 1970 such as 1795496400, not '{epoch}'" in (
        done.stderr
    )
    assert done.stderr.count("\n") == 1


def test_a_link_out_of_the_output_folder_is_one_sentence(config: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    output = tmp_path / "out"
    output.mkdir()
    (output / "en").symlink_to(elsewhere)
    done = run("generate_feed.py", "--config", config, "--output", output)
    assert done.returncode == FILE
    assert f"leads out of {output}" in done.stderr
    assert done.stderr.count("\n") == 1
    assert list(elsewhere.iterdir()) == []
    assert [path.name for path in output.rglob("*") if path.is_file()] == []


def test_an_empty_output_folder_is_refused(config: Path) -> None:
    done = run("generate_feed.py", "--config", config, "--output", "")
    assert done.returncode == OPTION
    assert "--output: name a folder" in done.stderr


def test_a_closed_pipe_is_no_fault(config: Path) -> None:
    command = [sys.executable, str(PROJECT / "scripts/check.py"), "--config", str(config)]
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (CLOSED_PIPE, "")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_lists_the_exit_codes(command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert "exit codes:\n  0  done\n" in done.stdout
    for code in (OPTION, FILE, SETTING):
        assert f"\n  {code}  " in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_a_wrong_option_is_explained(command: str) -> None:
    done = run(command, "--no-such-option")
    assert done.returncode == OPTION
    assert "Traceback" not in done.stderr
