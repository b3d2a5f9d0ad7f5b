"""Each package imports only what the table at the head of the newsroom allows."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import newsroom
from newsroom.core.settings import PROJECT

SCRIPTS = PROJECT / "scripts"
NEWSROOM = SCRIPTS / "newsroom"
MAX_FLOORS = 10


def table() -> dict[str, frozenset[str]]:
    """What each package may import, bottom first."""
    rows = re.findall(r"^(\w+) {2,}(\w+(?:, \w+)*)$", newsroom.__doc__ or "", re.MULTILINE)
    return {
        package: frozenset() if allowed == "none" else frozenset(allowed.split(", "))
        for package, allowed in rows
    }


def modules() -> dict[str, Path]:
    """The files of all packages by the dotted name of their module."""
    return {
        ".".join(path.relative_to(SCRIPTS).with_suffix("").parts): path
        for path in NEWSROOM.rglob("*.py")
        if path.name != "__init__.py"
    }


def imported_by(path: Path) -> set[str]:
    """The modules that a file names in its imports, at its head or within a function."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def imports() -> Iterator[tuple[str, str]]:
    """Each import of one module of the newsroom by another."""
    known = modules()
    for module, path in known.items():
        for name in imported_by(path) & known.keys():
            yield module, name


def package_of(module: str) -> str:
    return module.split(".")[1]


def test_every_package_stands_in_the_table() -> None:
    folders = {path.parent.name for path in NEWSROOM.glob("*/__init__.py")}
    assert folders == table().keys()
    assert {package_of(module) for module in modules()} == folders


def test_the_table_has_no_circle() -> None:
    seen: set[str] = set()
    for package, allowed in table().items():
        assert allowed <= seen, f"{package} may import a package that stands below it in the table"
        seen.add(package)


def test_packages_import_only_what_the_table_allows() -> None:
    allowed = table()
    forbidden = [
        f"{module} imports {name}"
        for module, name in imports()
        if (here := package_of(module)) != (there := package_of(name))
        and there not in allowed[here]
    ]
    assert forbidden == []


def test_the_house_is_not_too_high() -> None:
    needs: dict[str, set[str]] = {package: set() for package in table()}
    for module, name in imports():
        needs[package_of(module)].add(package_of(name))
    floors: dict[str, int] = {}
    for package in table():
        below = needs[package] - {package}
        floors[package] = 1 + max((floors[other] for other in below), default=0)
    assert max(floors.values()) <= MAX_FLOORS


def test_no_module_imports_itself_through_others() -> None:
    direct: dict[str, set[str]] = {module: set() for module in modules()}
    for module, name in imports():
        direct[module].add(name)
    while leaves := {module for module, names in direct.items() if not names & direct.keys()}:
        direct = {module: names for module, names in direct.items() if module not in leaves}
    assert direct == {}


def test_the_newsroom_starts_without_mkdocs() -> None:
    """Every module is imported in a fresh Python in which MkDocs and its plugins cannot be."""
    program = (
        "import sys; "
        "sys.modules.update(dict.fromkeys(('mkdocs', 'material', 'mkdocs_static_i18n'))); "
        + "; ".join(f"import {module}" for module in sorted(modules()))
    )
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=SCRIPTS, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr


def test_one_file_meets_mkdocs() -> None:
    meeting = {
        path.relative_to(SCRIPTS).as_posix()
        for path in SCRIPTS.rglob("*.py")
        if any(name.partition(".")[0].startswith("mkdocs") for name in imported_by(path))
    }
    assert meeting == {"mkdocs_hooks.py"}
