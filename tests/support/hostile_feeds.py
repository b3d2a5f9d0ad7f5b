"""Feeds that are hostile or broken, and what may be left of each: some titles, or a fault."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from network_feeds import many, rss_item, rss_of, sound

HERE = "https://bad.partner.example/"


@dataclass(frozen=True)
class Hostile:
    """A feed's bytes, and what must come of them."""

    body: bytes
    titles: tuple[str, ...] = ()
    """Of the items that are kept, newest first."""
    fault: str = ""
    """A part of the words of the fault; an empty text for a feed that has none."""
    content_type: str = "application/rss+xml"


def titled(title: str, *titles: str) -> Hostile:
    """One item with a title as XML, and the titles that are left of it."""
    return Hostile(rss_of(rss_item(title)), titles)


def linked(link: str, *, is_kept: bool = False) -> Hostile:
    """One item with a link as XML."""
    return Hostile(rss_of(rss_item("Title", link)), ("Title",) if is_kept else ())


def dated(date: str) -> Hostile:
    return Hostile(rss_of(rss_item(date=date)), ("Title",))


def failing(body: bytes, fault: str, content_type: str = "application/rss+xml") -> Hostile:
    return Hostile(body, (), fault, content_type)


def encoded(text: str, encoding: str, content_type: str = "application/rss+xml") -> Hostile:
    body = rss_of(rss_item(text)).decode().replace("UTF-8", encoding).encode(encoding)
    return Hostile(body, (text,), content_type=content_type)


def of_json(feed: object, *titles: str) -> Hostile:
    return Hostile(json.dumps(feed).encode(), titles, content_type="application/feed+json")


def json_items(*items: object) -> object:
    return {"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": list(items)}


_BOMB = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_OUTER = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'

