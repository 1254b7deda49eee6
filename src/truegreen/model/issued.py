"""A statement as it was issued, and what of it comes out otherwise now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from truegreen.model.statement import Line, Statement
from truegreen.model.step import Step
from truegreen.units.money import Money
from truegreen.units.period import Period
from truegreen.units.span import NOWHERE, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A statement as it was issued, with digests of all that decided it.

    Attributes:
        statement: what was issued.
        text: digest of the agreement as it stood from its start to the period's end, without places.
        definitions: digest of each kind of clause in it, and of the ``arithmetic`` that they share.
        inputs: digest of everything given up to the period's end.
        given: how many numbers were given for the period itself.
        at: the file that holds it.
    """

    statement: Statement
    text: str
    definitions: Mapping[str, str]
    inputs: str
    given: int
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A line of a settled period that comes out otherwise now.

    Attributes:
        id: of the line.
        period: the settled period on whose invoice it stands.
        settled: the line as it was issued; None if it was not.
        now: the line as it comes out now; None if it does not.
        corrected: corrections of it that were issued since.
        difference: what the client owes more than was invoiced and corrected.
        steps: the steps that moved, causes first: (as settled, now); None where there is no such step.
        why: what changed since: the text, a definition, what was given.
        at: the file of the issued statement.
    """

    id: str
    period: Period
    settled: Line | None
    now: Line | None
    corrected: tuple[Line, ...]
    difference: Money
    steps: tuple[tuple[Step | None, Step | None], ...]
    why: tuple[str, ...]
    at: Span = NOWHERE

    @property
    def line(self) -> Line:
        """Give the line: as it comes out now, or else as it was issued, or corrected last."""
        return self.now or self.settled or self.corrected[-1]
