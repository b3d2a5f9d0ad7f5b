"""Say what runs out and when."""

import subprocess
from datetime import date, datetime

from newsroom.core.command import parser, run
from newsroom.core.dates import JAKARTA, build_day
from newsroom.core.github_summary import show
from newsroom.core.problem import one_line
from newsroom.core.settings import PROJECT, Contact, read_settings
from newsroom.publish.deadlines import NoAnswer, deadlines, last_renewed, renewal

NO_CONTACT = (
    "readers without a GitHub account cannot reach the newsroom: "
    "set extra.contact in mkdocs.yml (email, whatsapp or form)"
)


def main() -> int:
    command = parser(__doc__, {1: "somebody must act"})
    command.add_argument("--site", help="address of the published site, if not that of mkdocs.yml")
    options = command.parse_args()
    settings, today = read_settings(), build_day()
    unreachable = []
    found = list(deadlines(last_commit()))
    try:
        last = last_renewed(options.site or settings.site_url)
        found.append(renewal(last, settings.repository))
    except NoAnswer as error:
        # No reason to fail: hosts have bad days, and a fork may publish nothing.
        unreachable.append(
            f"- warning: the published site was asked for its age: {one_line(str(error))}"
        )
    found.sort(key=lambda deadline: deadline.day)
    urgent = [deadline for deadline in found if deadline.is_urgent(today)]
    lines = [
        f"- {'**now:** ' if deadline in urgent else ''}{deadline.report(today)}"
        for deadline in found
    ]
    lines += unreachable
    if settings.contact == Contact():
        lines.append("- " + NO_CONTACT)
    text = "\n".join(["# What runs out", "", *lines, ""])
    show(text)
    print(text, end="")
    return 1 if urgent else 0


def last_commit() -> date:
    """The day of the newest commit."""
    told = subprocess.run(
        ["git", "log", "-1", "--format=%cI"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    return datetime.fromisoformat(told.stdout.strip()).astimezone(JAKARTA).date()


if __name__ == "__main__":
    run(main)
