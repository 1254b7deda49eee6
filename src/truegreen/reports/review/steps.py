"""The way to the amount due of some statements, as stacked columns need it: hidden feet, what adds, what takes off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from truegreen.model.review import Billed
from truegreen.reports import statement_words as words
from truegreen.reports.review.parts import Chart, Kind, Series

PARTS: Final = (("adds", "quiet"), ("takes off", "bad"), ("comes to", "good"))
"""What a step does, and how it is drawn: of what is due, a deduction is what went wrong."""
OF_COST: Final = (("adds", "bad"), ("takes off", "good"), ("comes to", "quiet"))
"""The same of what something costs: less is good."""
_SHORT: Final = 44

Parts: TypeAlias = tuple[tuple[str, str], ...]
Step: TypeAlias = tuple[str, Decimal, Decimal, bool]
"""Its name, the sum before and after it, and whether it is a sum."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A step on the way to the amount due: what it does, its hidden foot, its size, and its part beyond nought."""

    name: str
    foot: float
    size: float
    beyond: float | None = None


def steps_of(bills: Sequence[Billed]) -> Chart:
    """Draw the way to the amount due: each line, those of one name in all statements together, and the sums."""
    return waterfall("waterfall", "The way to the amount due", list(_steps(bills)), bills[0].statement.currency)


def waterfall(name: str, title: str, steps: Sequence[Step], unit: str, parts: Parts = PARTS) -> Chart:
    """Draw steps: what adds and what takes off on hidden feet, and sums from nought."""
    bars = [_bar(*each[1:]) for each in steps]
    names = [each[0] if len(each[0]) <= _SHORT else each[0][: _SHORT - 1] + "…" for each in steps]
    series = [Series("", "none", [each.foot for each in bars])]
    for part, tone in parts:
        series.append(Series(part, tone, [each.size if each.name == part else None for each in bars]))
        if any(each.beyond for each in bars if each.name == part):
            series.append(
                Series(f"{part}, beyond nought", tone, [each.beyond if each.name == part else None for each in bars])
            )
    return Chart(name, Kind.STEPS, title, names, series, up=unit)


def _steps(bills: Sequence[Billed]) -> Iterator[Step]:
    """Give each bar: its name, the sum before and after it, and whether it is a sum."""
    so_far = Decimal(0)
    held: dict[str, dict[str, Decimal]] = {}
    for bill in bills:
        for each in words.sections(bill.statement.lines):
            for line in each.lines:
                at = held.setdefault(each.title, {})
                at[words.called(line)] = at.get(words.called(line), Decimal(0)) + line.amount.amount
    for place, (title, lines) in enumerate(held.items()):
        for name, amount in lines.items():
            yield name, so_far, so_far + amount, False
            so_far += amount
        if not place and len(lines) > 1 and len(held) > 1:
            yield title, Decimal(0), so_far, True
    due = words.added([each.statement.total for each in bills], bills[0].statement.currency)
    yield "Due", Decimal(0), due.amount, True


def _bar(before: Decimal, after: Decimal, is_sum: bool) -> Bar:
    """Give a bar as stacked columns need it: a hidden foot, its size, and the part on the other side of nought."""
    if is_sum:
        return Bar("comes to", 0.0, float(after))
    name = "adds" if after >= before else "takes off"
    low, high = sorted((before, after))
    if low < 0 < high:
        return Bar(name, 0.0, float(high), float(low))
    near, far = (low, high) if low >= 0 else (high, low)
    return Bar(name, float(near), float(far - near))
