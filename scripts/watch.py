"""Report what will expire, and when: the schedule on GitHub, security.txt, the theme.

It fails if somebody must act now.
"""

from datetime import date, datetime

from newsroom.core.command import parser, run
from newsroom.core.dates import build_day, time_zone
from newsroom.core.git import git
from newsroom.core.github_summary import add_to_summary
from newsroom.core.problem import one_line
from newsroom.core.settings import PROJECT, Contact, read_settings
from newsroom.publish.deadlines import NoAnswer, deadlines, last_renewed, renewal

NO_CONTACT = (
    "readers without a GitHub account cannot reach the newsroom: "
    "set extra.contact in mkdocs.yml (email, whatsapp or form)"
)


def main() -> int:
    command = parser(__doc__, {1: "somebody must act now"})
    command.add_argument(
        "--site", help="address of the published site (default: that of mkdocs.yml)"
    )
    options = command.parse_args()
    settings, today = read_settings(), build_day()
    unreachable = []
    found = list(deadlines(last_commit()))
    try:
        last = last_renewed(options.site or settings.site_url)
        found.append(renewal(last, settings.repository))
    except NoAnswer as error:
        # Not a failure: a host may be down, and a fork may have no published site.
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
    add_to_summary(text)
    print(text, end="")
    return 1 if urgent else 0


def last_commit() -> date:
    """The day of the newest commit."""
    committed = git(PROJECT, "log", "-1", "--format=%cI").strip()
    return datetime.fromisoformat(committed).astimezone(time_zone()).date()


if __name__ == "__main__":
    run(main)
