"""Hands rendered pages to mkdocs-rss-plugin, event by event, in its own environment."""

import json
import logging
import sys
import time
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs_rss_plugin.plugin import GitRssPlugin

KINDS = {"everything": ".*", "news": "news/.*"}


def main() -> None:
    source, target, length = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    logging.disable(logging.CRITICAL)
    target.mkdir(parents=True)
    config = MkDocsConfig()
    config.load_dict(
        {
            "site_name": "Kota",
            "site_description": "Kabar",
            "site_url": "https://kota.example/",
            "site_dir": str(target),
            "plugins": [],
        }
    )
    config.validate()
    pages: dict[str, list[Page]] = {}
    for line in source.open(encoding="utf-8"):
        page = json.loads(line)
        pages.setdefault(page["language"], []).append(_page(page, config))
    start = time.process_time()
    for language, of_language in pages.items():
        for name, pattern in KINDS.items():
            _feeds(config, of_language, f"{language}-{name}", pattern, length)
    seconds = time.process_time() - start
    files = [path for path in target.iterdir() if "feed" in path.name]
    items = sum(_items(path) for path in files)
    size = sum(path.stat().st_size for path in files)
    print(json.dumps({"seconds": seconds, "files": len(files), "items": items, "size": size}))


def _page(page: dict, config: MkDocsConfig) -> Page:
    file = File(page["path"], "docs", config.site_dir, use_directory_urls=True)
    made = Page(page["title"], file, config)
    made.content, made.meta, made.markdown = page["html"], page["meta"], ""
    made.canonical_url = "https://kota.example" + page["address"]
    file.abs_src_path = page["path"]
    return made


def _feeds(config: MkDocsConfig, pages: list[Page], name: str, pattern: str, length: int) -> None:
    plugin = GitRssPlugin()
    options = {
        "use_git": False,
        "use_material_blog": False,
        "use_material_social_cards": False,
        "abstract_chars_count": -1,  # the whole text
        "length": length,
        "match_path": pattern,
        "categories": ["categories"],
        "date_from_meta": {"as_creation": "date", "as_update": "date"},
        "feeds_filenames": {
            f"{form}_{kind}": f"{name}-feed-{kind}.{ending}"
            for form, ending in (("rss", "xml"), ("json", "json"))
            for kind in ("created", "updated")
        },
    }
    errors, _ = plugin.load_config(options)
    assert not errors, errors
    plugin.on_startup(command="build", dirty=False)
    plugin.on_config(config)
    for page in pages:
        plugin.on_page_content(page.content, page=page, config=config, files=Files([]))
    plugin.on_post_build(config)


def _items(path: Path) -> int:
    text = path.read_text(encoding="utf-8")
    return text.count("<item>") if path.suffix == ".xml" else len(json.loads(text)["items"])


if __name__ == "__main__":
    main()
