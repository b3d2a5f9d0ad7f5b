"""Media RSS: an item's picture with its size, description and credit, in RSS and Atom alike."""

from typing import Any

from lxml import etree

from newsroom.feeds.feed_item import Picture

MEDIA = "http://search.yahoo.com/mrss/"


def add_picture(element: Any, picture: Picture) -> None:
    """Append `media:content`; feedgen's own extension knows neither description nor credit."""
    content = etree.SubElement(
        element,
        f"{{{MEDIA}}}content",
        {
            "url": picture.url,
            "medium": "image",
            "type": picture.type,
            "fileSize": str(picture.length),
            "width": str(picture.width),
            "height": str(picture.height),
        },
    )
    if picture.description:
        description = etree.SubElement(content, f"{{{MEDIA}}}description", type="plain")
        description.text = picture.description
    if picture.credit:
        credit = etree.SubElement(content, f"{{{MEDIA}}}credit", role="photographer")
        credit.text = picture.credit
