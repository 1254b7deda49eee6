"""All that an audit works with, and a line as it is prepared: what is only worth computing once it is to be listed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from truegreen.model.agreement import Agreement, Versions
from truegreen.model.audit import Moved
from truegreen.project.auditing.money import Corrected
from truegreen.project.looking import View
from truegreen.readings.audited import Held
from truegreen.readings.audited_tables import Laid
from truegreen.signals.audit.drafts import Draft
from truegreen.units.period import Period

Sample = tuple[Sequence[str], Sequence[Sequence[object]]]


@dataclass(frozen=True, slots=True)
class Room:
    """All that an audit works with.

    Attributes:
        view, versions, agreement: the run and the agreement, as it stands at the period's end.
        period: cases opened in it; None for all.
        by: the slice whose members are compared.
        laid: the records of its work.
        held: the rows of its measures, by name.
        dated: whether accounts change, so that their slices depend on the month.
    """

    view: View
    versions: Versions
    agreement: Agreement
    period: Period | None
    by: str
    laid: Laid
    held: dict[str, Held]
    dated: bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """A line as it is prepared.

    Attributes:
        draft: what was seen.
        moved: gives what it moves; of all together that is in the draft already.
        corrected: gives other figures to settle with.
        query: gives the query of its rows.
        sample: gives columns and some rows.
    """

    draft: Draft
    moved: Callable[[], Sequence[Moved]]
    corrected: Callable[[], Corrected]
    query: Callable[[], str]
    sample: Callable[[], Sample]


def plain(draft: Draft, query: str = "") -> Prepared:
    """Prepare a line that moves no measure."""
    return Prepared(draft, lambda: draft.moved, dict, lambda: query, lambda: ((), ()))
