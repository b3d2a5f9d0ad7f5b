"""Imports run one way, and the newsroom knows nothing of the engine that builds the site."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from newsroom.core.settings import PROJECT

SCRIPTS = PROJECT / "scripts"
MODULES = sorted(path.stem for path in (SCRIPTS / "newsroom").glob("*.py"))


def imported_by(path: Path) -> set[str]:
    """The modules that a file names in its imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def reaches(module: str, *, seen: set[str] | None = None) -> set[str]:
    """The newsroom's modules that a module imports, directly or through others."""
    seen = set() if seen is None else seen
    for name in imported_by(SCRIPTS / "newsroom" / f"{module}.py"):
        other = name.removeprefix("newsroom.")
        if name.startswith("newsroom.") and other in MODULES and other not in seen:
            seen.add(other)
            reaches(other, seen=seen)
    return seen


def test_the_newsroom_starts_without_mkdocs() -> None:
    """Every module is imported in a fresh Python in which MkDocs and its plugins cannot be."""
    imports = "; ".join(f"import newsroom.{name}" for name in MODULES if name != "__init__")
    program = (
        "import sys; "
        "sys.modules.update(dict.fromkeys(('mkdocs', 'material', 'mkdocs_static_i18n'))); "
        f"{imports}"
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


@pytest.mark.parametrize("module", ["catalogue", "edition", "feed", "agenda", "check"])
def test_an_article_knows_nothing_of_what_is_made_of_it(module: str) -> None:
    assert module not in reaches("article")


@pytest.mark.parametrize("module", ["edition", "feed", "agenda", "check", "page", "view"])
def test_the_catalogue_knows_nothing_of_what_readers_see(module: str) -> None:
    assert module not in reaches("catalogue")


def test_no_module_imports_itself_through_others() -> None:
    assert [module for module in MODULES if module in reaches(module)] == []
