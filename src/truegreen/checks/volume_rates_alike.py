"""What a unit less takes off the bill should be what it saves, and most of a provider's cost is not saved by one call.

Where the reduced resource credit is as high as the additional resource charge, or as the whole price of a unit, a fall
in volume ends in a loss; the provider answers it with a dearer base, or with volume. Hercules takes off a part of the
rate only (× Z), and beyond 20 to 30 % contracts agree on a new baseline instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from truegreen.checks.stake import Imagined, imagined
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning
from truegreen.primitives.operand import Written
from truegreen.terms.volume_band import Against, VolumeBand
from truegreen.units.value import written

SMELL: Final = "S31"
LEVEL: Final = Level.WARNING
_FAR: Final = Fraction(9, 10)  # Of the baseline, above and below it: beyond any deadband.
_NEAR: Final = Fraction(8, 10)


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find volume bands that take off as much for a unit as they add, or as it costs in all; or that never end."""
    month = imagined(agreement)
    for name, term in agreement.terms.items():
        says = term.says
        service = agreement.services.get(says.service) if isinstance(says, VolumeBand) else None
        if not isinstance(says, VolumeBand) or service is None or not service.volume or service.volume.baseline < 1:
            continue
        baseline = Fraction(service.volume.baseline)
        added, taken = (_rate(month, name, says, baseline, side) for side in (1, -1))
        most, price = added, "one more adds"
        if 0 < month.fee <= taken * baseline:
            most, price = month.fee / baseline, "all that a unit costs is"
        if taken >= most > 0:
            what = (f"Under {month.clause(name)} a unit less takes off {month.money(taken)}, and {price} "
                    f"{month.money(most)}: a tenth less volume is {month.stake(taken * baseline / 10)}.")  # fmt: skip
            remedy = "Take off what a unit less saves, well below what a unit more adds: the fixed cost remains."
            yield warning(term.at, "volume-rates-alike", what, remedy)
        is_fixed = says.against is Against.BASELINE and says.baseline is None and says.changes_next is None
        if is_fixed and says.renegotiate_beyond is None:
            what = f"Under {month.clause(name)} the baseline stays {written(baseline)}, however far volume moves."
            remedy = "Say from which difference on it is agreed anew, like renegotiate_beyond: 20 %."
            yield warning(term.at, "volume-rates-alike", what, remedy)


def _rate(month: Imagined, name: str, says: VolumeBand, baseline: Fraction, side: int) -> Fraction:
    """Give what the last unit above (side 1) or below (side -1) adds or takes off, far from the baseline."""
    counts = says.counts.name if isinstance(says.counts, Written) else ""
    far, near = (month.by_clause({}, {counts: baseline * (1 + side * each)}).get(name, Fraction(0))
                 for each in (_FAR, _NEAR))  # fmt: skip
    return abs(far - near) / (baseline * (_FAR - _NEAR))
