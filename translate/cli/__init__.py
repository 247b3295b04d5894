"""The command line: one file a verb, each a thin cover over `workflow`."""

from translate.cli.app import main

__all__ = ["main"]
