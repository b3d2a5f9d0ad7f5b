"""MkDocs hooks that build the newsroom's site: the only file that imports MkDocs.

static-i18n runs the build once per language. These hooks give MkDocs the pages of each language,
and write all other files (feeds, sitemap). The traps in the comments are faults of the installed
versions of MkDocs and static-i18n; tests/whole_site/test_engine.py has a test of each.
"""

import logging
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs_static_i18n.plugin import I18n

from newsroom.checks.check import check
from newsroom.core.cache import forget_unused
from newsroom.core.command import describe_os_error
from newsroom.core.dates import build_moment
from newsroom.core.failure import Failure
from newsroom.core.inputs import read_inputs
from newsroom.core.last_build import Memory, recall, remember, site_folder
from newsroom.core.output import discard_staged, publish_staged, staging_folder, write_file
from newsroom.core.progress import progress
from newsroom.core.report import FORMATS
from newsroom.core.settings import Settings, read_settings
from newsroom.images.pictures import encode_all
from newsroom.pages.compiled_templates import COMPILED
from newsroom.pages.page_key import page_key
from newsroom.pages.view import view
from newsroom.publish.outputs import site_files
from newsroom.search.index import is_searchable, write_search_index
from newsroom.site.page import Page, pages, unpublished_pages
from newsroom.site.site import Site, open_site

BEFORE_I18N, AFTER_I18N = 50, -200
"""static-i18n handles files and navigation at priority -100."""

_log = logging.getLogger("mkdocs.newsroom")
_preview = False
_building: Path | None = None
"""The folder of the site that is being built; MkDocs does not pass it to on_build_error."""


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember for the whole process whether this is `mkdocs serve`."""
    global _preview
    _preview = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check everything before the first language, and stop the build at an error."""
    global _building
    # The configuration is shared by all languages of a build, and new for each build. Variables of
    # this module would survive a rebuild of `mkdocs serve` (trap 13).
    if "site" in config.extra:
        return config
    try:
        settings = read_settings(Path(config.config_file_path)).at(config.site_url)
        if _preview:
            settings = replace(settings, show_unpublished=True)
        now = build_moment()
        site = open_site(settings, now, memory=_memory(config, settings, now.date()))
        problems = check(site)
    except Failure as error:
        raise PluginError(str(error)) from None
    except OSError as error:
        raise PluginError(describe_os_error(error)) from None
    report = FORMATS["text"](problems, settings.check_languages, len(site.texts))
    if any(not problem.is_warning for problem in problems):
        raise PluginError(f"\n{report}")
    # Logged as info: a warning would stop a strict build.
    _log.info(report)
    config.extra["site"], config.extra["report"] = site, report
    # MkDocs would render these once per language to the same path (trap 11).
    config.theme.static_templates -= {"404.html", "sitemap.xml"}
    # The build goes into a staging folder, so that a failed build leaves the old site as it was.
    folder = Path(config.site_dir)
    try:
        config.site_dir = str(staging_folder(folder))
    except Failure as error:
        raise PluginError(str(error)) from None
    config.extra["site_folder"] = _building = folder
    return config


def _memory(config: MkDocsConfig, settings: Settings, today: date) -> Memory:
    """What the last build of the same folder left; nothing for another folder, nor for a site that
    shows what is not published: its listings name more than page_key knows."""
    config_file, folder = Path(config.config_file_path), Path(config.site_dir).resolve()
    if settings.show_unpublished or folder != site_folder(config_file):
        return Memory()
    return recall(settings, read_inputs(settings, config_file), folder, today)


@event_priority(BEFORE_I18N)
def _keep_only_assets(files: Files, config: MkDocsConfig) -> Files:
    """Remove the editors' texts, whose pages come from the catalogue, and the theme's scripts.

    What static-i18n does with them is slow and wrong (traps 1-6, 10, 21).
    """
    own = Path(str(config.theme.custom_dir)) / "assets"
    return Files(
        file for file in files if file.abs_src_path and Path(file.abs_src_path).is_relative_to(own)
    )


@event_priority(AFTER_I18N)
def _add_pages(files: Files, config: MkDocsConfig) -> Files:
    site = _site(config)
    language, folder = _language(config), Path(config.site_dir)
    found = [
        _file_of(page, site, config)
        for page in (*pages(site, language), *unpublished_pages(site, language))
        if not site.memory.reuse(folder, page.file, page_key(site, page))
    ]
    for file in found:
        files.append(file)
    config.extra["page_progress"] = progress(found, len(found), "pages")
    return files


