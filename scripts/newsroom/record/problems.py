"""What is wrong with the reviewed lists of the record."""

from collections.abc import Iterator

from newsroom.content.catalogue import Catalogue
from newsroom.core.failure import Failure
from newsroom.core.problem import Problem
from newsroom.record.dossiers import read_series
from newsroom.record.duties import read_duties
from newsroom.record.places import read_places
from newsroom.record.timeline import read_timeline


def record_problems() -> Iterator[Problem]:
    for entries in (read_duties(), read_places(), read_series(), read_timeline()):
        yield from entries.problems


def stop_at_problems(catalogue: Catalogue) -> None:
    """Raises Failure if a text or a list has problems: whatever a command makes would lack it."""
    found = [*catalogue.problems, *record_problems()]
    if problems := [each for each in found if not each.is_warning]:
        raise Failure(
            f"{len(problems)} problems stand in the way, the first is {problems[0].report('en')}; "
            "`make check` shows all"
        )
