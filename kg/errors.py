"""Every error that the tool expects: one line for people, the objects in conflict for programs."""

from __future__ import annotations


class KgError(Exception):
    """Base of all expected errors.

    Args:
        message: What is wrong, naming the file or value and the place in it.
        hint: The next step, as an imperative sentence.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        """Join message and hint into the one line that a user sees."""
        super().__init__(f"{message}. {hint}" if hint else message)
        self.message = message
        self.hint = hint


class InputError(KgError):
    """A file, folder or manifest that cannot be read."""


class ResourceError(KgError):
    """A data file of the package that is missing or malformed."""


class StoreError(KgError):
    """A store that is missing, locked or of another version."""


class QueryError(KgError):
    """A query that is unknown, lacks a parameter, or that the engine refuses."""


class ShapesError(KgError):
    """Shapes that cannot be read or are not well-formed."""


class GoldError(KgError):
    """A gold file that does not follow the annotation format."""
