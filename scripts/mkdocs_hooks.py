"""Where MkDocs meets the newsroom: the only file that knows MkDocs.

MkDocs and static-i18n run the build once per language; this file hands each language's pages to it
and writes what belongs to no page (feeds, sitemap). The traps named in the comments are faults of
the installed versions, each with a test of its own in tests/whole_site/test_engine.py.
"""

import shutil
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
from newsroom.core.dates import build_day
from newsroom.core.output import write_file
from newsroom.core.problem import LANGUAGES
from newsroom.core.settings import SettingsError, read_settings
from newsroom.core.wording import MissingWording
from newsroom.pages.view import view
from newsroom.publish.outputs import site_files
from newsroom.search.index import is_searchable, write_search_index
from newsroom.site.page import Page, pages
from newsroom.site.site import Site, open_site

BEFORE_I18N, AFTER_I18N = 50, -200
"""static-i18n handles files and navigation at priority -100."""

_preview = False


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember for the whole process whether this is `mkdocs serve`."""
    global _preview
    _preview = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read everything once, before the first language; stop before anything is built if something
    is wrong."""
    # The configuration object is new for each build and the same for all languages of it, unlike
    # this module, which lives through every rebuild of `mkdocs serve` (trap 13).
    if "site" in config.extra:
        return config
    try:
        settings = read_settings(Path(config.config_file_path)).at(config.site_url)
        site = open_site(settings, build_day())
    except (SettingsError, MissingWording) as error:
        raise PluginError(str(error)) from None
    problems = [problem for problem in check(site) if not problem.is_warning]
    if problems:
        lines = [problem.report(language) for problem in problems for language in LANGUAGES]
        raise PluginError("\n".join(["", *lines]))
    config.extra["site"] = site
    # Rendered once per language to one path, so that the last language wins (trap 11); we write
    # them ourselves.
    config.theme.static_templates -= {"404.html", "sitemap.xml"}
    # After a failed rebuild static-i18n leaves MkDocs' own cleaning switched off (trap 16).
    shutil.rmtree(config.site_dir, ignore_errors=True)
    return config


@event_priority(BEFORE_I18N)
def _keep_only_assets(files: Files, config: MkDocsConfig) -> Files:
    """Take the editors' texts and the theme's scripts away: their pages come from the catalogue.

    Everything that static-i18n would do with them goes wrong (traps 1-6, 10, 21), and takes time.
    """
    own = Path(str(config.theme.custom_dir)) / "assets"
    return Files(
        file for file in files if file.abs_src_path and Path(file.abs_src_path).is_relative_to(own)
    )


@event_priority(AFTER_I18N)
def _add_pages(files: Files, config: MkDocsConfig) -> Files:
    site = _newspaper(config)
    for page in pages(site, _language(config)):
        files.append(_file_of(page, site, config))
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
    """MkDocs' view of a page: a generated file with our address."""
    file = File.generated(config, f"{page.file.removesuffix('.html')}.md", content="")
    # All three together: MkDocs derives each from the others only once (trap 4).
    file.dest_uri = page.file
    file.url = page.address.removeprefix("/")
    file.abs_dest_path = str(Path(config.site_dir) / page.file)
    is_home = page.address == site.addresses[page.language].home
    file.inclusion = InclusionLevel.INCLUDED if is_home else InclusionLevel.NOT_IN_NAV
    _NewsPage(page, file, config)
    return file


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Escape whatever templates print: MkDocs leaves that off, and every title is somebody's
    text."""
    env.autoescape = True
    env.trim_blocks = env.lstrip_blocks = True
    return env


def on_page_context(
    context: dict[str, Any], page: _NewsPage, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    context.update(view(_newspaper(config), page.news_page, preview=_preview))
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Write feeds, calendar, sitemap and the search index.

    Before static-i18n's own event this fires once for each language, while that is the current one
    (trap 12).
    """
    site, site_folder = _newspaper(config), Path(config.site_dir)
    for file in site_files(site, _language(config)):
        write_file(site_folder, file)
    is_once = _language(config) == site.settings.default_language
    if is_once and is_searchable(site, preview=_preview):
        write_search_index(site, site_folder)


def _newspaper(config: MkDocsConfig) -> Site:
    site: Site = config.extra["site"]
    return site


def _language(config: MkDocsConfig) -> str:
    plugin = config.plugins["i18n"]
    assert isinstance(plugin, I18n)
    language: str = plugin.current_language
    return language
