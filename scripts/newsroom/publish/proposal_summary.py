"""What a proposal changes for readers and subscribers: two sites of one day, compared."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from newsroom.checks.address_owners import address_owners
from newsroom.checks.check import own_problems
from newsroom.checks.links import link_problems
from newsroom.content.addresses import absolute
from newsroom.content.article import Article, Text
from newsroom.core.data import read_data
from newsroom.core.dates import day_of
from newsroom.core.github_summary import code, in_repository
from newsroom.core.problem import Problem, one_line
from newsroom.publish.proposal_files import FileChange, FileState, file_changes
from newsroom.site.page import Page, pages
from newsroom.site.site import Site

LONGEST = 100
"""What one list of a summary names at most: people read it."""
MAX_BYTES = 400_000
"""Of a summary: GitHub shows none of a page of more than one megabyte, in all languages."""
SORTS = ("changed", "gone", "new")
"""Changed texts stand first: no list of new ones can push them out of sight."""

DECEIVING = frozenset(
    {
        *("link_mentions_other_host", "link_names_other_host", "host_in_disguise"),
        *("link_without_words", "mail_with_more", "mixed_letters", "disguised_letters"),
        *("stacked_signs", "invisible_character"),
    }
)
"""Rules of what makes a text look like something that it is not."""
TEXTS = "docs/"

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


@dataclass(frozen=True, kw_only=True)
class TextChange:
    """A text that is new, that says something else, or that is gone."""

    before: Text | None
    after: Text | None
    address: str
    """From the site's root."""
    words_before: int
    words: int
    pictures: Mapping[str, str]
    """Descriptions of the pictures that were not there before, by file name."""
    links: Sequence[str]
    """Addresses of other sites that it did not link to before."""

    @property
    def text(self) -> Text:
        text = self.after or self.before
        assert text is not None
        return text

    @property
    def sort(self) -> str:
        """changed, gone or new."""
        if self.before is None:
            return "new"
        return "changed" if self.after else "gone"

    @property
    def is_draft(self) -> bool:
        return isinstance(self.after, Article) and self.after.facts.draft

    def waits_until(self, today: date) -> date | None:
        """The day on which readers will see it, if that is still to come."""
        if not isinstance(self.after, Article) or self.after.is_live(today) or self.is_draft:
            return None
        return day_of(self.after.facts.published)


@dataclass(frozen=True, kw_only=True)
class FeedChange:
    """What subscribers of one language's feed get."""

    language: str
    new: Sequence[Article]
    changed: Sequence[Article]
    gone: Sequence[Article]


@dataclass(frozen=True, kw_only=True)
class Changes:
    today: date
    texts: Sequence[TextChange]
    new_listings: Sequence[Page]
    gone_listings: Sequence[Page]
    moved: Mapping[str, str]
    """Addresses that lead to another page than before, each with that page's."""
    feeds: Sequence[FeedChange]
    became_stale: Sequence[Article]
    """Translations whose original now says something else."""
    unreadable: Sequence[str]
    """Files with problems: what they would change is not known."""
    deceiving: Sequence[Problem]
    """What may mislead readers, and did not stand there before."""
    pinned: Sequence[Article]
    """Articles that are pinned to the front page, or no longer."""
    leads: Mapping[str, tuple[Article | None, Article | None]]
    """What the front page opens with, before and after, by language: where a pin changes it."""
    files: Sequence[FileChange]
    """Files of the docs folder that are no texts."""
    outside: Sequence[str]
    """Files outside the docs folder, from the repository's root."""


