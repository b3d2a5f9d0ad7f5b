"""The supply chain: everything has a reason and is pinned by its hash; nothing surprises."""

import json
import re
from collections.abc import Iterator

import pytest
import yaml

from newsroom.core.settings import PROJECT

PYTHON_LISTS = (
    "requirements",
    "requirements-build",
    "requirements-dev",
    "benchmarks/plugin/requirements",
)
NODE_LISTS = ("tests/node", "benchmarks/lighthouse")
_REQUIREMENT = re.compile(r"[A-Za-z0-9._-]+")
_PINNED = re.compile(r"([a-z0-9._-]+)==(\S+)(?: ; .+?)?((?: --hash=sha256:[0-9a-f]{64})+)")
_ROW = re.compile(
    r"^\| (?P<name>[^ |]+) \| (?P<why>[^|]+)\|(?P<instead>[^|]*)\|(?P<rest>.+)\|$", re.M
)


def direct(name: str) -> list[str]:
    """What an .in file asks for."""
    lines = (PROJECT / f"{name}.in").read_text().splitlines()
    return [
        match[0].lower()
        for line in lines
        if (match := _REQUIREMENT.match(line)) and not line.startswith(("#", "-"))
    ]


def pins(name: str) -> Iterator[str]:
    """The requirements of a lock, each on one line."""
    text = (PROJECT / f"{name}.txt").read_text()
    text = re.sub(r"^\s*#.*\n", "", text, flags=re.M)
    yield from filter(None, re.sub(r" \\\n\s+", " ", text).splitlines())


def node_direct(folder: str) -> list[str]:
    package = json.loads((PROJECT / folder / "package.json").read_text())
    return [*package.get("dependencies", {}), *package.get("devDependencies", {})]


def rows() -> dict[str, re.Match[str]]:
    text = (PROJECT / "DEPENDENCIES.md").read_text()
    found = [match for match in _ROW.finditer(text) if match["name"] not in ("Name", "---")]
    names = [match["name"] for match in found]
    assert len(names) == len(set(names)), "a name stands twice"
    return {match["name"]: match for match in found}


def test_every_dependency_has_its_reason() -> None:
    asked = [name for file in PYTHON_LISTS for name in direct(file)]
    asked += [name for folder in NODE_LISTS for name in node_direct(folder)]
    assert sorted(rows()) == sorted(asked)
    for name, row in rows().items():
        assert row["why"].strip(), name
        licence, alive = (cell.strip() for cell in row["rest"].split("|"))
        assert licence, name
        assert alive, name


@pytest.mark.parametrize("name", PYTHON_LISTS)
def test_every_file_is_pinned_by_its_hash(name: str) -> None:
    pinned = [_PINNED.fullmatch(line) for line in pins(name)]
    assert all(pinned), [line for line in pins(name) if not _PINNED.fullmatch(line)]
    names = {match[1] for match in pinned if match}
    assert set(direct(name)) <= names


@pytest.mark.parametrize("name", PYTHON_LISTS)
def test_nothing_unfinished_is_pinned(name: str) -> None:
    versions = [match[2] for line in pins(name) if (match := _PINNED.match(line))]
    assert versions
    assert all(re.fullmatch(r"\d+(\.\d+)*(\.post\d+)?", version) for version in versions)


@pytest.mark.parametrize("name", [name for name in PYTHON_LISTS if "plugin" not in name])
def test_no_successor_of_mkdocs_slips_in(name: str) -> None:
    for line in pins(name):
        package, version = line.split(" ")[0].split("==")
        assert package not in ("properdocs", "zensical", "mkdocs2")
        assert package != "mkdocs" or version.startswith("1.")


@pytest.mark.parametrize(
    "name", [f"{name}.{end}" for name in PYTHON_LISTS for end in ("in", "txt")]
)
def test_python_lists_name_no_place_to_load_from(name: str) -> None:
    text = (PROJECT / name).read_text()
    assert "://" not in text
    assert not re.search(r"^\s*(-i|-f|-e|--\w*index|--find-links|--editable|git\+)", text, re.M)


@pytest.mark.parametrize("folder", NODE_LISTS)
def test_node_lists_are_pinned_and_name_no_place_to_load_from(folder: str) -> None:
    text = (PROJECT / folder / "package-lock.json").read_text()
    assert "resolved" not in text
    package = json.loads((PROJECT / folder / "package.json").read_text())
    asked = {**package.get("dependencies", {}), **package.get("devDependencies", {})}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in asked.values())
    locked = json.loads(text)["packages"]
    assert all("integrity" in values for path, values in locked.items() if path)


def test_new_versions_wait_for_a_week_at_least() -> None:
    updates = yaml.safe_load((PROJECT / ".github/dependabot.yml").read_text())["updates"]
    assert {update["package-ecosystem"] for update in updates} == {"uv", "github-actions", "npm"}
    assert all(update["cooldown"]["default-days"] >= 7 for update in updates)


def test_what_is_tested_with_is_not_needed_by_the_site() -> None:
    tools = set(direct("requirements-dev"))
    assert tools.isdisjoint(line.split("==")[0] for line in pins("requirements"))
