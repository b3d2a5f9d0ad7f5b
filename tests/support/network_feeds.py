"""Feeds of partners: a sound one of each kind, made up after real ones."""

from newsroom.network.words import MAX_ITEMS

RSS = """\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>City of {name}</title>
<atom:link href="https://{name}.partner.example/feed" rel="self" type="application/rss+xml"/>
<link>https://{name}.partner.example</link>
<description>News of the city office</description>
<lastBuildDate>Mon, 23 Nov 2026 04:00:00 +0000</lastBuildDate>
<language>en-US</language>
<generator>https://wordpress.example/?v=6.9</generator>
<item>
<title>Lacquer fair opens in {name} &#8211; forty makers</title>
<link>https://{name}.partner.example/2026/11/lacquer-fair/?utm_source=rss&amp;utm_medium=rss</link>
<dc:creator><![CDATA[City office]]></dc:creator>
<pubDate>Mon, 23 Nov 2026 03:00:00 +0000</pubDate>
<category><![CDATA[Craft]]></category>
<guid isPermaLink="false">https://{name}.partner.example/?p=2</guid>
<description><![CDATA[<p>Forty makers show lacquer &amp; ash wood. <a href="https://x.example">More</a></p>]]></description>
<content:encoded><![CDATA[<p>Forty makers show lacquer &amp; ash wood.</p><img src="https://x.example/t.gif">]]></content:encoded>
</item>
<item>
<title>Registration for the mask workshop</title>
<link>https://{name}.partner.example/2026/11/masks/</link>
<pubDate>Sun, 22 Nov 2026 03:00:00 +0000</pubDate>
<guid isPermaLink="false">https://{name}.partner.example/?p=1</guid>
<description>Places for twelve.</description>
</item>
</channel>
</rss>
"""

RSS_091 = """\
<?xml version="1.0"?>
<rss version="0.91"><channel><title>{name}</title><link>https://{name}.partner.example/</link>
<description>News</description><language>en</language>
<item><title>Lacquer fair opens in {name} – forty makers</title>
<link>https://{name}.partner.example/1</link><description>Forty makers.</description></item>
</channel></rss>
"""

RDF = """\
<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xml:lang="en">
<channel rdf:about="https://{name}.partner.example/index.rdf"><title>{name}</title>
<link>https://{name}.partner.example/</link><description>News</description>
<items><rdf:Seq><rdf:li rdf:resource="https://{name}.partner.example/rdf/1"/></rdf:Seq></items>
</channel>
<item rdf:about="https://{name}.partner.example/rdf/1">
<title>Lacquer fair opens in {name} – forty makers</title>
<link>https://{name}.partner.example/rdf/1</link><description>Forty makers.</description>
<dc:date>2026-11-23T12:00:00+09:00</dc:date></item>
</rdf:RDF>
"""

ATOM = """\
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title type="text">{name}</title><id>tag:{name}.partner.example,2026:feed</id>
<link rel="self" href="https://{name}.partner.example/feed"/>
<link rel="alternate" href="https://{name}.partner.example/"/>
<updated>2026-11-23T12:00:00+09:00</updated>
<entry>
<title type="html">Lacquer fair opens in {name} &amp;ndash; &lt;b&gt;forty&lt;/b&gt; makers</title>
<link rel="alternate" type="text/html" href="/atom/1"/>
<id>tag:{name}.partner.example,2026:1</id><published>2026-11-23T12:00:00+09:00</published>
<updated>2026-11-23T13:00:00+09:00</updated><summary>Forty makers.</summary></entry>
</feed>
"""

JSON_FEED = """\
{{"version": "https://jsonfeed.org/version/1.1", "title": "{name}", "language": "en",
"home_page_url": "https://{name}.partner.example/", "items": [
{{"id": "1", "url": "https://{name}.partner.example/json/1", "summary": "Forty makers.",
"title": "Lacquer fair opens in {name} – forty makers",
"date_published": "2026-11-23T12:00:00+09:00"}}]}}
"""

SOUND = {"rss": RSS, "rss-091": RSS_091, "rdf": RDF, "atom": ATOM, "json": JSON_FEED}


def sound(kind: str, name: str) -> bytes:
    """A feed of a kind, of the partner with a name."""
    return SOUND[kind].format(name=name).encode()


def lacquer(name: str) -> str:
    """The title of the newest item of every sound feed."""
    return f"Lacquer fair opens in {name} – forty makers"


def rss_of(items: str, *, name: str = "bad", before: str = "") -> bytes:
    """A feed of RSS 2.0 around some items."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<rss version="2.0"><channel>'
        f"<title>{name}</title><link>https://{name}.partner.example/</link>"
        f"<description>x</description>{items}</channel></rss>"
    ).encode()


def rss_item(
    title: str = "Title",
    link: str = "https://bad.partner.example/1",
    date: str = "Mon, 23 Nov 2026 03:00:00 GMT",
    more: str = "",
) -> str:
    """An item of RSS; texts are written as XML."""
    day = f"<pubDate>{date}</pubDate>" if date else ""
    return f"<item><title>{title}</title><link>{link}</link>{day}{more}</item>"


def many(count: int = MAX_ITEMS, *, name: str = "bad") -> bytes:
    """A feed of so many items, an hour apart."""
    return rss_of(
        "".join(
            rss_item(
                f"Item {number} of {name}",
                f"https://{name}.partner.example/{number}",
                f"Mon, {1 + number // 24 % 28:02} Jun 2026 {number % 24:02}:00:00 GMT",
                f"<description>{'Words of the item. ' * 20}</description>",
            )
            for number in range(count)
        ),
        name=name,
    )
