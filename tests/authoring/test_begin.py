"""`make begin`: a copy of this repository becomes another city's newspaper, or stays as it is."""

import subprocess
import sys
from pathlib import Path

import pytest

from clones import git, make_main
from commands import run_command
from mkdocs_builds import pages
from newsroom.authoring.begin import hour_in_utc
from newsroom.core.data import DATA
from newsroom.core.settings import read_settings
from shared_folders import SharedFolders

AMBON = {
    "name": "Ambon",
    "languages": "id",
    "time-zone": "Asia/Jayapura",
    "identity": "ambon.example.org,2027",
    "site-url": "https://ambon.example.org/",
    "repository": "https://github.com/ambon/kabar",
    "byline": "Redaksi Kota Musik Ambon",
}
"""What the list of cities knows of it need not be given."""

LIMOGES = {
    "name": "Limoges",
    "languages": "fr,en",
    "country": "FR",
    "latitude": "45.834",
    "longitude": "1.262",
    "time-zone": "Europe/Paris",
    "field": "crafts",
    "joined": "2017",
    "identity": "limoges.example.org,2027",
    "site-url": "https://example.org/limoges/",
    "repository": "https://github.com/limoges/nouvelles",
    "byline": "La rédaction: Limoges",
}


@pytest.fixture(scope="module")
def origin(shared: SharedFolders) -> Path:
    return shared.folder("begin", make_main)


@pytest.fixture
def clone(origin: Path, tmp_path: Path) -> Path:
    git(tmp_path, "clone", "--quiet", str(origin), "clone")
    return tmp_path / "clone"


def begin(clone: Path, choices: dict[str, str]) -> subprocess.CompletedProcess[str]:
    options = [f"--{name}={value}" for name, value in choices.items()]
    return run_command([sys.executable, "scripts/begin.py", *options], folder=clone)


def succeed(clone: Path, *command: str) -> str:
    done = run_command([sys.executable, *command], folder=clone)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("city", [AMBON, LIMOGES], ids=["one language", "a language without words"])
def test_a_begun_newspaper_passes_its_check_builds_and_is_verified(
    clone: Path, city: dict[str, str]
) -> None:
    begun = begin(clone, city)
    assert begun.returncode == 0, begun.stderr
    languages = city["languages"].split(",")
    settings = read_settings(clone / "mkdocs.yml")
    assert settings.identity == city["identity"]
    assert list(settings.languages) == languages
    assert settings.city.byline == {"": city["byline"]}
    lacking = {each for each in languages if not (DATA / f"wording.{each}.yml").is_file()}
    told = {each for each in languages if f"wording.{each}.yml is in English" in begun.stdout}
    assert told == lacking
    assert "0 problems, 0 warnings" in succeed(clone, "scripts/check.py")
    succeed(clone, "-m", "mkdocs", "build", "--strict")
    succeed(clone, "scripts/verify.py", "site")
    shown = [file.read_text("utf-8") for file in (clone / "site").rglob("*.html")]
    guide = sum("body guide" in text for text in shown)
    named = [text for text in shown if "Pekalongan" in text and "body guide" not in text]
    assert guide == len(languages)
    # Where it is a member city like others, the list of cities names it.
    assert len(named) <= len(languages)
    assert len(pages(clone / "site")) > 20


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"identity": "kota.example,2026"}, "the identity must be your own"),
        ({"identity": ""}, "--identity is missing"),
        ({"identity": "Ambon"}, "'extra.identity' must be a host name of yours"),
        ({"time-zone": "Ambon"}, "'extra.city.time_zone' must be a time zone"),
        ({"languages": "id,klingon"}, "the language 'klingon' is not known"),
        ({"latitude": "3° 41′"}, "'extra.city.latitude' must be a number"),
        ({"site-url": "ambon.example.org"}, "'site_url' must be a whole address"),
        ({"byline": 'A"\nextra: x'}, "'extra.city.byline' must be one line"),
    ],
)
def test_a_wrong_choice_is_told_in_one_sentence_and_changes_nothing(
    clone: Path, wrong: dict[str, str], said: str
) -> None:
    done = begin(clone, AMBON | wrong)
    assert done.returncode != 0
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert git(clone, "status", "--porcelain") == ""


def test_what_is_not_committed_is_not_lost(clone: Path) -> None:
    (clone / "docs/mine.txt").write_text("mine", encoding="utf-8")
    done = begin(clone, AMBON)
    assert done.returncode != 0
    assert "changes that are not committed" in done.stderr
    assert git(clone, "status", "--porcelain") == "?? docs/mine.txt\n"


@pytest.mark.parametrize(
    ("time_zone", "hour", "minute", "cron"),
    [
        ("Asia/Jakarta", 0, 7, "7 17"),
        ("Asia/Jayapura", 12, 17, "17 3"),
        ("Europe/Paris", 0, 7, "7 23"),
        ("Australia/Hobart", 0, 7, "7 14"),
        ("Asia/Kolkata", 0, 7, "37 18"),
    ],
)
def test_the_nightly_build_never_runs_on_the_evening_before(
    time_zone: str, hour: int, minute: int, cron: str
) -> None:
    assert hour_in_utc(time_zone, hour, minute) == cron
