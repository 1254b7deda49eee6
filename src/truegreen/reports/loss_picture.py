"""Where the money at risk stands: each account by its chance of leaving and what it would still bring.

Along a curve the expected loss is the same: the list goes from the upper right to the lower left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10
from typing import Final

from truegreen.model.warning import Alert, Ranked, Risk
from truegreen.reports import warning_words as words
from truegreen.reports.axis import Axis, axis
from truegreen.reports.rendering import rendered

WIDTH, HEIGHT = 760, 470
LEFT, RIGHT, TOP, BOTTOM = 84, 740, 24, 410
NAMED: Final = 10
"""Accounts that are named, the first of the list."""
TOLD: Final = 500
"""Accounts, the first that are drawn, of which more is said where one points at them."""
_CURVE: Final = 40


@dataclass(frozen=True, slots=True)
class Point:
    """One account: where it stands, its tone, its name and what is said of it where it is among the first."""

    across: float
    up: float
    tone: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Curve:
    """Accounts whose leaving would be expected to cost the same."""

    path: str
    said: str
    at: tuple[float, float]


def losses_of(found: Ranked) -> str:
    """Draw accounts by chance and by what they would still bring, as an SVG element; empty where none is known to."""
    known = [each for each in found.risks if each.residual is not None and each.residual.amount > 0]
    if not known:
        return ""
    over = axis([0.0, *(each.chance.value for each in known)], LEFT, RIGHT)
    tall = [_power(each) for each in known]
    low = floor(min(tall))
    upwards = Axis(low, max(max(tall) + 0.15, low + 1), BOTTOM, TOP, ())
    currency = next((each.residual.currency for each in known if each.residual is not None), "")
    points = [_point(each, over, upwards, is_told=at < TOLD) for at, each in enumerate(known)][::-1]
    ticks = [(upwards.at(power), f"{10**power:,.0f}") for power in range(low, floor(upwards.high) + 1)]
    title = "Accounts by their chance of giving notice and what they would still bring"
    along = f"chance of giving notice within {words.horizon(found.months)}"
    return rendered("losses.svg", title=title, points=points, over=over, ticks=ticks, box=(LEFT, RIGHT, TOP, BOTTOM),
                    curves=_curves(known, over, upwards), along=along, up=f"would still bring, {currency}",
                    size=(WIDTH, HEIGHT))  # fmt: skip


def _point(of: Risk, over: Axis, upwards: Axis, *, is_told: bool) -> Point:
    tone = {Alert.RAISED: "bad", Alert.HELD_OUT: "unsure"}.get(of.alert, "plain")
    across, up, name = over.at(of.chance.value), upwards.at(_power(of)), of.account if of.rank <= NAMED else ""
    if not is_told and tone == "plain":
        return Point(across, up, tone, name, "")
    said = f"{of.account}: {words.chance_with_doubt(of.chance)}, would still bring {words.money(of.residual)}"
    return Point(across, up, tone, name, f"{said}; {words.in_short(of)}.")


def _curves(known: Sequence[Risk], over: Axis, upwards: Axis) -> list[Curve]:
    """Give the curves of a few round expected losses that cross the drawing."""
    losses = sorted(float(each.loss.amount) for each in known if each.loss is not None)
    if not losses or losses[-1] <= 0:
        return []
    top = 10 ** floor(log10(losses[-1]))
    return [made for loss in (top, top / 10) if (made := _curve(loss, over, upwards))]


def _curve(loss: float, over: Axis, upwards: Axis) -> Curve | None:
    """Give the places at which chance times what an account would bring is the same."""
    step = (over.high - over.low) / _CURVE
    chances = [over.low + step * place for place in range(1, _CURVE + 1)]
    inside = [
        (chance, log10(loss / chance)) for chance in chances if upwards.low <= log10(loss / chance) <= upwards.high
    ]
    if len(inside) < 2:
        return None
    places = [(over.at(chance), upwards.at(power)) for chance, power in inside]
    return Curve("M" + "L".join(f"{x} {y}" for x, y in places), f"{loss:,.0f}", places[-1])


def _power(of: Risk) -> float:
    return log10(float(of.residual.amount)) if of.residual is not None else 0.0
