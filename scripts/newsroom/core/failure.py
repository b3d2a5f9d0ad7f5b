"""What stops a command or a build: one sentence for the person who started it, and an exit code."""

OPTION, FILE, SETTING = 2, 3, 4
"""Exit codes of every command: a wrong option, a file, a setting. 1 is each command's own."""


class Failure(Exception):
    """Stops a command; the text says what is wrong, where, and how to mend it."""

    code = OPTION


class SettingsError(Failure):
    """A setting is missing or wrong: in mkdocs.yml, in the environment, or in the wording."""

    code = SETTING


class FileError(Failure):
    """A file cannot be read or written."""

    code = FILE
