"""Judge one measure of one period, as clauses that excuse or move levels have left it."""

from __future__ import annotations

from collections.abc import Mapping

from truegreen.model.agreement import Versions
from truegreen.model.given import Givens, Scale
from truegreen.primitives.measure import Judged, last_judgement
from truegreen.primitives.now import SETTINGS, Now
from truegreen.settlement.settle import Memory, settle
from truegreen.units.period import Period
from truegreen.units.span import NOWHERE


def judged(
    versions: Versions, given: Givens, period: Period, scales: Mapping[str, Scale], name: str, memory: Memory
) -> Judged | None:
    """Hold a measure against its levels as the agreement stood at a period's end; None if it has no such measure.

    Args:
        versions: the agreement through time.
        given: readings and figures.
        period: at whose end.
        scales: unit and direction of the measures that records give.
        name: of the measure.
        memory: what clauses kept and set up to then; see ``remembered``.
    """
    agreement = versions.on(period.last)
    if name not in agreement.measures:
        return None
    set_then = {key[1]: kept[-1][1] for key, kept in memory.items() if key[0] == SETTINGS and kept[-1][0] == period}
    now = Now(versions, agreement, period, given, scales, name, "", NOWHERE, {}, (), set_then, memory)
    return last_judgement(now, name)


def remembered(versions: Versions, given: Givens, period: Period, scales: Mapping[str, Scale]) -> Memory:
    """Give what clauses keep and set in a period and in those before for which something is given."""
    memory: Memory = {}
    since = min((each.start for _, each in given.by), default=period.start)
    if period.end > versions.each[0][1].starts:
        settle(versions, given, period, scales, memory=memory, since=since)
    return memory
