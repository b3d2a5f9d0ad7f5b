"""The HTML that readers may get from an article: one list for the site, its feeds and its checks.

The Markdown of articles becomes these elements and no others. Feeds carry them too, and what stands
around an article there: its picture, its days, its sources.
"""

SCHEMES = frozenset({"https", "http", "mailto", "tel"})
"""What addresses of links may begin with."""

MARKDOWN_ELEMENTS = frozenset(
    {
        *("h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "blockquote", "ul", "ol", "li", "pre"),
        *("code", "em", "strong", "del", "a", "img", "sup", "div", "table", "thead", "tbody", "tr"),
        *("th", "td"),
    }
)
MARKDOWN_ATTRIBUTES = {
    "a": {"href", "title", "id", "hreflang", "lang"},
    "img": {"src", "alt", "title", "width", "height", "loading"},
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
    "li": {"id"},
    "sup": {"id"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
BOXES = ("note", "tip", "important", "warning", "caution")
"""The kinds of boxes, as classes: `> [!NOTE]` makes the first."""
CLASSES = {
    "a": {"footnote-ref", "footnote-backref"},
    "div": {"admonition", "footnote", *BOXES},
    "p": {"admonition-title"},
    "sup": {"source-mark"},
}

FEED_ELEMENTS = MARKDOWN_ELEMENTS | {
    *(
        "span",
        "q",
        "cite",
        "dl",
        "dt",
        "dd",
        "b",
        "i",
        "s",
        "ins",
        "sub",
        "small",
        "mark",
        "abbr",
        "kbd",
    ),
    *(
        "time",
        "details",
        "summary",
        "picture",
        "source",
        "figure",
        "figcaption",
        "caption",
        "tfoot",
    ),
}
FEED_ATTRIBUTES = {
    # Programs show many items on one page, where ids would clash.
    **{element: names - {"id"} for element, names in MARKDOWN_ATTRIBUTES.items()},
    "*": {"lang", "dir"},
    "img": {"src", "srcset", "sizes", "alt", "title", "width", "height"},
    "source": {"srcset", "sizes", "type", "media"},
    "ol": {"start", "reversed"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "td": {"align", "colspan", "rowspan"},
    "time": {"datetime"},
    "blockquote": {"cite"},
    "q": {"cite"},
}
