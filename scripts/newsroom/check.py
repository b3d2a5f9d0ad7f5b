"""Every problem that an editor must mend before the site can be built."""

from newsroom.newspaper import Newspaper
from newsroom.problem import Problem


def check(newspaper: Newspaper) -> list[Problem]:
    """All problems of all texts, in the order of the files."""
    problems = set(newspaper.catalogue.problems)
    for language, press in newspaper.presses.items():
        texts = [*newspaper.catalogue.in_language(language)]
        for text in texts:
            problems.update(press.body(text).problems)
    return sorted(problems)
