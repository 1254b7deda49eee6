"""A place in a file, so that every noun and every finding can say where it was written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file: line and column count from 1; 0 means the file as a whole.

    >>> str(Span("agreements/acme.yml", 41, 5))
    'agreements/acme.yml:41:5'
    >>> str(Span("sources/calls.yml"))
    'sources/calls.yml'
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Write the place as editors and terminals expect it."""
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}" if self.column else f"{self.file}:{self.line}"


NOWHERE = Span("")
