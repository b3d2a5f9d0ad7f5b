"""What real feed readers make of a feed, each run as its users run it."""

import email.policy
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler
from mailbox import Maildir
from pathlib import Path
from urllib.parse import parse_qs
from urllib.request import urlopen

import feedparser
from reader import make_reader

from commands import run_command
from newsroom.core.settings import PROJECT
from servers import Silent, answering

SCRIPTS = PROJECT / "tests/node"


@dataclass(frozen=True, kw_only=True)
class Seen:
    """An article as a reader's user sees it; what a reader does not keep is None."""

    guid: str | None
    url: str
    title: str
    html: str
    published: datetime | None
    byline: str | None = None
    topics: tuple[str, ...] | None = None
    picture: str | None = None
    """Address of the enclosure; an empty text if there is none."""


class _Folder(Silent, SimpleHTTPRequestHandler):
    """Serves the files of a folder."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a folder on a server of this machine, with a final slash."""
    with answering(partial(_Folder, directory=str(folder))) as address:
        yield address


@contextmanager
def a_hub(*, status: int = 204) -> Iterator[tuple[str, list[dict[str, list[str]]]]]:
    """A hub on this machine, and what it was told."""
    told: list[dict[str, list[str]]] = []

    class Hub(Silent, BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = self.rfile.read(int(self.headers["Content-Length"])).decode()
            told.append(parse_qs(form))
            self.send_response(status)
            self.end_headers()

    with answering(Hub) as address:
        yield address, told


def run(*command: str, text: str = "", **variables: str) -> str:
    """What a feed reader prints."""
    done = run_command(command, text=text, timeout=60, **variables)
    assert done.returncode == 0, f"{command[0]}: {done.stderr}"
    return done.stdout


def newsboat(address: str, folder: Path) -> list[Seen]:
    """A cache for each feed: newsboat keeps one article a GUID over all feeds."""
    folder.mkdir(parents=True, exist_ok=True)
    urls, cache, config = folder / "urls", folder / "cache.db", folder / "config"
    urls.write_text(f"{address}\n")
    config.write_text("")
    options = ["-u", str(urls), "-c", str(cache), "-C", str(config)]
    run("newsboat", *options, "-x", "reload", HOME=str(folder))
    with sqlite3.connect(cache) as database:
        rows = database.execute(
            "SELECT guid, url, title, content, pubDate, author, enclosure_url FROM rss_item "
            "WHERE deleted = 0 ORDER BY pubDate DESC, guid"
        ).fetchall()
    return [
        Seen(
            guid=guid,
            url=url,
            title=title,
            html=content,
            published=datetime.fromtimestamp(published, UTC),
            byline=author,
        )
        for guid, url, title, content, published, author, _ in rows
    ]


def sfeed(address: str, folder: Path) -> list[Seen]:
    lines = run("sfeed", text=fetched(address)).splitlines()
    return [_seen_by_sfeed(line.split("\t")) for line in lines]


def _seen_by_sfeed(fields: list[str]) -> Seen:
    moment, title, url, content, _, guid, byline, picture, topics = fields
    for escape, character in (("\\n", "\n"), ("\\t", "\t"), ("\\\\", "\\")):
        content = content.replace(escape, character)
    return Seen(
        guid=guid,
        url=url,
        title=title,
        html=content,
        published=datetime.fromtimestamp(int(moment), UTC),
        byline=byline,
        topics=tuple(topics.split("|")),
        picture=picture,
    )


def rss2email(address: str, folder: Path) -> list[Seen]:
    """What arrives in the mailbox of somebody who reads feeds as mail."""
    folder.mkdir(parents=True, exist_ok=True)
    config, data = folder / "rss2email.cfg", folder / "rss2email.json"
    config.write_text(
        "[DEFAULT]\nfrom = feeds@kota.example\nto = reader@kota.example\nhtml-mail = True\n"
        "use-8bit = True\ndate-header = True\n"
        f"email-protocol = maildir\nmaildir-path = {folder}\nmaildir-mailbox = inbox\n"
    )
    for name in ("cur", "new", "tmp"):
        (folder / "inbox" / name).mkdir(parents=True, exist_ok=True)
    for command in (["add", "paper", address], ["run"]):
        run("r2e", "-c", str(config), "-d", str(data), *command, HOME=str(folder))
    letters = [
        email.message_from_bytes(letter.as_bytes(), policy=email.policy.default)
        for letter in Maildir(folder / "inbox", create=False)
    ]
    return [
        Seen(
            guid=letter["X-RSS-ID"].strip(),
            url=letter["X-RSS-URL"].strip(),
            title=letter["Subject"].strip(),
            html=letter.get_content(),
            published=None,  # it dates its letters by the last change
            topics=tuple(letter["X-RSS-TAGS"].split(",")) if letter["X-RSS-TAGS"] else (),
        )
        for letter in letters
    ]


def by_feedparser(address: str, folder: Path) -> list[Seen]:
    feed = feedparser.parse(fetched(address).encode())
    assert not feed.bozo, feed.bozo_exception
    return [
        Seen(
            guid=entry.id,
            url=entry.link,
            title=entry.title,
            html=entry.content[0].value,
            published=datetime(*entry.published_parsed[:6], tzinfo=UTC),
            byline=" | ".join(author.name for author in entry.authors),
            topics=tuple(tag.term for tag in entry.tags),
            picture=entry.enclosures[0].href if entry.enclosures else "",
        )
        for entry in feed.entries
    ]


def by_reader(address: str, folder: Path) -> list[Seen]:
    with make_reader(":memory:") as reader:
        reader.add_feed(address)
        reader.update_feed(address)
        return [
            Seen(
                guid=entry.id,
                url=entry.link or "",
                title=entry.title or "",
                html=entry.content[0].value,
                published=entry.published,
                byline=entry.authors_str,
                picture=entry.enclosures[0].href if entry.enclosures else "",
            )
            for entry in reader.get_entries()
        ]


def _in_javascript(parser: str, address: str, folder: Path) -> list[Seen]:
    items = json.loads(run("node", str(SCRIPTS / "read_feed.js"), parser, address))
    return [
        Seen(
            guid=item["guid"],
            url=item["url"],
            title=item["title"],
            html=item["html"],
            published=datetime.fromisoformat(item["published"]),
            byline=item["byline"],
            topics=tuple(item["topics"]),
            picture=item["picture"],
        )
        for item in items
    ]


Reads = Callable[[str, Path], list[Seen]]

READERS: Mapping[str, Reads] = {
    "newsboat": newsboat,
    "sfeed": sfeed,
    "rss2email": rss2email,
    "feedparser": by_feedparser,
    "reader": by_reader,
    **{name: partial(_in_javascript, name) for name in ("rss-parser", "feedsmith", "feed-parser")},
}


def fetched(address: str) -> str:
    with urlopen(address) as response:
        return response.read().decode()