def changes(
    before: Site, after: Site, paths: Sequence[str] = (), *, rejected: Set[str] = frozenset()
) -> Changes:
    """What readers will find changed once `after` is published in place of `before`.

    `paths` are all files that the proposal changes, from the repository's root; `rejected` the
    texts, from the docs folder, that cost too much to look into.
    """
    old, new = _texts(before), _texts(after)
    listings_before, listings_after = _listings(before), _listings(after)
    problems = {problem.path for problem in after.catalogue.problems if not problem.is_warning}
    changed = [
        path for path in sorted(old | new) if _as_read(old.get(path)) != _as_read(new.get(path))
    ]
    pinned = [
        new[path] for path in changed if path in new and _pin(old.get(path)) != _pin(new[path])
    ]
    return Changes(
        today=after.today,
        texts=[_text_change(before, after, old.get(path), new.get(path)) for path in changed],
        new_listings=[
            page for address, page in listings_after.items() if address not in listings_before
        ],
        gone_listings=[
            page for address, page in listings_before.items() if address not in listings_after
        ],
        moved=_moved(before, after),
        feeds=[_feed_change(before, after, language) for language in after.editions],
        became_stale=[
            text
            for path, text in sorted(new.items())
            if _is_stale(text) and not _is_stale(old.get(path)) and isinstance(text, Article)
        ],
        unreadable=sorted(problems),
        deceiving=[
            problem
            for path in changed
            if path in new and path not in rejected
            for problem in _deceiving(before, after, path)
        ],
        pinned=[text for text in pinned if isinstance(text, Article)],
        leads=_leads(before, after) if pinned else {},
        files=list(file_changes(before, after)),
        outside=[path for path in paths if not path.startswith(TEXTS)],
    )


def _pin(text: Text | None) -> bool:
    return isinstance(text, Article) and text.facts.pinned


def _leads(before: Site, after: Site) -> dict[str, tuple[Article | None, Article | None]]:
    leads = {
        language: (before.editions[language].lead, edition.lead)
        for language, edition in after.editions.items()
        if language in before.editions
    }
    return {
        language: (old, new)
        for language, (old, new) in leads.items()
        if (old and old.key) != (new and new.key)
    }


def _deceiving(before: Site, after: Site, path: str) -> list[Problem]:
    """What may mislead in a text and was not in it before, wherever it stood."""

    def found(site: Site) -> dict[tuple[str, str], Problem]:
        text = site.text_at(path)
        if text is None:
            return {}
        body = site.renderers[text.language].body(text)
        problems = [*own_problems(site, path), *link_problems(site, text, body)]
        return {
            (problem.rule, repr(sorted(problem.values.items()))): problem
            for problem in problems
            if problem.rule in DECEIVING
        }

    known = found(before)
    return [problem for key, problem in found(after).items() if key not in known]


def _texts(site: Site) -> dict[str, Text]:
    return {text.path: text for text in site.texts}


def _as_read(text: Text | None) -> Text | None:
    """A text without what readers do not see of it."""
    if isinstance(text, Article):
        return replace(text, body_line=0, original_hash="", is_stale=False)
    return replace(text, body_line=0) if text else None


def _is_stale(text: Text | None) -> bool:
    return isinstance(text, Article) and text.is_stale


def _text_change(before: Site, after: Site, old: Text | None, new: Text | None) -> TextChange:
    pictures_before, links_before = _pictures_and_links(before, old)
    pictures, links = _pictures_and_links(after, new)
    site, text = (after, new) if new else (before, old)
    assert text is not None
    words = site.addresses[text.language]
    return TextChange(
        before=old,
        after=new,
        address=words.article(text) if isinstance(text, Article) else words.standing(text),
        words_before=len(old.body.split()) if old else 0,
        words=len(new.body.split()) if new else 0,
        pictures={
            name: description
            for name, description in pictures.items()
            if pictures_before.get(name) != description
        },
        links=[link for link in links if link not in links_before],
    )


def _pictures_and_links(site: Site, text: Text | None) -> tuple[dict[str, str], dict[str, None]]:
    """Pictures with their descriptions, and addresses of other sites, in the order of the text."""
    pictures: dict[str, str] = {}
    links: dict[str, None] = {}
    if text is None:
        return pictures, links
    if isinstance(text, Article) and text.facts.image:
        pictures[text.facts.image] = text.image_alt
    links |= {address: None for source in text.sources for address in source.addresses}
    for link in site.renderers[text.language].body(text).links:
        if link.is_picture:
            pictures[link.written] = link.words
        elif (address := link.written) and _leads_away(address):
            links[address] = None
    return pictures, links


