"""Files with which VS Code and other editors complete and explain the keys of front matter."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from newsroom.authoring.templates import article_file
from newsroom.content import fields
from newsroom.content.fields import Field, Known, schema_of
from newsroom.content.kinds import FACTS_OF_KINDS
from newsroom.core.data import keys_of_list, read_data
from newsroom.core.problem import LANGUAGES
from newsroom.site.site import Site

SCHEMA = ".vscode/article.schema.json"
SNIPPETS = ".vscode/article.code-snippets"

_ORIGINAL = fields.WORDS + fields.FACTS + FACTS_OF_KINDS
_TRANSLATION = fields.WORDS + fields.TRANSLATION


EXAMPLE = date(2026, 11, 24)
"""The date in the examples. It is fixed, so that the files change only with the fields."""


@dataclass(frozen=True, kw_only=True)
class EditorFile:
    path: str
    """Relative to the repository's root."""
    text: str


def editor_files(site: Site) -> list[EditorFile]:
    """The JSON Schema for editors that check front matter, and snippets for VS Code."""
    return [
        EditorFile(path=SCHEMA, text=_json(article_schema(known(site)))),
        EditorFile(path=SNIPPETS, text=_json(snippets(site))),
    ]


def known(site: Site) -> Known:
    """The names that front matter may use: topics, authors, cities, places, series."""
    catalogue = site.catalogue
    return Known(
        topics=frozenset(catalogue.topics),
        authors=frozenset(catalogue.authors),
        cities=frozenset(catalogue.cities),
        places=keys_of_list("places"),
        series=keys_of_list("series"),
    )


def article_schema(known: Known) -> dict[str, Any]:
    """JSON Schema of an article's front matter; that of a translation has the key `original`."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Artikel / Article",
        "if": {"required": ["original"]},
        "then": _explained(schema_of(_TRANSLATION, known)),
        "else": _explained(schema_of(_ORIGINAL, known)),
    }


def _explained(schema: dict[str, Any], within: str = "") -> dict[str, Any]:
    """The schema with an explanation of each key; `within` is the prefix of keys in a list."""
    for name, value in schema["properties"].items():
        value["description"] = "\n\n".join(explanation(within + name).values())
        inner = value.get("items", {})
        if "properties" in inner:
            _explained(inner, within=f"{name}.")
    return schema


def snippets(site: Site) -> dict[str, Any]:
    """A snippet for each key, and one per language for a whole article."""
    found: dict[str, Any] = {}
    fields_by_name = {field.name: field for field in _ORIGINAL + _TRANSLATION}
    for field in fields_by_name.values():
        found[field.name] = {
            "scope": "markdown",
            "prefix": field.name,
            "body": _body(field),
            "description": " / ".join(explanation(field.name).values()),
        }
    for language, name in site.settings.languages.items():
        found[name] = {
            "scope": "markdown",
            "prefix": f"article.{language}",
            "body": article_file(site, language).replace("$", "\\$").splitlines(),
            "description": name,
        }
    return found


def _body(field: Field) -> list[str]:
    """The key with its example, which the editor selects so that typing replaces it."""
    if field.name == "sources":
        return ["sources:", "  - title: $1", "    publisher: $2", "    url: https://$3"]
    if field.name == "corrections":
        return ["corrections:", "  - date: $1", "    note: $2"]
    _, _, value = field.example.partition(": ")
    return [f"{field.name}: ${{1:{value}}}"]


def explanation(name: str) -> Mapping[str, str]:
    """The explanation of a key in each of LANGUAGES; `sources.url` is a key within a list."""
    return {language: _explanations(language)[name] for language in LANGUAGES}


@cache
def _explanations(language: str) -> Mapping[str, str]:
    words: Mapping[str, str] = read_data(f"keys.{language}")
    return words


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
