"""Volume band: what is added or taken off when the volume leaves what the price was made for.

Above the band an additional resource charge (ARC), below it a reduced resource credit (RRC, see lawinsider.com).
Contracts differ in whether the band is a threshold (then everything from the baseline counts) or an allowance (then
only the excess), and in whether the month's bill changes or the base charge from the next month on (Texas DIR).
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final

from truegreen.model.agreement import Agreement, Window
from truegreen.model.finding import Finding, warning
from truegreen.model.statement import Category
from truegreen.model.step import Step
from truegreen.primitives.arithmetic import less, plus
from truegreen.primitives.calendar import Per, settled_period
from truegreen.primitives.dated import agreed_for
from truegreen.primitives.deadband import Deadband, Fractions, in_parts, past
from truegreen.primitives.entry import Alter, Entry, Keep
from truegreen.primitives.forecast import Forecast, binding
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, Written, value_of
from truegreen.primitives.posting import posted
from truegreen.primitives.price import cost_of, counted, price_now, total_of
from truegreen.primitives.rounding import Rounded, round_step
from truegreen.primitives.state import total_kept
from truegreen.primitives.timing import Paid
from truegreen.units.quantity import Quantity
from truegreen.units.span import NOWHERE, Span

_MONTHS: Final = {Window.MONTH: 1, Window.QUARTER: 3, Window.YEAR: 12}


class Against(StrEnum):
    """What the volume is held against."""

    BASELINE = "baseline"
    FORECAST = "locked forecast"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextCharge:
    """A charge that a difference changes from the next period on, instead of this period's bill."""

    charge: Annotated[str, "Name of the charge"]
    adds_up: Annotated[bool, "Whether each change stays, and the next one comes on top of it"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeBand:
    """What is added or taken off when the volume leaves what the price was made for."""

    service: Annotated[str, "Service whose volume is meant"]
    counts: Annotated[Operand | None, "Measure or figure that counts the units of a period"] = None
    against: Annotated[Against, "The service's baseline, or the forecast locked for the month"]
    baseline: Annotated[Operand | None, "Units of a period the price was made for; the service's own if left out"] = (
        None
    )
    forecast: Annotated[Forecast | None, "The forecast, where the volume is held against one"] = None
    deadband: Annotated[Deadband, "Difference without effect, like 10 %"]
    deadband_below: Annotated[Deadband | None, "The same for a volume below, where it differs"] = None
    above: Annotated[Operand, "Added for each unit above"]
    below: Annotated[Operand, "Taken off for each unit below"]
    fractions: Annotated[Fractions, "How a part of a unit counts"]
    unit_rounding: Annotated[Rounded | None, "How a price is rounded before it is multiplied; not if left out"] = None
    changes_next: Annotated[NextCharge | None, "Charge that changes from the next period on, instead of this bill"] = (
        None
    )
    renegotiate_beyond: Annotated[Quantity | None, "Difference beyond which the baseline is agreed anew"] = None
    rounding: Annotated[Rounded, "How the amount is rounded"]
    paid: Annotated[Paid, "On which invoice it stands"]
    at: Span = NOWHERE


def settle(says: VolumeBand, now: Now) -> Iterator[Entry]:
    """Charge or credit the units beyond the deadband, or change the next period's charge by them."""
    if says.changes_next is not None:
        yield from _changed(says.changes_next, now)
    expected = yield from _expected(says, now)
    if expected is None:
        return
    apart = less(now, counted(now, says.counts), expected, "{0}, expected {1}")
    yield from _renegotiate(says, now, apart, expected)
    deadband = says.deadband_below if apart.number < 0 and says.deadband_below else says.deadband
    units = in_parts(now, past(now, apart, deadband, "count", expected), says.fractions)
    rate = price_now(now, says.above if apart.number > 0 else says.below, says.unit_rounding)
    parts = [cost_of(now, units, rate)] if units.value is None or units.value.number else []
    amount = total_of(now, parts, "nothing to pay for {0}", units)
    if says.changes_next is not None and amount.value is not None:
        yield Keep("change", round_step(amount, says.rounding, now.clause))
    else:
        yield from posted(now, amount, Category.ADJUSTMENT, says.paid, says.rounding)


def _expected(says: VolumeBand, now: Now) -> Generator[Entry, None, Step | None]:
    """Give what the volume is held against; None where nothing is, which is said."""
    if not now.is_in_term:
        return None
    if says.against is Against.FORECAST:
        found = now.step("a forecast", value=None) if says.forecast is None else binding(now, says.forecast)
        if isinstance(found, Step):
            return found
        yield found
        return None
    whole, part = settled_period(now.agreement, now.period.start), now.agreement.part_months
    step, findings = agreed_for(now, now.period, whole.days, part, lambda each: _baseline(each, now.term), "count")
    yield from findings
    return now.step("a baseline", value=None) if step is None else now.step("baseline: {0}", step, value=step.value)


def _baseline(agreement: Agreement, name: str) -> Operand | None:
    """Give the baseline of a whole settled period, as one version of the agreement says it."""
    term = agreement.terms.get(name)
    says = term.says if term else None
    if not isinstance(says, VolumeBand):
        return None
    service, months = agreement.services.get(says.service), _MONTHS.get(agreement.settled_every)
    if says.baseline is not None or service is None or service.volume is None or months is None:
        return says.baseline
    return Written(Quantity(Decimal(service.volume.baseline * months)))


def _changed(next_: NextCharge, now: Now) -> Iterator[Entry]:
    """Change the charge by what earlier periods have found: by all of it, or by the last period's alone."""
    change = total_kept(now, "change", Per.TERM) if next_.adds_up else now.last_kept("change")
    line = now.lines.get(next_.charge)
    if change is not None and change.number and line is not None and line.because.value is not None:
        yield Alter(next_.charge, plus(now, [line.because, change], "{0}, changed by {1}", at=next_.at))


def _renegotiate(says: VolumeBand, now: Now, apart: Step, expected: Step) -> Iterator[Finding]:
    """Say so when the difference is so large that the baseline is to be agreed anew."""
    if says.renegotiate_beyond is None or expected.value is None:
        return
    most = value_of(says.renegotiate_beyond, "count")
    if abs(apart.number) > most.number * (expected.number if most.unit == "share" else 1):
        text = f"{now.period} had {apart.sentence}: more than {says.renegotiate_beyond} apart."
        yield warning(now.at, "baseline-to-renegotiate", text, "Agree on a new baseline, by an amendment.")
