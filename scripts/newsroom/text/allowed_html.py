"""The HTML elements and attributes that articles and feeds may contain.

Articles contain only what their Markdown makes. Feeds add what surrounds an article there: its
picture, its dates, its sources, its figures.
"""

SCHEMES = frozenset({"https", "http", "mailto", "tel"})
"""URL schemes that links may have."""

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
"""The kinds of alert boxes, which are also their CSS classes: `> [!NOTE]` makes the first."""
CLASSES = {
    "a": {"footnote-ref", "footnote-backref"},
    "div": {"admonition", "footnote", *BOXES},
    "p": {"admonition-title"},
    "sup": {"source-mark"},
}

FEED_ELEMENTS = MARKDOWN_ELEMENTS | {
    *("span", "q", "cite", "dl", "dt", "dd", "b", "i", "s", "ins", "sub", "small", "mark", "abbr"),
    *("kbd", "time", "details", "summary", "picture", "source", "figure", "figcaption", "caption"),
    "tfoot",
}
FEED_ATTRIBUTES = {
    # No ids: a feed reader shows many items on one page, where they would clash.
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
