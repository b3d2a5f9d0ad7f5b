"""Everything that editors must fix before the site can appear."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date, timedelta
from functools import cache, partial
from types import MappingProxyType

from newsroom.authoring.templates import commented_out_text, placeholders_left
from newsroom.checks.files import file_problems
from newsroom.checks.links import link_problems, own_site_problems, used_addresses, whole_addresses
from newsroom.checks.register import read_register, register_problems
from newsroom.checks.text import sign_problems, text_problems
from newsroom.content import addresses
from newsroom.content.article import Article, StandingPage, Text
from newsroom.content.front_matter import FrontMatterError, line_of, split
from newsroom.content.kinds import KINDS, kind_of
from newsroom.content.parsed_file import decode
from newsroom.core.dates import day_of
from newsroom.core.inputs import folder_of
from newsroom.core.problem import Problem, run_guarded
from newsroom.core.progress import progress
from newsroom.record.problems import record_problems
from newsroom.render.renderer import Body
from newsroom.site.site import Site
from newsroom.text.confusables import CONFUSABLE_RULES
from newsroom.text.markdown_source import line_and_column

FURTHEST = timedelta(days=366)
"""How long before its day an article may be written."""


SIGN_RULES = ("control_character", "invisible_character", *CONFUSABLE_RULES)


def check(
    site: Site,
    *,
    registered: Iterable[str] | None = None,
    owners: Mapping[str, Text] = MappingProxyType({}),
    rejected: Iterable[Problem] = (),
    base: Site | None = None,
) -> list[Problem]:
    """Every problem of every file, by path and line; warnings are among them.

    `registered` are addresses that must not be lost, if not those of the register, and `owners` the
    texts that they led to. `rejected` are problems of texts that cost too much to read: nothing
    else is reported of them. `base` is the site that a proposal changes.

    Each text is rendered by the site's own renderers: the build that follows finds it there.
    """
    docs = site.settings.docs
    problems = [
        *site.catalogue.problems,
        *site.partners.problems,
        *record_problems(),
        *file_problems(
            site.catalogue.files,
            docs,
            site.addresses,
            cache=None if base else site.settings.cache,
            base=base.settings.docs if base else None,
        ),
    ]
    unread = site.catalogue.sources.keys() - site.paths
    if not unread and not any(problem.rule == "not_a_file" for problem in problems):
        # Else a text that cannot be read would seem to have left its address, as would all texts
        # behind a link that stands in place of their folder.
        if registered is None:
            registered = read_register(site.settings.register)
        problems += register_problems(site, registered, owners)
    used = cache(lambda: used_addresses(site))
    skip = {problem.path for problem in rejected}
    problems += rejected
    sources = site.catalogue.sources
    for path in progress(sources, len(sources), "texts checked"):
        if path in skip:
            continue
        known = site.memory.texts.get(path)
        if known:
            problems += [Problem(**problem) for problem in known.problems]
            continue
        found = run_guarded(path, partial(_all_problems, site, path, used))
        problems += found
        _learn(site, path, found)
    return _told_once(problems, unread=unread)


def _learn(site: Site, path: str, problems: Sequence[Problem]) -> None:
    """Remember a text's problems for the next build, and what they and its page depend on.

    Not those of a text that names our own addresses in full: what stands there may be any other's.
    Nor those whose values JSON would change. Errors are not remembered: nothing is built.
    """
    text = site.text_at(path)
    if not text or any(
        not isinstance(value, str | int) for each in problems for value in each.values.values()
    ):
        return
    body = _body(text, site)
    named = [link.written for link in body.links]
    named += [address for address, _, _ in whole_addresses(site, text)]
    if any(addresses.within(each, site.settings.site_url) is not None for each in named):
        return
    folders = {folder_of(path), *(folder_of(link.target) for link in body.links)}
    described = [{**vars(each), "values": dict(each.values)} for each in problems]
    site.memory.learn(path, folders, problems=described, data=list(body.data))


def _all_problems(site: Site, path: str, used: Callable[[], Set[str]]) -> Iterator[Problem]:
    """The problems of one text, and of where its links lead."""
    yield from own_problems(site, path)
    if text := _text_at(path, site):
        yield from link_problems(site, text, _body(text, site))
    if text := site.text_at(path):
        yield from own_site_problems(site, text, used)


def own_problems(site: Site, path: str) -> Iterator[Problem]:
    """The problems of one text, whatever stands in others."""
    try:
        source = decode(site.catalogue.sources[path])
    except FrontMatterError:
        # It is already among the catalogue's problems.
        return
    yield from sign_problems(path, source)
    yield from _blank_problems(site, path, source)
    yield from _fact_problems(site, path, source)
    yield from _day_problems(site, path, source)
    if text := _text_at(path, site):
        body = _body(text, site)
        # Of a file whose front matter is wrong, nobody knows the sources.
        is_whole = site.text_at(path) is not None
        yield from (each for each in body.problems if is_whole or each.rule != "source_unknown")
        yield from text_problems(text, body, needs_body=kind_of(path) is not None)


def _body(text: Text, site: Site) -> Body:
    return site.renderers[text.language].body(text)


def _fact_problems(site: Site, path: str, source: str) -> Iterator[Problem]:
    """What an original's facts lack, and a day so far ahead that it must be a slip."""
    article = site.text_at(path)
    if not isinstance(article, Article) or not article.is_original:
        return

    def problem(rule: str, key: str, day: date) -> Problem:
        values = {"key": key, "value": day}
        return Problem(path=path, line=line_of(key, source), rule=rule, values=values)

    facts = article.facts
    if KINDS[article.kind].needs_sources and not facts.sources:
        yield Problem(path=path, rule="news_without_sources")
    if facts.starts and not facts.sources and not facts.organiser:
        values = {"key": "starts"}
        yield Problem(
            path=path, line=line_of("starts", source), rule="event_without_organiser", values=values
        )
    # As days pass these come nearer, never further: a check that passed will pass tomorrow.
    published = day_of(facts.published)
    if published - site.today > FURTHEST:
        yield problem("published_too_far", "published", published)
    # Feeds tell of a change by its day. An article that is still to come may name its own day,
    # which is today once somebody sees it; a later one would stand in feeds before it came.
    latest = max(site.today, published)
    for name, changed in (("updated", facts.updated), ("cancelled", facts.cancelled)):
        if changed and day_of(changed) > latest:
            yield problem("updated_too_late", name, changed)
    for correction in facts.corrections:
        if correction.date > latest:
            yield problem("corrected_too_late", "corrections", correction.date)


