"""Value drawn: who is still there with an attempt and without, what was saved of what is reported, value and cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from truegreen.model.value import Amount
from truegreen.model.valued import Arm, Saves, Valued
from truegreen.reports import figures, value_tried_words, value_words
from truegreen.reports.axis import Axis, axis
from truegreen.reports.rendering import rendered

WIDTH, HEIGHT = 720, 360
LEFT, RIGHT, TOP, BOTTOM = 64, 590, 24, 300
ROW: Final = 54
_BARS_LEFT, _BARS_RIGHT = 24, 696


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is, how long it is, with its interval, its tone, and its figure in words."""

    name: str
    value: float
    low: float | None
    high: float | None
    tone: str
    words: str


def curves_of(of: Saves, who: str = "treated account") -> str:
    """Draw the share of treated and held-out accounts that is still there, by days; empty where an arm has nobody."""
    if not all(arm.curve for arm in of.arms):
        return ""
    over = axis([0.0, float(of.days)], LEFT, RIGHT)
    lowest = min(point.low for arm in of.arms for point in arm.curve)
    upwards = axis([lowest, 1.0], BOTTOM, TOP)
    drawn = [(arm, tone, _line(arm, over, upwards), _band(arm, over, upwards), upwards.at(arm.curve[-1].share))
             for arm, tone in zip(of.arms, ("good", "bad"), strict=True)]  # fmt: skip
    title = f"Still customers, by days since they were warned of. {value_tried_words.measured(of, who)}"
    return rendered(
        "value_curves.svg", title=title, arms=drawn, over=over, upwards=upwards, days=of.days, words=value_words,
        box=(LEFT, RIGHT, TOP, BOTTOM), size=(WIDTH, HEIGHT),
    )  # fmt: skip


def _line(arm: Arm, over: Axis, upwards: Axis) -> str:
    """Give the steps of an arm's share."""
    return _steps([(each.day, each.share) for each in arm.curve], over, upwards)


def _band(arm: Arm, over: Axis, upwards: Axis) -> str:
    """Give the outline of an arm's interval."""
    above = _steps([(each.day, each.high) for each in arm.curve], over, upwards)
    below = _steps([(each.day, each.low) for each in arm.curve], over, upwards)
    return " ".join([above, *reversed(below.split(" "))])


def _steps(points: Sequence[tuple[int, float]], over: Axis, upwards: Axis) -> str:
    placed, before = [], points[0][1]
    for day, share in points:
        placed += [f"{over.at(day)},{upwards.at(before)}", f"{over.at(day)},{upwards.at(share)}"]
        before = share
    return " ".join(placed)


def saved_of(of: Saves) -> str:
    """Draw how few of those who are called saved were saved; empty where nobody can tell."""
    if of.saved is None:
        return ""
    treated, held_out = of.arms
    stayed = treated.over - treated.left
    anyway = treated.over * (held_out.over - held_out.left) / held_out.over
    saved, low, high = of.saved
    bars = [
        Bar("Treated accounts whose time is over", treated.over, None, None, "plain", figures.count(treated.over)),
        Bar("Stayed: what is called saved", stayed, None, None, "plain", figures.count(stayed)),
        Bar("Would have stayed anyway, as those held out tell", anyway, None, None, "unsure", f"{anyway:,.0f}"),
        Bar("Saved", saved, low, high, "good" if saved >= 0 else "bad",
            f"{saved:,.0f} ({low:,.0f} to {high:,.0f})".replace("-", "−")),
    ]  # fmt: skip
    return bars_of("What is called saved, and what was saved", bars)


def against_cost_of(of: Valued) -> str:
    """Draw the value protected against what the attempts cost; empty where one of them is not told."""
    protected, cost, net = (of.amounts[each] for each in ("protected", "attempts", "net"))
    if protected.value is None or cost.value is None or net.value is None:
        return ""
    tones = ("good", "bad", "good" if net.value.amount >= 0 else "bad")
    bars = [_bar_of(each.what, each, tone) for each, tone in zip((protected, cost, net), tones, strict=True)]
    return bars_of("Lifetime value protected, against the cost of the attempts", bars)


def _bar_of(name: str, of: Amount, tone: str = "good") -> Bar:
    low, high = (None if each is None else float(each.amount) for each in (of.low, of.high))
    return Bar(name, float(of.value.amount) if of.value else 0.0, low, high, tone, value_words.told(of))


def bars_of(title: str, bars: Sequence[Bar]) -> str:
    """Draw bars from nought on one scale, each with its interval as a line, as an SVG element."""
    ends = [each for bar in bars for each in (bar.value, bar.low, bar.high) if each is not None]
    along = axis([0.0, *ends], _BARS_LEFT, _BARS_RIGHT)
    return rendered(
        "value_bars.svg", title=title, bars=bars, along=along, row=ROW, size=(WIDTH, ROW * len(bars) + 16),
    )  # fmt: skip


def segments_of(of: Valued) -> str:
    """Draw what the customers of each segment are still worth; empty where nobody can tell."""
    bars = [_bar_of(each.member, each.value) for each in of.groups if each.by == "segment" and each.value.is_told]
    return bars_of("What customers are still worth, by segment", bars) if bars else ""


def picture_of(of: Valued) -> str:
    """Draw who is still there with an attempt and without, else what each segment is still worth; empty if neither."""
    return (curves_of(of.saves) if of.saves and of.saves.lift else "") or segments_of(of)
