"""Errors that stop a command or a build: each has one sentence for its user and an exit code."""

OPTION, FILE, SETTING = 2, 3, 4
"""Exit codes that mean the same in every command: a wrong option, a file error, a wrong setting.
Each command gives 1 a meaning of its own."""


class Failure(Exception):
    """Stops a command. The message says what is wrong, where, and how to fix it."""

    code = OPTION


class SettingsError(Failure):
    """A setting is missing or wrong: in mkdocs.yml, in the environment, or in the wording."""

    code = SETTING


class FileError(Failure):
    """A file cannot be read or written."""

    code = FILE
