"""Judge one measure of one period, without settling anything."""

from __future__ import annotations

from collections.abc import Mapping

from truegreen.model.agreement import Versions
from truegreen.model.given import Givens, Scale
from truegreen.primitives.measure import Judged
from truegreen.primitives.now import Now
from truegreen.units.period import Period
from truegreen.units.span import NOWHERE


def judged(versions: Versions, given: Givens, period: Period, scales: Mapping[str, Scale], name: str) -> Judged | None:
    """Hold a measure against its levels as the agreement stood at a period's end; None if it has no such measure."""
    agreement = versions.on(period.last)
    if name not in agreement.measures:
        return None
    now = Now(versions, agreement, period, given, scales, name, "", NOWHERE, {}, (), {}, {})
    return now.judged_last(name)
