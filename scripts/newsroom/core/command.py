"""What all commands share: options, help with exit codes, and errors as one sentence."""

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import NoReturn

import yaml

from newsroom.core.failure import FILE, OPTION, SETTING, Failure
from newsroom.core.problem import one_line
from newsroom.core.settings import PROJECT

FAULT = 5
"""Exit code of a fault in our own code."""
INTERRUPTED, CLOSED_PIPE = 130, 141
"""The exit codes that shells use for Ctrl-C and for a closed output pipe."""

_CODES = {
    OPTION: "an option is wrong",
    FILE: "a file cannot be read or written",
    SETTING: "a setting is wrong: mkdocs.yml, SOURCE_DATE_EPOCH, or a file of newsroom/data",
    FAULT: "a fault in this program; please report it",
}


def parser(
    description: str | None, codes: Mapping[int, str] | None = None, *, epilog: str = ""
) -> argparse.ArgumentParser:
    """An argument parser whose help lists the exit codes.

    `codes` are the command's own, added to those that every command has; `epilog` comes before
    them.
    """
    lines = [
        f"  {code}  {meaning}" for code, meaning in sorted((_CODES | dict(codes or {})).items())
    ]
    return argparse.ArgumentParser(
        description=description,
        epilog="\n".join([*([epilog, ""] if epilog else []), "exit codes:", "  0  done", *lines]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def add_config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--config",
        type=Path,
        default=PROJECT / "mkdocs.yml",
        metavar="FILE",
        help="the site's settings (default: mkdocs.yml)",
    )


def folder(text: str) -> Path:
    """Parse an option that names a folder. An empty name is refused: Path would take it for the
    current folder."""
    if not text.strip() or "\0" in text:
        raise argparse.ArgumentTypeError("name a folder")
    return Path(text)


def day(text: str) -> date:
    """Parse an option that names a date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2026-11-24") from None


def run(main: Callable[[], int | None]) -> NoReturn:
    """Run a command and end the process with its exit code."""
    sys.exit(exit_code(main))


def exit_code(main: Callable[[], int | None]) -> int:
    """Run a command, print an error that stops it as one sentence, and return the exit code."""
    name = Path(sys.argv[0]).name
    try:
        code = main() or 0
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Python would complain once more when it closes the output at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Failure as error:
        return _fail(name, str(error), error.code)
    except OSError as error:
        return _fail(name, describe_os_error(error), FILE)
    except yaml.YAMLError as error:
        return _fail(name, one_line(str(error)), SETTING)
    except Exception as error:
        traceback.print_exc()
        reason = one_line(f"{type(error).__name__}: {error}")
        return _fail(name, f"a fault in this program, please report it: {reason}", FAULT)


def describe_os_error(error: OSError) -> str:
    """The file, if it is known, and the reason: `feeds/feed.xml: No space left on device`."""
    file = one_line(str(error.filename)) if error.filename is not None else ""
    return f"{file}: {error.strerror or error}" if file else str(error.strerror or error)


def _fail(name: str, sentence: str, code: int) -> int:
    print(f"{name}: {sentence}", file=sys.stderr)
    return code