def _leads_away(address: str) -> bool:
    return "://" in address or address.lower().startswith(("mailto:", "tel:"))


def _listings(site: Site) -> dict[str, Page]:
    """The pages that no text stands behind, by address."""
    return {
        page.address: page
        for language in site.addresses
        for page in pages(site, language)
        if not page.article and not page.text and page.is_indexed
    }


def _moved(before: Site, after: Site) -> dict[str, str]:
    """Whoever follows one of these addresses reads something else, or the same elsewhere."""
    old, new = address_owners(before), address_owners(after)
    pairs = {address: (old[address], new[address]) for address in sorted(old.keys() & new.keys())}
    return {
        address: after.addresses[text.language].of(text)
        for address, (owner, text) in pairs.items()
        if owner.key != text.key
        or before.addresses[owner.language].of(owner) != after.addresses[text.language].of(text)
    }


def _feed_change(before: Site, after: Site, language: str) -> FeedChange:
    edition = before.editions.get(language)
    old = {article.key: article for article in edition.own} if edition else {}
    new = {article.key: article for article in after.editions[language].own}
    return FeedChange(
        language=language,
        new=[article for key, article in new.items() if key not in old],
        changed=[
            article
            for key, article in new.items()
            if key in old and _as_read(old[key]) != _as_read(article)
        ],
        gone=[article for key, article in old.items() if key not in new],
    )


def summary(found: Changes, site: Site, language: str) -> str:
    """The changes as Markdown for GitHub's page of a pull request."""
    words = _words(language)
    texts = sorted(found.texts, key=lambda change: SORTS.index(change.sort))
    sections = [
        (words["look"], list(_look_lines(found, site, words, language))),
        (words["texts"], [_text_lines(change, found, words) for change in texts]),
        (
            words["files"],
            [_file_lines(each, words) for each in found.files if not _wants_look(each)],
        ),
        (words["listings_new"], [[code(page.address)] for page in found.new_listings]),
        (words["listings_gone"], [[code(page.address)] for page in found.gone_listings]),
        (words["addresses"], list(_moved_lines(found, words))),
        (words["subscribers"], list(_feed_lines(found, site, words))),
        (words["stale"], [[_named(article)] for article in found.became_stale]),
        (words["unreadable"], [[code(in_repository(path))] for path in found.unreadable]),
    ]
    lines = [f"# {words['heading']}", ""]
    for heading, entries in sections:
        if entries:
            lines += [f"## {heading}", "", *_list(entries, words), ""]
    if len(lines) == 2:
        lines += [words["nothing"], ""]
    kept = list(_within(MAX_BYTES, lines))
    if len(kept) < len(lines):
        kept[1:1] = ["", f"**{words['cut']}**"]
    return "\n".join(kept)


def _look_lines(
    found: Changes, site: Site, words: Mapping[str, str], language: str
) -> Iterator[list[str]]:
    """What a reviewer should see before anything else."""
    for problem in found.deceiving:
        place = f"{in_repository(problem.path)}:{problem.line}"
        value = str(problem.values.get("value", ""))
        shown = [words["written"].format(value=code(value))] if value else []
        yield [f"{code(place)} {_plain(problem.explained(language))}", *shown]
    if found.outside:
        yield [words["outside"], *(code(path) for path in found.outside)]
    for file in found.files:
        if _wants_look(file):
            yield _file_lines(file, words)
    for article in found.pinned:
        key = "pinned" if article.facts.pinned else "unpinned"
        yield [
            words[key].format(
                article=f"{code(in_repository(article.path))} {_plain(article.title)}"
            )
        ]
    for other, (old, new) in found.leads.items():
        yield [
            words["leads"].format(
                language=_plain(site.settings.languages[other]),
                before=_plain(old.title) if old else words["none"],
                after=_plain(new.title) if new else words["none"],
            )
        ]


