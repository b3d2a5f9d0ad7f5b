"""Look for tokens and keys in all that a pull request's commits add, removed again or not.

Exit codes: 0 none, 1 some, 2 the commits are not there: the whole history must be checked out.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from newsroom.checks.committed_secrets import credential_problems, head_of
from newsroom.core.problem import LANGUAGES
from newsroom.core.report import FORMATS
from newsroom.core.settings import PROJECT


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("proposal", type=Path, help="the folder of the pull request's repository")
    proposal = parser.parse_args().proposal
    try:
        problems = sorted(credential_problems(proposal, since=head_of(PROJECT)))
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"scan_commits.py: {error}", file=sys.stderr)
        return 2
    if problems:
        print(FORMATS["github"](problems, LANGUAGES, 0))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
