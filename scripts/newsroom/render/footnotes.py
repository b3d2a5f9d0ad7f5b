"""What a text defines by name: references and footnotes; and what it defines twice.

Of two definitions we publish the last, GitHub's preview shows the first: nobody would see what
readers get.
"""

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension


class Definitions(dict[str, tuple[str, str]]):
    """A parser's references; notes which of them get another meaning."""

    def __init__(self) -> None:
        super().__init__()
        self._meanings: dict[str, object] = {}
        self.changed: list[str] = []

    def clear(self) -> None:
        super().clear()
        self._meanings.clear()
        self.changed.clear()

    def __setitem__(self, name: str, meaning: tuple[str, str]) -> None:
        self.note(name, meaning)
        super().__setitem__(name, meaning)

    def note(self, name: str, meaning: object) -> None:
        folded = " ".join(name.casefold().split())
        if self._meanings.setdefault(folded, meaning) != meaning:
            self.changed.append(name)


class Footnotes(FootnoteExtension):
    """Footnotes that are noted among the definitions."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        self.definitions = md.references = Definitions()
        super().extendMarkdown(md)

    def setFootnote(self, id: str, text: str) -> None:  # noqa: N802
        self.definitions.note(f"^{id}", text)
        super().setFootnote(id, text)
