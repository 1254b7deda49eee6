"""Contact types in words: what failing them goes with, where they lie, and to whom they are of use."""

from __future__ import annotations

from typing import Final

from truegreen.model.allocated import Origin
from truegreen.model.segmented import Impact, Irritant, Kind, Quadrant, Segmented
from truegreen.model.worth import Between
from truegreen.reports import figures
from truegreen.reports.sourcing.amounts import money, percent, whole

MEANS: Final = {
    Quadrant.COST_FIRST: "few customers leave where it fails, and it is no harder than others: what counts is cost",
    Quadrant.PROTECT: "customers leave where it fails, and it is no harder than others: keep it good",
    Quadrant.SIMPLIFY: "few customers leave where it fails, and it is harder than others: make it simple or needless",
    Quadrant.INVEST: "customers leave where it fails, and it is harder than others: the best people, and time",
}
FROM: Final = {
    Irritant.ELIMINATE: "Of use to nobody: it should not come up",
    Irritant.AUTOMATE: "Of use to customers only: let them do it themselves",
    Irritant.SIMPLIFY: "Of use to the company only: make it easier for customers",
    Irritant.KEEP: "Of use to both: keep it",
}


def spent(amount: float, unit: str) -> str:
    """Write what was spent.

    >>> spent(1200.4, "EUR"), spent(35.0, "hours"), spent(7.0, "cases")
    ('1,200 EUR spent', '35 hours of work', '7 cases')
    """
    in_words = {"hours": f"{whole(amount)} hours of work", "cases": f"{whole(amount)} cases"}
    return in_words.get(unit, f"{money(amount, unit)} spent")


def staying(of: Segmented) -> str:
    """Say what failed contacts do to staying."""
    found = of.impact
    if found is None:
        return f"Nobody can tell what a failed contact does to staying: {of.because}."
    if not found.is_established:
        return (
            "It is not established that customers leave more often after failed contacts: between "
            f"{_many(found.lost[1])} and {_many(found.lost[2])} customers for each 1,000 that fail. From "
            f"{figures.counted(found.decisions, 'decision')} to leave no more can be told."
        )
    told = (
        f"{figures.counted(found.decisions, 'decision')} to leave in {figures.count(found.months)} months of customers"
    )
    return (
        "Customers leave more often after failed contacts: for each 1,000 that fail about "
        f"{_between(found.lost)} more. {_differ(found)} Told from {told}, each held against customers of its segment "
        "in the same month."
    )


def _differ(of: Impact) -> str:
    if of.differ is None:
        return "Too few decisions follow contacts of any one type to tell types apart."
    if of.differ > 0.05:
        return "Types are not shown to differ in what a failed share of contacts does."
    return "Types differ in that."


def _many(number: float) -> str:
    return whole(round(number)) if abs(number) >= 10 else f"{number:.1f}".replace("-", "−")


def _between(of: Between) -> str:
    return f"{_many(of[0])} customers ({_many(of[1])} to {_many(of[2])})"


def kind(of: Kind) -> str:
    """Say where a contact type lies."""
    if of.quadrant:
        return f"{of.quadrant} ({percent(of.chances[of.quadrant])}): {MEANS[of.quadrant]}."
    if not of.chances:
        return f"cannot be placed: {of.because}."
    likely = sorted(of.chances, key=lambda each: -of.chances[each])[:2]
    return f"cannot be placed: {' or '.join(f'{each} ({percent(of.chances[each])})' for each in likely)}."


def behind(of: Kind, unit: str) -> str:
    """Say what that rests on."""
    parts = [figures.counted(of.cases, "case")]
    if of.failed is not None:
        parts.append(f"{percent(of.failed)} failed")
    if of.lost is not None and of.effect is None:
        least, most = (_many(each) for each in of.lost[1:])
        parts.append(f"between {least} and {most} customers lost for each 1,000 that fail, so none is shown")
    elif of.lost is not None:
        borrowed = ", told by other types" if of.origin is Origin.BORROWED else ""
        parts.append(f"for each 1,000 that fail {_between(of.lost)} lost{borrowed}")
    if of.complexity is not None:
        value, low, high = of.complexity
        how = "assumed by the plan" if of.is_assumed else f"{low:.1f} to {high:.1f}"
        parts.append(f"hard {value:.1f} of 10 ({how})")
    if unit != "cases":
        parts.append(spent(of.spend, unit))
    return "; ".join(parts) + "."


def use(of: Kind) -> str:
    """Say to whom a contact type is of use, and what the plan says of doing without it."""
    said = f"{FROM[of.use.verdict]}, for {of.use.because}." if of.use.verdict else f"{_first(of.use.because)}."
    if of.eliminated is None:
        return said
    return f"{said} The plan says that {percent(of.eliminated)} of it need not come up."


def _first(text: str) -> str:
    return f"To whom it is of use cannot be told: {text}"
