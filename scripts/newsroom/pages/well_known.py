"""security.txt (RFC 9116): whom a finder of a flaw writes to."""

from datetime import date, timedelta

from newsroom.content import addresses
from newsroom.core.output import SiteFile
from newsroom.core.settings import Settings
from newsroom.pages.sitemap import NEWS_PATH

CONFIRMED = date(2026, 11, 24)
"""When a maintainer last saw that the contact answers; to renew the file, set it to today."""

EXPIRES = CONFIRMED + timedelta(days=360)
"""RFC 9116 asks for less than a year."""

PATH = ".well-known/security.txt"


def security_txt(settings: Settings) -> SiteFile:
    """The same bytes on every day, so that nothing renews it but a person."""
    lines = [("Contact", f"{settings.repository}/security/advisories/new")]
    if settings.contact.email:
        lines.append(("Contact", f"mailto:{settings.contact.email}"))
    lines += [
        ("Expires", f"{EXPIRES.isoformat()}T00:00:00Z"),
        ("Preferred-Languages", ", ".join(settings.languages)),
        ("Canonical", addresses.absolute(f"/{PATH}", settings.site_url)),
        ("Policy", f"{settings.repository}/blob/{settings.edit_branch}/SECURITY.md"),
    ]
    text = "".join(f"{name}: {value}\n" for name, value in lines)
    return SiteFile(path=PATH, make=text.encode)


def robots_txt(settings: Settings) -> SiteFile:
    """Everybody may read everything; the sitemaps say what there is."""
    text = "User-agent: *\nDisallow:\n\n"
    for path in ("sitemap.xml", NEWS_PATH):
        text += f"Sitemap: {addresses.absolute(f'/{path}', settings.site_url)}\n"
    return SiteFile(path="robots.txt", make=text.encode)