def _day_problems(site: Site, path: str, source: str) -> Iterator[Problem]:
    """Days to come on which something cannot have been seen or changed yet."""
    text = site.text_at(path)
    if text is None:
        return
    for named in text.sources if text.lists_sources else ():
        if named.seen and named.seen > site.today:
            values = {"key": "seen", "value": named.seen}
            line = line_and_column(source, max(source.find(f"seen: {named.seen}"), 0))[0]
            yield Problem(path=path, line=line, rule="seen_too_late", values=values)
    if isinstance(text, StandingPage) and text.updated and day_of(text.updated) > site.today:
        values = {"key": "updated", "value": text.updated}
        line = line_of("updated", source)
        yield Problem(path=path, line=line, rule="updated_too_late", values=values)


def _blank_problems(site: Site, path: str, source: str) -> Iterator[Problem]:
    """Words of the form that an author did not replace."""
    wordings = [there.wording for there in site.addresses.values()]
    for position, words in placeholders_left(source, wordings):
        line, column = line_and_column(source, position)
        yield Problem(
            path=path, line=line, column=column, rule="blank_left", values={"value": words}
        )
    for position, words, example in commented_out_text(source, wordings):
        line, column = line_and_column(source, position)
        values = {"value": words, "example": example}
        yield Problem(path=path, line=line, column=column, rule="words_behind_hash", values=values)
    folder = path.split("/")[-2] if "/" in path else ""
    if folder in {wording["blank_folder"] for wording in wordings}:
        yield Problem(path=path, rule="blank_left", values={"value": folder})


def _text_at(path: str, site: Site) -> Text | None:
    """The text in a file. Of one whose front matter is wrong, the body: what is wrong with that is
    told in the same run."""
    if text := site.text_at(path):
        return text
    match = re.fullmatch(r"(.+)\.([^./]+)\.md", path)
    if not match or match[2] not in site.addresses:
        return None
    try:
        _, body, line = split(decode(site.catalogue.sources[path]))
    except FrontMatterError:
        return None
    return StandingPage(
        key=match[1], language=match[2], title="", summary="", slug="", body=body, body_line=line
    )


def _told_once(problems: list[Problem], *, unread: set[str]) -> list[Problem]:
    """One problem a place and rule, and none that only follows from another file's."""
    told: dict[tuple[str, int, int, str, str], Problem] = {}
    copied = {problem.path for problem in problems if problem.rule == "untranslated"}
    for problem in sorted(problems):
        is_consequence = (
            problem.rule == "link_leads_nowhere" and problem.values.get("target") in unread
        ) or (problem.rule == "other_language" and problem.path in copied)
        if not is_consequence:
            # Front matter's signs are looked at as they are written and as they are read.
            column = 0 if problem.rule in SIGN_RULES else problem.column
            key = str(problem.values.get("key", ""))
            told.setdefault((problem.path, problem.line, column, problem.rule, key), problem)
    return list(told.values())
