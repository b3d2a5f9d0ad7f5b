"""The site's settings, read from mkdocs.yml as MkDocs itself reads them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag

PROJECT = Path(__file__).parents[3]


class SettingsError(Exception):
    """mkdocs.yml lacks something that the newsroom needs."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What holds for the whole site, in every language."""

    site_url: str
    """Address of the default language's home page, with a final slash."""
    repository: str
    """Address of the repository's page, without a final slash."""
    identity: str
    """`authority,year` of the tag URIs by which feeds name articles (RFC 4151); never changed by a
    move."""
    languages: Mapping[str, str]
    """Language tag to the language's own name; the default language first."""
    docs: Path
    """The folder that editors write into."""
    edit_branch: str = "main"
    social_cards: bool = False
    """Whether to draw social cards: for the deployed site, as each takes a tenth of a second."""
    search_index: bool = True
    """Whether to make the search index; without it the search page offers topics and years."""
    hub: str = ""
    """Address of the WebSub hub that is told of changed feeds; an empty text if there is none."""

    register: Path | None = None
    """The file that lists every address ever published, one a line."""
    network: Path | None = None
    """The file that names the partners whose feeds are gathered."""
    store: Path | None = None
    """The folder of what was gathered, if it is not in the cache."""

    @property
    def default_language(self) -> str:
        return next(iter(self.languages))

    @property
    def base_path(self) -> str:
        """Path of the home page on its host, with a final slash: `/` or `/situs/`."""
        return "/" + self.site_url.split("://", 1)[1].partition("/")[2]

    @property
    def cache(self) -> Path:
        """The folder of files that builds make once and use again."""
        return self.docs.parent / ".cache"

    @property
    def network_store(self) -> Path:
        """The folder of what was gathered from partners' feeds."""
        return self.store or self.cache / "network"

    def at(self, site_url: str | None) -> "Settings":
        """The same settings for a site at another address, such as a preview's."""
        return replace(self, site_url=_with_final_slash(site_url)) if site_url else self


def read_settings(config_file: Path = PROJECT / "mkdocs.yml") -> Settings:
    """Read the settings without starting MkDocs; raises SettingsError."""
    config = yaml.load(config_file.read_text(encoding="utf-8"), Loader=_ConfigLoader)
    try:
        return Settings(
            site_url=_with_final_slash(_whole_address(config, "site_url", config_file)),
            repository=_whole_address(config, "repo_url", config_file).rstrip("/"),
            identity=config["extra"]["identity"],
            languages=_languages(config["plugins"]),
            docs=config_file.parent / config.get("docs_dir", "docs"),
            register=config_file.with_name("published.txt"),
            network=config_file.with_name("network.yml"),
            store=Path(store) if (store := config["extra"].get("network_store")) else None,
            social_cards=bool(config["extra"].get("social_cards")),
            search_index=config["extra"].get("search_index", True),
            hub=config["extra"].get("hub") or "",
        )
    except KeyError as missing:
        raise SettingsError(f"{config_file}: the setting {missing} is missing") from None


class _ConfigLoader(yaml.SafeLoader):
    """mkdocs.yml may take values from the environment, as `!ENV [NAME, default]`."""


_ConfigLoader.add_constructor("!ENV", construct_env_tag)


def _languages(plugins: list[Any]) -> dict[str, str]:
    """The languages of the static-i18n plugin, the default one first."""
    options: dict[str, Any] = next(
        (plugin["i18n"] for plugin in plugins if isinstance(plugin, dict) and "i18n" in plugin), {}
    )
    languages = sorted(options["languages"], key=lambda language: not language.get("default"))
    return {language["locale"]: language["name"] for language in languages}


def _whole_address(config: Mapping[str, Any], setting: str, config_file: Path) -> str:
    """An address of the settings; an environment variable may have emptied it."""
    address = config[setting]
    if not isinstance(address, str) or not address.startswith(("https://", "http://")):
        raise SettingsError(
            f"{config_file}: '{setting}' must be a whole address such as https://example.org/, "
            f"not '{address or ''}'; correct it there, or in the environment variable that it names"
        )
    return address


def _with_final_slash(address: str) -> str:
    return address.rstrip("/") + "/"