def _wants_look(file: FileChange) -> bool:
    """Whether nothing else of the summary tells of it: a file in another's place, or of no kind
    that an article is made of."""
    return not file.is_expected or file.before is not None


def _file_lines(file: FileChange, words: Mapping[str, str]) -> list[str]:
    before, after = file.before, file.after
    sort = "replaced" if before and after else "gone" if before else "new"
    lines = [f"**{words[sort]}** {code(in_repository(file.path))}"]
    for key, state in (("before", before), ("after", after)):
        if state:
            lines.append(f"{words[key]}: {_state(state)}")
    return lines


def _state(state: FileState) -> str:
    size = f"{max(state.size // 1000, 1)} kB"
    return f"{size}, {state.pixels[0]} × {state.pixels[1]}" if state.pixels else size


def _within(most: int, lines: Sequence[str]) -> Iterator[str]:
    """As many lines as fit into so many bytes."""
    for line in lines:
        most -= len(line.encode()) + 1
        if most < 0:
            return
        yield line


def _text_lines(change: TextChange, found: Changes, words: Mapping[str, str]) -> list[str]:
    """A line for the text, and below it one for each picture and link."""
    first = f"**{words[change.sort]}** {code(change.address)} {_plain(change.text.title)}"
    if change.after:
        key = "words" if change.sort == "new" else "words_changed"
        first += ", " + words[key].format(before=change.words_before, after=change.words)
    if isinstance(change.after, Article) and change.after.is_withdrawn(found.today):
        first += f", {words['withdrawn']}"
    elif change.is_draft:
        first += f", {words['draft']}"
    elif day := change.waits_until(found.today):
        first += ", " + words["waits"].format(day=day.isoformat())
    details = [
        words["picture"].format(name=code(name), alt=_plain(alt) or f"**{words['no_alt']}**")
        for name, alt in change.pictures.items()
    ]
    details += [words["link"].format(address=code(link)) for link in change.links]
    return [first, *details]


def _moved_lines(found: Changes, words: Mapping[str, str]) -> Iterator[list[str]]:
    for address, there in found.moved.items():
        key = "address_taken_over" if address == there else "address_leads"
        yield [words[key].format(address=code(address), there=code(there))]


def _feed_lines(found: Changes, site: Site, words: Mapping[str, str]) -> Iterator[list[str]]:
    for feed in found.feeds:
        told = {"item_new": feed.new, "item_changed": feed.changed, "item_gone": feed.gone}
        if any(told.values()):
            yield [
                f"**{_plain(site.settings.languages[feed.language])}**",
                *(
                    words[key].format(article=_plain(article.title))
                    for key, articles in told.items()
                    for article in articles
                ),
            ]


def _list(entries: Sequence[Sequence[str]], words: Mapping[str, str]) -> Iterator[str]:
    for first, *details in entries[:LONGEST]:
        yield f"- {first}"
        yield from (f"  - {detail}" for detail in details[:LONGEST])
        if len(details) > LONGEST:
            yield f"  - {words['more'].format(count=len(details) - LONGEST)}"
    if len(entries) > LONGEST:
        yield f"- {words['more'].format(count=len(entries) - LONGEST)}"


def _named(article: Article) -> str:
    return f"{code(in_repository(article.path))} {_plain(article.title)}"


def _plain(text: str) -> str:
    """Text that Markdown shows as it was written, though it may want to be a heading or a link."""
    return _PUNCTUATION.sub(r"\\\1", one_line(text))


@cache
def _words(language: str) -> Mapping[str, str]:
    """The words of the summary, in one of problem.LANGUAGES."""
    words: Mapping[str, str] = read_data(f"changes.{language}")
    return words


def welcome(site: Site, language: str) -> str:
    """Thanks to whoever wrote, with a link to the guide of the site."""
    words = _words(language)
    page = site.catalogue.pages.get("contribute", {}).get(language)
    if not page:
        return f"{words['thanks']}\n"
    address = absolute(site.addresses[language].standing(page), site.settings.site_url)
    return words["thanks_guide"].format(address=address) + "\n"
