"""P12, timing: what stands on this invoice so far, for clauses that hold, tax or carry it."""

from __future__ import annotations

from collections.abc import Collection

from truegreen.model.statement import Category, Line
from truegreen.model.step import Step
from truegreen.primitives.entry import Open
from truegreen.primitives.now import Now
from truegreen.primitives.rounding import in_currency, round_step
from truegreen.primitives.timing import due
from truegreen.units.value import Value


def on_invoice(now: Now, names: Collection[str] = (), but: Collection[str] = ()) -> list[tuple[Category, Step]]:
    """Give what stands on this invoice so far, rounded as it is there: of some charges and clauses, or all but some."""
    found: list[tuple[Category, Step, Line | Open]] = [
        (each.category, now.step(f"{each.id} of {each.arose}", value=Value.of(each.amount), at=each.at), each)
        for each in now.invoiced
    ]
    for line in now.lines.values():
        value = line.because.value
        if value is not None and due(now.agreement, now.period, line.paid) == now.period:
            because = round_step(line.because, line.rounding or in_currency(value.unit), line.clause)
            found.append((line.category, because, line))
    wanted, left_out = set(names), set(but)
    return [
        (category, because)
        for category, because, each in found
        if (not wanted or wanted & {each.id, each.term}) and not left_out & {each.id, each.term}
    ]
