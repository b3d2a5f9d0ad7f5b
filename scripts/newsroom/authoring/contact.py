"""Ways to the newsroom that need no account: each is a setting, and none is shown unless set."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from newsroom.core.settings import Contact
from newsroom.core.wording import Wording


@dataclass(frozen=True, kw_only=True)
class ContactLink:
    """One way, as a link."""

    label: str
    url: str


def contact_links(contact: Contact, wording: Wording, *, about: str = "") -> Iterator[ContactLink]:
    """The ways that are set. `about` begins a message: an article's title and address."""
    if contact.email:
        subject = f"?subject={quote(about)}" if about else ""
        yield ContactLink(label=wording["contact_email"], url=f"mailto:{contact.email}{subject}")
    if contact.whatsapp:
        text = f"?text={quote(about)}" if about else ""
        yield ContactLink(label="WhatsApp", url=f"https://wa.me/{contact.whatsapp}{text}")
    if contact.form:
        yield ContactLink(label=wording["contact_form"], url=contact.form)
