"""The register of addresses as the published site holds it."""

import re
from http import HTTPStatus
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import urlopen

from newsroom.checks.register import FILE
from newsroom.content.addresses import absolute

SECONDS = 30
MOST_BYTES = 10_000_000

_REGISTER = re.compile(r"(/[A-Za-z0-9/._-]*\n)+", re.ASCII)


class NoAnswer(Exception):
    """The published site does not say which addresses it has."""


def published_register(site_url: str) -> str:
    """The text of the published register; an empty text if the site has none yet.

    Raises NoAnswer where the site cannot be asked, or answers with something else.
    """
    try:
        with urlopen(absolute(f"/{FILE}", site_url), timeout=SECONDS) as response:
            text = response.read(MOST_BYTES).decode("ascii")
    except HTTPError as error:
        if error.code in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
            return ""
        raise NoAnswer(f"it answers {error.code}") from error
    except (OSError, HTTPException, ValueError) as error:
        raise NoAnswer(str(error)) from error
    if not _REGISTER.fullmatch(text):
        raise NoAnswer(f"its {FILE} is no list of addresses")
    return str(text)