on_files = CombinedEvent(_keep_only_assets, _add_pages)


class _NewsPage(MkDocsPage):
    """A page whose text the newsroom has already rendered."""

    def __init__(self, news_page: Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(news_page.title, file, config)
        self.news_page = news_page

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown = ""
        self.meta = {"template": self.news_page.template}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = ""


def _file_of(page: Page, site: Site, config: MkDocsConfig) -> File:
    """A generated MkDocs file with our address for a page."""
    file = File.generated(config, f"{page.file.removesuffix('.html')}.md", content="")
    # All three must be set: MkDocs derives them from each other only once (trap 4).
    file.dest_uri = page.file
    file.url = page.address.removeprefix("/")
    file.abs_dest_path = str(Path(config.site_dir) / page.file)
    is_home = page.address == site.addresses[page.language].home
    file.inclusion = InclusionLevel.INCLUDED if is_home else InclusionLevel.NOT_IN_NAV
    _NewsPage(page, file, config)
    return file


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Turn on autoescaping, which MkDocs leaves off, since templates print what editors wrote."""
    env.autoescape = True
    env.trim_blocks = env.lstrip_blocks = True
    env.bytecode_cache = COMPILED
    return env


def on_page_context(
    context: dict[str, Any], page: _NewsPage, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    next(config.extra["page_progress"], None)
    context.update(view(_site(config), page.news_page, preview=_preview))
    return context


@event_priority(BEFORE_I18N)
def _write_other_files(config: MkDocsConfig) -> None:
    """Write feeds, calendar, sitemap and the search index.

    With this priority the event fires once per language, while that language is the current one
    (trap 12).
    """
    site, folder = _site(config), Path(config.site_dir)
    # All pages are passed on by now: this ends the report on them.
    next(config.extra["page_progress"], None)
    is_once = _language(config) == site.settings.default_language
    if is_once:
        encode_all(site)
    files = list(site_files(site, _language(config)))
    for file in progress(files, len(files), "feeds and other files"):
        if not site.memory.reuse(folder, file.path, file.key()):
            write_file(folder, file)
    if is_once and is_searchable(site, preview=_preview):
        write_search_index(site, folder)


@event_priority(AFTER_I18N)
def _publish(config: MkDocsConfig) -> None:
    """Replace the old site by the new one, once all languages are built.

    static-i18n builds the other languages within its own event, so this is called for each.
    """
    global _building
    if not _i18n(config).building:
        folder = config.extra["site_folder"]
        hidden = {each.name for each in Path(config.site_dir).glob(".*")}
        publish_staged(folder)
        forget_unused(_site(config).settings.cache)
        _building = None
        config.site_dir = str(folder)
        if _site(config).memory.inputs:
            _remember(config, folder.resolve(), hidden)


def _remember(config: MkDocsConfig, folder: Path, hidden: set[str]) -> None:
    """Record what was built, so that the next build need not do it again."""
    site = _site(config)
    try:
        remember(
            site.settings,
            site.memory,
            folder,
            since=site.now,
            until=site.unchanged_until,
            report=config.extra["report"],
            hidden=hidden,
        )
    except OSError as error:
        _log.info("the next build starts from nothing: %s", describe_os_error(error))


on_post_build = CombinedEvent(_write_other_files, _publish)


def on_build_error(error: Exception) -> None:
    """Remove the staging folder; report a file error or a failure of ours in one sentence."""
    global _building
    folder, _building = _building, None
    if folder:
        discard_staged(folder)
    reason = describe_os_error(error) if isinstance(error, OSError) else str(error)
    if folder and isinstance(error, OSError | Failure):
        raise PluginError(f"{reason}; the site in {folder} is unchanged") from None


def _site(config: MkDocsConfig) -> Site:
    site: Site = config.extra["site"]
    return site


def _language(config: MkDocsConfig) -> str:
    language: str = _i18n(config).current_language
    return language


def _i18n(config: MkDocsConfig) -> I18n:
    plugin = config.plugins["i18n"]
    assert isinstance(plugin, I18n)
    return plugin
