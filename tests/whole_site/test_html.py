"""All pages in the eyes of the Nu validator."""

import json
import shutil
import subprocess
from pathlib import Path

from newsroom.core.settings import PROJECT

VALIDATOR = PROJECT / "tests/node/node_modules/vnu-jar/build/dist/vnu.jar"
QUICK = ("-Xss2m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Java optimises for programs that run longer, which takes longer than the validation itself."""


def test_every_page_is_valid_html(frozen_folder: Path, real_folder: Path) -> None:
    java = shutil.which("java")
    assert java, "the validator needs Java: `apt-get install default-jre-headless`"
    assert VALIDATOR.is_file(), "the validator is not installed: `make tests/node/node_modules`"
    folders = (frozen_folder, real_folder)
    pages = [str(page) for folder in folders for page in sorted(folder.rglob("*.html"))]
    options = ["--errors-only", "--exit-zero-always", "--format", "json"]
    command = [java, *QUICK, "-jar", str(VALIDATOR), *options, *pages]
    validated = subprocess.run(command, capture_output=True, text=True, check=True)
    messages = json.loads(validated.stderr)["messages"]
    assert pages
    assert [
        f"{message['url']}:{message.get('lastLine')}: {message['message']}" for message in messages
    ] == []
