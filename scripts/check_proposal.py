"""Check a pull request's texts with the check that stands here, whatever it does to its own.

What must be mended is shown at its lines and, where GitHub says where, on the page of the run.
Exit codes: those of check.py.
"""

import argparse
import os
import sys
from contextlib import redirect_stdout
from pathlib import Path

import check


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("proposal", type=Path, help="the folder of the pull request's repository")
    docs = parser.parse_args().proposal / "docs"
    # Behind a link there may be the texts of main, which have no problems.
    if docs.is_symlink() or not docs.is_dir():
        print("::error file=docs::'docs' harus folder biasa. 'docs' must be a plain folder.")
        return check.PROBLEMS
    if page := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(page).open("a", encoding="utf-8") as opened, redirect_stdout(opened):
            check.main(["--docs", str(docs), "--format", "markdown"])
    return check.main(["--docs", str(docs), "--format", "github"])


if __name__ == "__main__":
    sys.exit(main())