FEEDS: Mapping[str, Hostile] = {
    # entities and document types
    "entity bomb": failing(rss_of(rss_item("&b;"), before=_BOMB), "entities"),
    "outer entity": failing(rss_of(rss_item("&f;"), before=_OUTER), "entities"),
    "entity of the network": failing(
        rss_of(rss_item("&f;"), before=_OUTER.replace("file:///etc/passwd", "https://x.example")),
        "entities",
    ),
    "parameter entity": failing(
        rss_of(
            rss_item("x"),
            before='<!DOCTYPE x [<!ENTITY % p SYSTEM "https://x.example/x.dtd">%p;]>',
        ),
        "entities",
    ),
    "entity in capitals and lines": failing(
        rss_of(rss_item("x"), before='<!DOCTYPE x [<!entity\na "b">]>'), "entities"
    ),
    "entities in UTF-16": failing(
        rss_of(rss_item("&b;"), before=_BOMB).decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        "entities",
    ),
    "entities in EBCDIC": failing(
        rss_of(rss_item("&b;"), before=_BOMB).decode().replace("UTF-8", "cp037").encode("cp037"),
        "entities",
    ),
    "entities in UTF-7": failing(
        rss_of(rss_item("&b;"), before=_BOMB).decode().replace("UTF-8", "utf-7").encode("utf-7"),
        "entities",
        "application/xml; charset=utf-7",
    ),
    "entities across a continued line of HZ": failing(
        rss_of(rss_item("x"), before=_BOMB.replace("<!ENTITY", "<!EN~\nTITY")).replace(
            b"UTF-8", b"hz"
        ),
        "entities",
        "application/xml; charset=hz",
    ),
    "document type of elsewhere": Hostile(
        rss_of(rss_item("Title"), before='<!DOCTYPE rss SYSTEM "https://x.example/rss.dtd">'),
        ("Title",),
    ),
    "style sheet of elsewhere": Hostile(
        rss_of(
            rss_item("Title"), before='<?xml-stylesheet type="text/xsl" href="https://x.example/"?>'
        ),
        ("Title",),
    ),
    "inclusion": Hostile(
        rss_of(
            rss_item(
                "Title",
                more='<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" '
                'href="file:///etc/passwd" parse="text"/>',
            )
        ),
        ("Title",),
    ),
    # titles
    "script in a title": titled("&lt;script&gt;alert(1)&lt;/script&gt;Fair", "Fair"),
    "script in CDATA": titled("<![CDATA[<script>alert(1)</script>Fair]]>", "Fair"),
    "script escaped twice": titled("&amp;lt;script&amp;gt;x&amp;lt;/script&amp;gt; Fair", "x Fair"),
    "script escaped three times": titled("&amp;amp;lt;b&amp;amp;gt;Fair", "&lt;b&gt;Fair"),
    "picture that runs": titled("&lt;img src=x onerror=alert(1)&gt;Fair", "Fair"),
    "picture never closed": titled("Fair &lt;img src=x onerror=alert(1)", "Fair"),
    "drawing that runs": titled(
        "&lt;svg onload=alert(1)&gt;Fair",
    ),
    "style": titled("&lt;style&gt;body{display:none}&lt;/style&gt;Fair", "Fair"),
    "form": titled("&lt;form action=https://x.example&gt;&lt;input&gt;Fair&lt;/form&gt;", "Fair"),
    "comment that hides": titled(
        "Fair &lt;!-- &gt;&lt;script&gt;x&lt;/script&gt; --&gt;",
        "Fair",
    ),
    "template language": titled("{{ 7*7 }} {% raw %} Fair", "{{ 7*7 }} {% raw %} Fair"),
    "Markdown": titled(
        "[Fair](javascript:alert) **x** ![](x)", "[Fair](javascript:alert) **x** ![](x)"
    ),
    "YAML": titled("---&#10;title: x&#10;---", "--- title: x ---"),
    "workflow command": titled("Fair&#10;::error::x", "Fair ::error::x"),
    "terminal colours": titled("Fair &#x9b;31m red", "Fair ›31m red"),
    "direction turned": titled("Fair \u202egnp.exe\u202c", "Fair gnp.exe"),
    "direction isolated": titled("\u2066Fair\u2069 \u200f", "Fair"),
    "invisible letters": titled("F\u200ba\u2060i\ufeffr\u00ad", "Fair"),
    "tags of Unicode": titled("Fair\U000e0041\U000e0042", "Fair"),
    "noncharacters": titled("Fair\ufdd0", "Fair"),
    "marks piled up": titled("F\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308air", "Fair"),
    "title of nothing that shows": titled("\u200b\u2060\u00ad"),
    "title of white space": titled("  &#9; &#160; "),
    "title of tags alone": titled("&lt;b&gt;&lt;/b&gt;"),
    "title without end": titled("Word " * 40_000, ("Word " * 39).strip() + "…"),
    "one word without end": titled("W" * 200_000, "W" * 199 + "…"),
    "lone surrogate": failing(rss_of(rss_item("Fair &#xD800;")), "failed"),
    "number of no character": failing(rss_of(rss_item("Fair &#x110000;")), "failed"),
    "NUL": Hostile(rss_of(rss_item("Fa\0ir")), ("Fair",)),
    "control characters": Hostile(rss_of(rss_item("Fa\x08\x1bir")), ("Fair",)),
    "title of a third feed's item": titled("Fair]]&gt;&lt;/title&gt;", "Fair]]>"),
    # links
    "javascript": linked("javascript:alert(1)"),
    "javascript in capitals and white space": linked(" JaVa&#9;Script:alert(1)"),
    "data": linked("data:text/html,&lt;script&gt;"),
    "file": linked("file:///etc/passwd"),
    "protocol of mail": linked("mailto:a@bad.partner.example"),
    "another host": linked("https://x.example/"),
    "host that begins like ours": linked("https://bad.partner.example.x.example/"),
    "host that ends like ours": linked("https://notbad.partner.example/"),
    "host above ours": linked("https://partner.example/"),
    "user that looks like a host": linked("https://bad.partner.example@x.example/"),
    "user and password": linked("https://a:b@bad.partner.example/"),
    "back-slashes": linked("https:\\\\x.example\\"),
    "back-slash behind the host": linked("https://x.example\\@bad.partner.example/"),
    "no protocol, another host": linked("//x.example/"),
    "another port": linked("https://bad.partner.example:8443/"),
    "port that is no number": linked("https://bad.partner.example:x/"),
    "letters that look alike": linked("https://b\u0430d.partner.example/"),
    "broken brackets": linked("https://[bad.partner.example/"),
    "address of the inner network": linked("https://127.0.0.1/"),
    "link with line breaks": linked("https://bad.part&#10;ner.example/", is_kept=True),
    "link without end": linked(HERE + "a" * 50_000),
    "no link": Hostile(rss_of("<item><title>Title</title></item>")),
    "plain http": linked("http://bad.partner.example/1", is_kept=True),
    "quotes in a link": linked('https://bad.partner.example/"&gt;&lt;b&gt;', is_kept=True),
    "relative link": linked("/1", is_kept=True),
    # days
    "year 2099": dated("Mon, 23 Nov 2099 03:00:00 GMT"),
    "year 99999": dated("Mon, 23 Nov 99999 03:00:00 GMT"),
    "year 0": dated("0000-00-00T00:00:00Z"),
    "the epoch": dated("Thu, 01 Jan 1970 00:00:00 GMT"),
    "month 13": dated("2026-13-45T25:61:61Z"),
    "day in words": dated("last Tuesday"),
    "no day": dated(""),
    "day without end": dated("1" * 100_000),
    "zone without end": dated("Mon, 23 Nov 2026 03:00:00 +" + "9" * 1_000),
    # form and size
    "empty": failing(b"", "empty"),
    "white space": failing(b" \n\t ", "empty"),
    "web page": failing(b"<!doctype html><html><body><h1>Not here</h1></body></html>", "no feed"),
    "page of XHTML": failing(
        b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><p>x</p></html>',
        "no feed",
    ),
    "picture": failing(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "no feed"),
    "noise": failing(bytes(number * 7919 % 256 for number in range(50_000)), "no feed"),
    "calendar": failing(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "no feed"),
    "OPML": failing(
        b'<opml version="2.0"><body><outline text="x" xmlUrl="x"/></body></opml>', "no feed"
    ),
    "sitemap": failing(
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url/></urlset>', "no feed"
    ),
    "cut within an item": failing(sound("rss", "bad")[:1_100], "end is missing"),
    "cut within the head": failing(sound("atom", "bad")[:150], "end is missing"),
    "no items": Hostile(rss_of("")),
    "item within an item": Hostile(
        rss_of(f"<item>{rss_item('Inner')}<title>Outer</title></item>"), ("Inner",)
    ),
    "elements a thousand deep": Hostile(
        rss_of(rss_item("Title", more="<x>" * 1_000 + "</x>" * 1_000)), ("Title",)
    ),
    "elements twenty thousand deep": Hostile(
        rss_of(rss_item("Title", more="<x>" * 20_000 + "</x>" * 20_000)), ("Title",)
    ),
    "one attribute two hundred thousand times": Hostile(
        rss_of(rss_item("Title", more="<x " + 'a="" ' * 200_000 + "/>")), ("Title",)
    ),
    "two hundred thousand different attributes": failing(
        rss_of(rss_item("T", more="<x " + "".join(f'a{n}="" ' for n in range(150_000)) + "/>")),
        "too long",
    ),
    "sixty thousand items": failing(rss_of("<item><title>x</title></item>" * 60_000), "too long"),
    "five hundred items today": Hostile(
        rss_of(
            "".join(rss_item(f"Item {n:03}", f"{HERE}{n:03}") for n in range(500)),
        ),
        tuple(f"Item {n:03}" for n in range(50)),
    ),
    "one item five hundred times": Hostile(rss_of(rss_item() * 500), ("Title",)),
    "one title with many links": Hostile(
        rss_of("".join(rss_item("Title", f"{HERE}{n}") for n in range(9))), ("Title",)
    ),
    "our own item": Hostile(
        rss_of(rss_item(more="<guid>tag:kota.example,2026:id/news/2026/x</guid>"))
    ),
    "our own item by its source": Hostile(
        rss_of(rss_item(more='<source url="https://kota.example/situs/feed.xml">Kota</source>'))
    ),
    "unknown namespace": Hostile(
        rss_of(rss_item("Title", more='<x:y xmlns:x="urn:x">z</x:y>')), ("Title",)
    ),
    "prefix never declared": Hostile(rss_of(rss_item("Title", more="<x:y>z</x:y>")), ("Title",)),
    "ampersands that are not escaped": Hostile(rss_of(rss_item("Batik & ikat")), ("Batik & ikat",)),
    "entity of HTML": titled("Caf&eacute; &nbsp;fair", "Café fair"),
    "element never closed": Hostile(
        rss_of(rss_item("Title", more="<description><b>x</description>")), ("Title",)
    ),
    "enclosures and pictures": Hostile(
        rss_of(
            rss_item(
                "Title",
                more='<enclosure url="https://x.example/x.exe" length="1" type="a/b"/>'
                '<description>&lt;img src="https://x.example/t.gif"&gt;Words</description>',
            )
        ),
        ("Title",),
    ),
    # characters
    "Latin-1": encoded("Café fair", "iso-8859-1"),
    "Windows letters": encoded("“Fair” – now", "windows-1252"),
    "Shift-JIS": encoded("金沢の工芸", "shift_jis"),
    "EUC-KR": encoded("이천 도자기", "euc-kr"),
    "GB 18030": encoded("杭州工艺", "gb18030"),
    "UTF-16": encoded("金沢の工芸", "utf-16"),
    "UTF-8 with a mark": Hostile(b"\xef\xbb\xbf" + rss_of(rss_item("Fair")), ("Fair",)),
    "server names other characters": encoded("Café fair", "utf-8", "text/xml; charset=utf-8"),
    "unknown characters": Hostile(
        rss_of(rss_item("Fair")).replace(b"UTF-8", b"x-klingon"), ("Fair",)
    ),
    "bytes that are no UTF-8": Hostile(
        rss_of(rss_item("Fair")).replace(b"Fair", b"Fair \xff\xfe now"), ("Fair ÿþ now",)
    ),
    "a codec that is none of characters": Hostile(
        rss_of(rss_item("Fair")).replace(b"UTF-8", b"zlib"),
        ("Fair",),
        content_type="application/xml; charset=bz2",
    ),
    # JSON
    "JSON of another kind": failing(b'{"items": []}', "no JSON Feed"),
    "JSON that ends early": failing(
        b'{"version": "https://jsonfeed.org/version/1.1", "i', "no JSON"
    ),
    "JSON nested without end": failing(b'{"a":' * 100_000, "nested"),
    "JSON number without end": failing(b'{"a":' + b"9" * 1_000_000 + b"}", "no JSON"),
    "JSON items of other kinds": of_json(
        json_items(1, None, [], "x", {"url": 5, "title": {}}, {"url": HERE, "title": "Fair"}),
        "Fair",
    ),
    "JSON item with a script": of_json(
        json_items({"url": HERE, "title": "<script>x</script>Fair", "summary": "<b>x"}), "Fair"
    ),
    "JSON item with a bad link": of_json(json_items({"url": "javascript:x", "title": "Fair"})),
    "JSON item without a title": of_json(
        json_items({"url": HERE, "content_text": "A fair in the hall."}), "A fair in the hall."
    ),
    "JSON with lone surrogates": Hostile(
        b'{"version": "https://jsonfeed.org/version/1.1", "items": '
        b'[{"url": "https://bad.partner.example/", "title": "Fair \\ud800"}]}',
        ("Fair",),
    ),
    "JSON list": failing(b"[1, 2]", "no feed"),
    # large and sound
    "fifty items": Hostile(many(50), tuple(f"Item {n} of bad" for n in reversed(range(50)))),
}
