"""The newsroom's own data files, all read by one strict loader."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parents[1] / "data"
"""Folder of words, messages, names, lists and fonts."""


class _StrictLoader(yaml.CBaseLoader):
    """Every scalar is text: `NO` is Norway's code and `On` is a word. A key stands only once."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key) for key, _ in node.value]
        if doubles := {key for key in keys if keys.count(key) > 1}:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {sorted(doubles)[0]!r} stands twice", node.start_mark
            )
        return super().construct_mapping(node, deep=True)


@cache
def read_data(name: str) -> Any:
    """The content of `data/<name>.yml`: texts, lists and mappings, nothing else.

    Raises yaml.YAMLError, with file, line and column, for a file that breaks the rules of YAML or
    holds a key twice.
    """
    with (DATA / f"{name}.yml").open(encoding="utf-8") as file:
        return yaml.load(file, Loader=_StrictLoader)
