"""Effects drawn: the treated beside their twin, the effect by months since the change, and columns before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from truegreen.model.effect import Effect, Point
from truegreen.reports import effect_words as words
from truegreen.reports.axis import Axis, axis
from truegreen.reports.rendering import rendered

WIDTH, HEIGHT = 820, 360
LEFT, RIGHT, TOP, BOTTOM = 64, 690, 24, 300
STEP: Final = 24
NAMED: Final = 9
"""Months that are named along a picture, at most."""
NEAR: Final = 0.1


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the balance: its name, how far the sides lie apart before and after, and their heights."""

    name: str
    before: float
    after: float
    y: float


def effect_picture(of: Effect) -> str:
    """Draw an effect in the way that fits its design, as an SVG element; empty where there is nothing to draw."""
    if of.points:
        return curve_picture(of)
    if any(each.twin is not None for each in of.months):
        return twin_picture(of)
    return balance_picture(of) if of.balance else ""


def twin_picture(of: Effect) -> str:
    """Draw the treated beside what they would have been, with the gaps of the others where nothing was changed."""
    gaps = [tuple(each.gaps) for each in of.twin]
    own = [_gap(month.treated, month.twin) for month in of.months]
    values = [value for month in of.months for value in (month.treated, month.twin) if value is not None]
    upper = axis(values, 170, TOP)
    lower = axis(
        [0.0, *(each for each in own if each is not None), *(each for line in gaps for each in line)], BOTTOM, 200
    )
    across = _across(len(of.months))
    since = next((at for at, month in enumerate(of.months) if month.period.start == of.since.start), 0)
    return rendered(
        "effect_twin.svg", title=f"{words.title(of)}. {words.answer(of)}", across=across, upper=upper, lower=lower,
        treated=[*_paths([month.treated for month in of.months], across, upper)],
        twin=[*_paths([month.twin for month in of.months], across, upper)],
        others=[path for line in gaps for path in _paths(line, across, lower)], own=[*_paths(own, across, lower)],
        since=(across[since - 1] + across[since]) / 2 if since else LEFT, months=_named(of),
        box=(LEFT, RIGHT, TOP, BOTTOM), size=(WIDTH, HEIGHT), tick=lambda value: words.level(value, of.unit),
        apart=lambda value: words.difference(value, of.unit).removesuffix(" points"),
        ends=_ends([_last([month.treated for month in of.months]), _last([month.twin for month in of.months])], upper),
        has_others=bool(gaps),
    )  # fmt: skip


def curve_picture(of: Effect) -> str:
    """Draw the effect by months since the change, each with its interval and a band that holds all of them at once."""
    ends = [end for each in of.points for end in (each.low_all, each.high_all)]
    upwards = axis([0.0, *ends], BOTTOM, TOP)
    across = _across(len(of.points))
    zero = next((at for at, each in enumerate(of.points) if each.months >= 0), 0)
    return rendered(
        "effect_curve.svg", title=f"{words.title(of)}. {words.answer(of)}",
        points=[*zip(across, of.points, strict=True)], upwards=upwards,
        since=(across[zero - 1] + across[zero]) / 2 if zero else LEFT, box=(LEFT, RIGHT, TOP, BOTTOM),
        size=(WIDTH, HEIGHT), band=_band(across, of.points, upwards),
        apart=lambda value: words.difference(value, of.unit).removesuffix(" points"),
        every=max(1, -(-len(of.points) // (2 * NAMED))), words=words, unit=of.unit,
    )  # fmt: skip


def balance_picture(of: Effect) -> str:
    """Draw how far both sides lie apart by each column, before and after weighing (a love plot)."""
    ordered = sorted(of.balance, key=lambda each: -abs(each.before))
    over = axis([0.0, NEAR, *(abs(end) for each in ordered for end in (each.before, each.after))], 330, 760)
    columns = [
        Column(each.name, abs(each.before), abs(each.after), 40 + STEP * at + STEP / 2)
        for at, each in enumerate(ordered)
    ]
    bottom = 40 + STEP * len(columns)
    return rendered(
        "effect_balance.svg", title=f"{words.title(of)}: how far those with the change and others lie apart",
        columns=columns, over=over, near=NEAR, top=40, bottom=bottom, size=(WIDTH, bottom + 48),
    )  # fmt: skip


def _across(many: int) -> list[float]:
    step = (RIGHT - LEFT) / max(many - 1, 1)
    return [round(LEFT + at * step, 1) for at in range(many)]


def _gap(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def _paths(values: Sequence[float | None], across: Sequence[float], upwards: Axis) -> Iterator[str]:
    """Give the unbroken stretches of a line."""
    stretch: list[str] = []
    for place, value in zip([*across, 0.0], [*values, None], strict=True):
        if value is not None:
            stretch.append(f"{place},{upwards.at(value)}")
        elif stretch:
            yield " ".join(stretch)
            stretch = []


def _named(of: Effect) -> list[tuple[float, str]]:
    """Give the months that are named, with their places."""
    every = max(1, -(-len(of.months) // NAMED))
    placed = zip(_across(len(of.months)), of.months, strict=True)
    return [(place, f"{month.period.start:%Y-%m}") for at, (place, month) in enumerate(placed) if at % every == 0]


def _last(values: Sequence[float | None]) -> float | None:
    return next((each for each in reversed(values) if each is not None), None)


def _ends(values: Sequence[float | None], upwards: Axis) -> list[float]:
    """Give where lines are named: at their ends, at least a line of text apart."""
    places = [upwards.at(each) if each is not None else TOP for each in values]
    if abs(places[0] - places[1]) < 14:
        middle, below = sum(places) / 2, places[0] > places[1]
        places = [middle + 8, middle - 8] if below else [middle - 8, middle + 8]
    return places


def _band(across: Sequence[float], points: Sequence[Point], upwards: Axis) -> str:
    there = [f"{x},{upwards.at(each.low_all)}" for x, each in zip(across, points, strict=True)]
    back = [f"{x},{upwards.at(each.high_all)}" for x, each in zip(across, points, strict=True)]
    return " ".join([*there, *reversed(back)])
