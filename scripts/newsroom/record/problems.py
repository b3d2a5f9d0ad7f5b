"""What is wrong with the reviewed lists of the record."""

from collections.abc import Iterator

from newsroom.core.problem import Problem
from newsroom.record.dossiers import read_series
from newsroom.record.duties import read_duties
from newsroom.record.places import read_places
from newsroom.record.timeline import read_timeline


def record_problems() -> Iterator[Problem]:
    for entries in (read_duties(), read_places(), read_series(), read_timeline()):
        yield from entries.problems
