"""The figures that charts are drawn from: each file, and the articles that use it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from newsroom.content.article import Article
from newsroom.content.data_files import DataFile
from newsroom.content.edition import Edition


@dataclass(frozen=True, kw_only=True)
class Use:
    """A chart that is drawn from a file."""

    article: Article
    title: str
    number: int
    """Of the figure in its article: its title there has the id `__figure-<number>-title`."""


@dataclass(frozen=True, kw_only=True)
class FigureFile:
    file: DataFile
    uses: tuple[Use, ...]

    @property
    def title(self) -> str:
        """The title of a chart of it; its name where no chart uses it."""
        return self.uses[0].title if self.uses else self.file.name


def figure_files(
    edition: Edition, data_of: Callable[[Article], Sequence[tuple[str, str, int]]]
) -> list[FigureFile]:
    """All files with their uses in an edition's own articles.

    `data_of` gives an article's figures that are drawn from files: file, title and number.
    """
    uses: dict[str, list[Use]] = {}
    for article in edition.own:
        for name, title, number in data_of(article):
            uses.setdefault(name, []).append(Use(article=article, title=title, number=number))
    found = [
        FigureFile(file=file, uses=tuple(uses.get(name, ())))
        for name, file in edition.catalogue.data_files.items()
    ]
    return sorted(found, key=lambda each: (not each.uses, each.title))
