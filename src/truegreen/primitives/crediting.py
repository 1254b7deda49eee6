"""P12, timing: how a credit comes onto a statement: rounded, within its cap, on its invoice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from truegreen.model.statement import Category
from truegreen.primitives.combine import not_known
from truegreen.primitives.entry import Entry, Post
from truegreen.primitives.limit import Cap, limited
from truegreen.primitives.rounding import Rounded, When, round_step
from truegreen.primitives.timing import Paid

if TYPE_CHECKING:
    from truegreen.model.statement import Step
    from truegreen.primitives.now import Now


def credited(
    now: Now, wanted: Step, cap: Cap | None, base: Step | None, rounding: Rounded, paid: Paid
) -> Iterator[Entry]:
    """Post a credit, or say which number it lacks; what was posted, not what was exact, uses up its cap.

    Args:
        now: the clause being settled.
        wanted: the amount, not negative.
        cap: the most that it may come to; None for no cap.
        base: this period's money that the cap's share is of.
        rounding: how it is rounded.
        paid: on which invoice it stands.
    """
    if wanted.value is None:
        yield not_known(now, wanted)
        return
    if cap is not None and rounding.when is When.AT_ONCE:
        wanted = round_step(wanted, rounding, now.clause)
    credit, keeps = limited(now, cap, wanted, base)
    yield from keeps
    if credit.value is not None and credit.value.number:
        yield Post(now.minus(credit), Category.CREDIT, paid, rounding)
