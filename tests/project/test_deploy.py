"""What is deployed: the steps of publish.yml, run here, with a published site and a hub."""

import re
import shutil
import ssl
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from clones import git, installed, make_main
from commands import run_command
from feed_readers import a_hub, serving
from mkdocs_builds import STANDING_FILES
from network_feeds import lacquer, sound
from network_server import (
    DOMAIN,
    SERVER,
    Behaviour,
    NetworkServer,
    answer,
    network_server,
    says,
    serves,
)
from newsroom.core.settings import PROJECT
from small_sites import NOON, TOPIC_FILES, original, write_files

ARTICLE = "docs/news/2026/played/index.id.md"
SOURCES = "sources: [{title: Laporan, url: 'https://example.org/laporan'}]\n"


@pytest.fixture(scope="module")
def main(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_main(tmp_path_factory.mktemp("deploy") / "main")
    write_files(folder, {"network.yml": ""})
    installed(folder)
    return folder


def make(folder: Path, *targets: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return run_command(
        ["make", *targets], folder=folder, **{"SOURCE_DATE_EPOCH": NOON, **environment}
    )


def job(name: str) -> dict[str, Any]:
    text = (PROJECT / ".github/workflows/publish.yml").read_text()
    found: dict[str, Any] = yaml.safe_load(text)["jobs"][name]
    return found


def run_steps(
    name: str,
    folder: Path,
    *,
    gather: bool = False,
    partners: NetworkServer | None = None,
    **environment: str,
) -> str:
    """Run a job's commands; what GitHub would keep as the output of its steps.

    `partners` stands for the internet in which partners' feeds lie, and the published site.
    """
    output = folder / ".cache/output.txt"
    output.parent.mkdir(exist_ok=True)
    output.write_text("")
    outcomes: dict[str, str] = {}
    for step in job(name)["steps"]:
        if "run" not in step or not is_due(step, gather=gather, outcomes=outcomes):
            continue
        # A site without https, as on this machine, is no site of ours to `verify`.
        targets = step["run"].replace("make ", "").replace(" verify", "").split()
        if partners and targets[0].endswith("network"):
            done = ask(folder, targets[0], partners, **environment)
        else:
            done = make(folder, *targets, GITHUB_OUTPUT=str(output), **environment)
        outcomes[step.get("id", "")] = "failure" if done.returncode else "success"
        assert done.returncode == 0 or step.get("continue-on-error"), done.stdout + done.stderr
    return output.read_text()


def is_due(step: Mapping[str, Any], *, gather: bool, outcomes: Mapping[str, str]) -> bool:
    """Whether GitHub would run a step, by the conditions that publish.yml has."""
    if "if" not in step:
        return True
    first, second = step["if"].split(" || ")
    assert (first, second) == ("inputs.gather", "steps.store.outcome == 'failure'")
    return gather or outcomes["store"] == "failure"


def ask(
    folder: Path, target: str, partners: NetworkServer, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Do what `make` would do for a target that asks the internet, but ask this server."""
    command = make(folder, "--dry-run", target).stdout.split()
    server = f"{SERVER},{partners.port},{partners.authority}"
    return run_command([*command, "--test-server", server], folder=folder, **environment)


def test_exactly_the_changed_feeds_are_told_to_the_hub(main: Path, tmp_path: Path) -> None:
    site_folder = tmp_path / "published"
    with serving(site_folder) as site_url, a_hub() as (hub, told):
        environment = {
            **{"SITE_URL": site_url, "WEBSUB_HUB": hub},
            **{"SOCIAL_CARDS": "", "SEARCH_INDEX": "false"},
        }
        assert make(main, "feed", **environment).returncode == 0
        shutil.move(main / "feeds", site_folder)
        write_files(main, {ARTICLE: original("Isi.\n", title="Bengkel", more=SOURCES)})
        git(main, "add", "--all")
        git(main, "commit", "--quiet", "--message", "Artikel baru")
        output = run_steps("build", main, **environment)
        assert told == []
        assert f'rel="hub" href="{hub}"' in (main / "site/feed.xml").read_text()
        outputs = dict(line.split("=", 1) for line in output.splitlines())
        # The other job sees nothing of the build but this, and the site once it is published.
        shutil.rmtree(main / ".cache")
        shutil.copytree(main / "site", site_folder, dirs_exist_ok=True)
        run_steps("tell", main, **environment, CHANGED_FEEDS=outputs["feeds"])
    assert outputs.keys() == {"digest", "feeds"}
    expected = {
        site_url + path + form
        for path in ("feed", "berita/feed", "topik/batik/feed")
        for form in (".xml", ".json", ".atom")
    }
    assert {form["hub.url"][0] for form in told} == expected
    assert len(told) == len(expected)


def test_without_a_hub_nothing_is_asked_and_nobody_is_told(main: Path, tmp_path: Path) -> None:
    (main / "site").mkdir(exist_ok=True)
    environment = {"SITE_URL": "http://127.0.0.1:1/", "WEBSUB_HUB": ""}
    output = tmp_path / "output.txt"
    done = make(main, "changed-feeds", "ping-hub", GITHUB_OUTPUT=str(output), **environment)
    assert done.returncode == 0, done.stderr
    assert "no notification was sent" in done.stderr
    assert not output.exists()
    # And GitHub does not even begin.
    assert job("tell")["if"] == "vars.WEBSUB_HUB != '' && needs.build.outputs.changed-feeds != ''"
    assert job("tell")["needs"] == ["build", "deploy"]
    assert job("tell")["permissions"] == {"contents": "read"}


def test_a_published_site_that_cannot_be_asked_stops_no_deployment(main: Path) -> None:
    write_files(main, {"site/feed.xml": "<rss/>", "site/berita/feed.xml": "<rss/>"})
    environment = {"SITE_URL": "http://127.0.0.1:1/", "WEBSUB_HUB": "http://127.0.0.1:1/"}
    done = make(main, "changed-feeds", **environment)
    assert done.returncode == 0, done.stderr
    assert (main / ".cache/changed-feeds.txt").read_text().count("/feed.xml#") >= 2
    step = next(step for step in job("build")["steps"] if step.get("id") == "changed")
    assert step["continue-on-error"] is True


SITE = f"https://site.{DOMAIN}/"


def partner(name: str) -> str:
    return f"{name}:\n  name: {name}\n  languages: [en]\n  feed: https://{name}.{DOMAIN}/feed\n"


def publishes(folder: Path) -> Behaviour:
    """Serves the files of a site."""

    def behave(connection: ssl.SSLSocket, head: str) -> None:
        file = folder / head.split()[1].strip("/")
        is_there = file.is_file()
        found = answer(file.read_bytes()) if is_there else answer(status="404 Not Found")
        connection.sendall(found)

    return behave


def test_partners_news_outlive_every_machine_and_every_fault(tmp_path: Path) -> None:
    """Nights and deployments one after the other, each on a machine that has nothing yet."""
    main = make_main(tmp_path / "main", STANDING_FILES | TOPIC_FILES)
    installed(main)
    commit = git(main, "rev-parse", "HEAD")
    published, page, summary = tmp_path / "published", main / "site/jejaring", tmp_path / "page.md"
    write_files(main, {"network.yml": partner("one") + partner("bad")})
    with network_server(tmp_path) as server:

        def publish(*, gather: bool = False) -> tuple[str, str, set[str]]:
            """The page of partners' news, the run's summary, and the partners that were asked."""
            shutil.rmtree(main / ".cache", ignore_errors=True)
            summary.write_text("")
            server.requests.clear()
            run_steps(
                "build",
                main,
                gather=gather,
                partners=server,
                SITE_URL=SITE,
                SOCIAL_CARDS="",
                SEARCH_INDEX="false",
                GITHUB_STEP_SUMMARY=str(summary),
            )
            shutil.copytree(main / "site", published, dirs_exist_ok=True)
            hosts = {head.partition("\r\nHost: ")[2].partition(".")[0] for head in server.requests}
            return (page / "index.html").read_text(), summary.read_text(), hosts - {"site"}

        server.behaviours |= {"site": publishes(published), "bad": says(answer(status="500 x"))}
        first, told, asked = publish()
        assert (asked, told) == (set(), "")
        assert lacquer("one") not in first

        server.behaviours["one"] = serves(sound("rss", "one"))
        night, told, asked = publish(gather=True)
        assert asked == {"one", "bad"}
        assert lacquer("one") in night
        assert "2 partners, 1 failing." in told
        assert re.search(r"bad, since \d{4}-\d\d-\d\d: `answers with status 500`", told)

        server.behaviours["one"] = says(answer(status="503 x"))
        worse, told, asked = publish(gather=True)
        assert (asked, worse) == ({"one", "bad"}, night)
        assert "2 partners, 2 failing." in told

        deployed, told, asked = publish()
        assert (asked, told, deployed) == (set(), "", night)

        # A site that cannot be asked what it has: the partners tell it again.
        server.behaviours |= {
            "site": says(answer(status="503 x")),
            "one": serves(sound("rss", "one")),
        }
        anew, _, asked = publish()
        assert (asked, anew) == ({"one", "bad"}, night)
    assert git(main, "rev-parse", "HEAD") == commit


RECORD = '#!/bin/sh\nsleep 1.1\necho "$(basename "$0") $1 ${SOURCE_DATE_EPOCH-clock}" >> {log}\n'


def test_one_run_of_make_has_one_day_and_serving_goes_by_the_clock(tmp_path: Path) -> None:
    """Programs that only note the day they are told, each more than a second after the last."""
    log = tmp_path / "log"
    for name in ("python", "mkdocs"):
        program = tmp_path / "venv/bin" / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(RECORD.replace("{log}", str(log)))
        program.chmod(0o755)
    (tmp_path / "venv/installed").touch()

    def days(*targets: str, **more: str) -> list[str]:
        log.write_text("")
        done = run_command(["make", f"VENV={tmp_path / 'venv'}", *targets], folder=PROJECT, **more)
        assert done.returncode == 0, done.stderr
        return [line.split()[-1] for line in log.read_text().splitlines()]

    told = days("build", "verify")
    assert len(told) == 2  # the build, which checks, and the last look
    assert len(set(told)) == 1
    assert told[0].isdigit()
    assert days("build", "verify", SOURCE_DATE_EPOCH=NOON) == [NOON] * 2
    assert days("serve") == ["clock"]
