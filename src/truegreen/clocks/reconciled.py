"""Somebody else's figure beside ours, and the way from one to the other: counts on each step, and rows explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from truegreen.model.clock import Clock


@dataclass(frozen=True, slots=True)
class Counted:
    """What one clock on the way comes to.

    Attributes:
        what: what was changed in this step.
        kept, judged: cases that kept their target, of those judged.
        gained, lost: cases that this step made kept, and late, of those judged before and after it.
        entered, left: cases judged only after this step, and only before it.
        longer, shorter: cases whose time it made longer and shorter.
        clock: as it is after this step.
    """

    what: str
    kept: int
    judged: int
    gained: int = 0
    lost: int = 0
    entered: int = 0
    left: int = 0
    longer: int = 0
    shorter: int = 0
    clock: Clock | None = None

    @property
    def share(self) -> Fraction | None:
        """Give the share kept; None of nothing."""
        return Fraction(self.kept, self.judged) if self.judged else None


@dataclass(frozen=True, slots=True)
class Explained:
    """How many of the vendor's rows one way of counting gives to the minute.

    Attributes:
        what: the way of counting.
        rows: rows that it gives.
        first: rows that no way listed before it gives.
    """

    what: str
    rows: int
    first: int


@dataclass(frozen=True, slots=True)
class Odd:
    """A row of the vendor's that no usual way of counting gives."""

    case: str
    theirs: int
    ours: int
    nearest: str
    nearest_seconds: int


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Somebody else's clock beside ours.

    Attributes:
        theirs: what is reconciled, in words.
        ours: our clock's name.
        figure: the figure they report, if one was given.
        declared: what their own rows say: kept, of those that say; None where they declare no rows.
        steps: what each clock on the way comes to, from theirs to ours.
        rows: their rows that could be compared.
        explained: ways of counting, those that give most rows first.
        unexplained: how many rows none of them gives.
        odd: some of these.
        recognised: the way of counting that was taken for theirs, since it gives most of their rows; empty if none
            does.
        title: what people call our clock.
    """

    theirs: str
    ours: str
    figure: Fraction | None
    declared: tuple[int, int] | None
    steps: Sequence[Counted]
    rows: int = 0
    explained: Sequence[Explained] = ()
    unexplained: int = 0
    odd: Sequence[Odd] = ()
    recognised: str = ""
    title: str = ""
