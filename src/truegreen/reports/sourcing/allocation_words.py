"""What a plan says of itself in sentences: what should move, what that costs and brings, and how sure that is."""

from __future__ import annotations

from typing import Final

from truegreen.model.allocated import Allocated, BillLine, CellPlan
from truegreen.reports.sourcing.amounts import listed, money, percent, whole
from truegreen.reports.sourcing.moves import Move, moves

QUESTION: Final = "Where should work live?"
_FEW: Final = 0.005
"""Less of all issues than this does not count as a move worth telling."""
_TOLD: Final = 3


def count(many: float) -> str:
    """Write how many issues."""
    return whole(many)


def answer(of: Allocated) -> str:
    """Say how much should move, in a few words."""
    share = of.moved / of.issues if of.issues else 0.0
    if share < _FEW:
        return "Where it is today." if share == 0 else "Where it is today, all but a few issues."
    return f"{_started(percent(share))} of issues should move."


def above_all(of: Allocated) -> str:
    """Say what moves above all; empty where nothing does."""
    held = moves(of)[:_TOLD]
    if not held or of.moved < _FEW * of.issues:
        return ""
    first, *others = map(_told, held)
    return f"Above all {listed([first, *others])}."


def _told(each: Move) -> str:
    return f"{each.contact_type} from {each.start} to {each.end} ({count(each.issues)} issues)"


def _started(text: str) -> str:
    return text[:1].upper() + text[1:]


def difference(of: Allocated) -> str:
    """Say what the plan costs and is worth, against today where that is known."""
    cost, value = of.line("cost"), of.line("value")
    if cost.today is None or value.today is None:
        return (f"Over {of.months} months it costs {money(cost.plan, of.currency)}, and what it solves is worth "
                f"{money(value.plan, of.currency)}. Today cannot be put beside it: of some work no record tells "
                "where it is.")  # fmt: skip
    dearer, richer = cost.plan - cost.today, value.plan - value.today
    net = richer - dearer
    both = f"together {_more(net, of.currency, 'better', 'worse', 'as good')}"
    return (f"Over {of.months} months it costs {_more(dearer, of.currency, 'more', 'less', 'as much')} than today, and "
            f"what it solves is worth {_more(richer, of.currency, 'more', 'less', 'as much')}: {both}.{_once(of)}"
            ).replace("as much than today", "as much as today")  # fmt: skip


def _more(amount: float, currency: str, above: str, below: str, same: str) -> str:
    written = money(abs(amount), currency)
    return same if abs(amount) < 0.5 else f"{written} {above if amount > 0 else below}"


def _once(of: Allocated) -> str:
    once = sum(each.plan for each in of.bill if each.name in ("opening", "closing"))
    return f" {money(once, of.currency)} of the cost is for moving, and is paid once." if once >= 0.5 else ""


def sure(of: Allocated) -> str:
    """Say how good the plan is known to be, in money; and of what that is no promise."""
    if not of.proof.is_kept:
        return "It is not to be relied on: looked at again in plain numbers, it does not keep to all wishes."
    gap = of.proof.gap
    if gap < 0.5:
        known = "No plan that keeps to all wishes is better"
    else:
        known = (f"No plan that keeps to all wishes can be better by more than {money(gap, of.currency)}, "
                 f"{_small(of.proof.share)} of what today costs")  # fmt: skip
    return f"{known}. That holds for these numbers; whether they come true is another matter."


def best(of: Allocated) -> str:
    """Say what is best by: what the plan makes as small as it can."""
    weight = of.value_weight
    times = "" if weight == 1 else f", which counts {weight:g} times"
    worth = f"cost less what solved issues are worth{times}" if weight else "cost, whatever solved issues are worth"
    dear = ", and more of it where futures are dear" if of.futures and any(of.futures.tails) else ""
    return f"Best is what has the least {worth}{dear}."


def _small(share: float) -> str:
    return f"{share * 100:.2f} %" if 0.00005 < share < 0.01 else "under 0.01 %" if share < 0.01 else percent(share)


def apart(of: Allocated) -> str:
    """Say how far the worth could be off where shares solved are told from few issues; empty if it could not."""
    placed = [each for cell in of.cells for each in cell.placed if each.share > 0 and each.solved > 0]
    low = sum(each.value * each.low / each.solved for each in placed)
    high = sum(each.value * each.high / each.solved for each in placed)
    if high - low < 1:
        return ""
    return (f"Were every share solved at the lower end of its 90 % interval at once, solved issues would be worth "
            f"{money(low, of.currency)}; at the upper end {money(high, of.currency)}.")  # fmt: skip


def is_known_today(cell: CellPlan) -> bool:
    """Say whether records tell where all of a cell is today."""
    return abs(sum(each.today for each in cell.placed) - 1) < 1e-6


def cost_change(cell: CellPlan) -> float | None:
    """Give what a cell costs more than today at list prices; None where nobody can say."""
    return sum(each.cost - each.cost_today for each in cell.placed) if is_known_today(cell) else None


def value_change(cell: CellPlan) -> float | None:
    """Give what a cell's solved issues are worth more than today; None where nobody can say."""
    return sum(each.value - each.value_today for each in cell.placed) if is_known_today(cell) else None


def beside(line: BillLine) -> float | None:
    """Give what a line of the bill is more than today."""
    return None if line.today is None else line.plan - line.today
