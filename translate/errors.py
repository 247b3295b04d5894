"""Every exception that this tool raises on purpose.

    BabelpressError              a sentence for the user; exit code 2
    ├── UsageError               the command line asks for what makes no sense
    ├── ProjectError             translate.toml, or the files it names, do not fit
    ├── ArticleError             an article that cannot be read
    │   └── EmptyArticleError    there is nothing in it
    ├── CatalogError             a PO file that cannot be read or written
    ├── LanguageError            an unknown language tag
    ├── RouteError               no engine leads from one language to the other
    ├── EngineError              an engine failed at work
    └── ModelError               a model package that cannot be fetched, checked or installed

The message is one clear sentence without a final full stop; `hint` may hold what to do about it,
on lines of its own. `cli/output.py` is the one place that turns them into words.
"""

from __future__ import annotations


class BabelpressError(Exception):
    """A mistake or mishap that a user can understand and mend."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(BabelpressError):
    """The command line asks for what makes no sense."""


class ProjectError(BabelpressError):
    """The project file, or the files it names, do not fit."""


class ArticleError(BabelpressError):
    """An article that cannot be read."""


class EmptyArticleError(ArticleError):
    """An article in which there is nothing; among others it is no mistake."""


class CatalogError(BabelpressError):
    """A PO file that cannot be read or written."""


class LanguageError(BabelpressError):
    """An unknown language tag."""


class RouteError(BabelpressError):
    """No engine leads from one language to the other."""


class EngineError(BabelpressError):
    """An engine failed at work."""


class ModelError(BabelpressError):
    """A model package that cannot be fetched, checked or installed."""
