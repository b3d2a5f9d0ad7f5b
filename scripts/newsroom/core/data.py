"""Reads the newsroom's own data files with one strict YAML loader."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parents[1] / "data"
"""The folder of wordings, messages, names, lists and fonts."""

LISTS = DATA
"""The folder of the lists that editors fill: duties, places, series, timeline."""


class _StrictLoader(yaml.CBaseLoader):
    """Reads every scalar as text, so `NO` stays Norway's code; refuses a repeated key."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key) for key, _ in node.value]
        if repeated := {key for key in keys if keys.count(key) > 1}:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {sorted(repeated)[0]!r} is repeated", node.start_mark
            )
        return super().construct_mapping(node, deep=True)


@cache
def read_data(name: str) -> Any:
    """The content of `data/<name>.yml`: texts, lists and mappings, nothing else.

    Raises yaml.YAMLError, with file, line and column, for invalid YAML or a repeated key.
    """
    with (DATA / f"{name}.yml").open(encoding="utf-8") as file:
        return yaml.load(file, Loader=_StrictLoader)


def list_text(name: str) -> str:
    """A list that editors fill, as it was written; a new city's holds a comment alone."""
    return (LISTS / f"{name}.yml").read_text(encoding="utf-8")


def keys_of_list(name: str) -> frozenset[str]:
    """The keys of its entries, whatever is wrong with them."""
    return frozenset(yaml.load(list_text(name), Loader=_StrictLoader) or ())
