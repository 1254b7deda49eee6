"""What is said of value: amounts with their doubt and evidence, what customers are worth, and what it all cost."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from truegreen.model.value import Amount, Grade
from truegreen.model.valued import Basis, Cost, Group, Owned, Rate, Staying, Valued
from truegreen.reports import figures
from truegreen.units.money import Money

BASIS: Final = {Basis.CONTRACT: "by contract", Basis.ORDERS: "by orders"}
EVIDENCE: Final = {
    Grade.RANDOMISED: "A, randomised",
    Grade.QUASI_EXPERIMENTAL: "B, quasi-experimental",
    Grade.ADJUSTED: "C, modelled",
    Grade.DESCRIPTIVE: "D, counted",
}
GRADES: Final = "Evidence: " + "; ".join(f"{grade} {grade.words}" for grade in Grade) + "."
NOT_MEASURED: Final = "not measured"
MANY: Final = 20
"""Alike accounts held out, from which on one of them does not turn the answer."""
_DIGITS: Final = 3
"""Digits of an estimate that are written; the rest is not known."""


def estimated(amount: Money | None) -> str:
    """Write an estimate with three digits, for nobody knows the others.

    >>> estimated(Money(Decimal("77188510"), "EUR")), estimated(Money(Decimal("-32.4"), "EUR")), estimated(None)
    ('77,200,000 EUR', '−32 EUR', '–')
    """
    if amount is None:
        return figures.NOTHING
    size = amount.amount.adjusted()
    rounded = amount.rounded(min(_DIGITS - 1 - size, 0)).amount
    return f"{figures.exactly(rounded.quantize(Decimal(1)) + 0)} {amount.currency}"


def amount(of: Amount) -> str:
    """Write an amount: an estimate with three digits, what is counted exactly, or that it is not measured."""
    if of.value is None:
        return NOT_MEASURED
    return estimated(of.value) if of.low is not None else exactly(of.value)


def exactly(of: Money) -> str:
    """Write what is counted, to the cent.

    >>> exactly(Money(Decimal("-32205"), "EUR"))
    '−32,205.00 EUR'
    """
    return f"{figures.exactly(of.rounded().amount)} {of.currency}"


def interval(of: Amount) -> str:
    """Write an amount's interval; a dash of what is counted, or not known."""
    if of.low is None or of.high is None:
        return figures.NOTHING
    return f"{estimated(of.low).removesuffix(f' {of.low.currency}')} to {estimated(of.high)}"


def evidence(of: Amount) -> str:
    """Write how well an amount is evidenced; a dash of none."""
    return EVIDENCE[of.grade] if of.is_told else figures.NOTHING


def told(of: Amount) -> str:
    """Write an amount with its interval, in a sentence."""
    return amount(of) + (f" ({interval(of)})" if of.low is not None else "")


def answer(of: Valued) -> str:
    """Answer what customers are worth and what was done for them."""
    worth = of.amounts["worth"]
    parts = [f"Nobody can tell what customers are still worth: {worth.because}."]
    if worth.is_told:
        accounts = figures.counted(len(of.accounts), "customer")
        parts = [f"{accounts} are still worth {told(worth)} over {figures.counted(of.counted.years, 'year')}."]
    return " ".join([*parts, *_kept(of), *_alerted(of)])


def _kept(of: Valued) -> list[str]:
    """Say what attempts to keep customers protected, on whom that hangs, and what the model says where nobody knows."""
    if of.saves is None:
        return []
    kept, modelled = of.amounts["protected"], of.amounts["protected modelled"]
    if kept.is_told:
        sure = "protected" if kept.is_certain else "may have protected nothing, as far as anybody can tell:"
        return [f"Attempts to keep customers {sure} {told(kept)}.", *_loud(of)]
    said = f"What attempts to keep customers protected is not measured: {of.saves.because or kept.because}."
    if not modelled.is_told:
        return [said]
    sure = "" if modelled.is_certain else ", which may be nothing"
    return [said, f"As early warning tells it, it is {told(modelled)}{sure}: modelled, and as right as the model."]


def _alerted(of: Valued) -> list[str]:
    """Say what telling owners of accounts at risk protected; nothing where that is not measured."""
    kept = of.amounts.get("alerts")
    if kept is None or not kept.is_told:
        return []
    sure = "protected" if kept.is_certain else "may have protected nothing, as far as anybody can tell:"
    return [f"Alerts to owners {sure} {told(kept)}."]


def _loud(of: Valued) -> list[str]:
    """Say in the answer itself that it hangs on few; empty where it does not."""
    hangs = of.saves.hangs if of.saves else None
    if hangs is None or hangs.alike >= MANY:
        return []
    return [f"That hangs on {figures.counted(hangs.held_out, 'account')} held out, worth as much as {hangs.alike:.0f}."]


def how(of: Valued) -> str:
    """Say how money to come is counted."""
    margin = "all of the revenue" if of.counted.margin == 1 else f"{of.counted.margin * 100:g} % of the revenue"
    years = figures.counted(of.counted.years, "year")
    return (
        f"Counted is {margin}, for {years}, a year's wait taking off {of.counted.discount * 100:g} %; the settings "
        "[value] say so. Intervals are the doubt of what is to be expected."
    )


def gone(of: Valued) -> str:
    """Say how many gave notice and are still there; empty where nobody did."""
    if not of.given_notice:
        return ""
    have = "has" if of.given_notice == 1 else "have"
    many = figures.counted(of.given_notice, "customer")
    return f"{many} that {have} not left yet {have} given notice; nothing is counted for them."


def not_measured(of: Valued) -> list[str]:
    """Say which amounts are not measured and why, those with the same reason together."""
    reasons = dict.fromkeys(each.because.rstrip(".") for each in of.amounts.values() if not each.is_told)
    return [
        f"Not measured, because {lower(reason)}: {_listed(of, reason)}." for reason in reasons if reason
    ]  # fmt: skip


def _listed(of: Valued, reason: str) -> str:
    names = [each.what for each in of.amounts.values() if not each.is_told and each.because.rstrip(".") == reason]
    return "; ".join([names[0], *map(lower, names[1:])])


def staying(of: Staying) -> str:
    """Say how long accounts of a segment stay."""
    lean = "; told by the other segments more than by itself" if of.lean else ""
    return f"{percent(of.first_year)} stay through the first year, {percent(of.third_year)} through the third{lean}"


def rate(of: Rate) -> str:
    """Write a rate a month; a dash of none."""
    return figures.NOTHING if of.value is None else f"{of.title}: {of.value * 100:.2f} % a month"


def group(of: Group) -> str:
    """Name a group's kind."""
    return f"{figures.in_words(of.by)} {of.member}"


def protected(of: Group) -> str:
    """Write what attempts protected in a group; a dash where the records hold none."""
    return figures.NOTHING if of.protected is None else told(of.protected)


def cost(of: Cost) -> str:
    """Name a cost: its category, and with whom; and that it does not count, where it does not."""
    name = f"{of.category}, {of.provider}" if of.provider else of.category
    return name if of.is_counted else f"{name} (not counted)"


def ownership(of: Valued) -> list[str]:
    """Say what counts as cost of ownership, and what is not known of it."""
    if not of.costs:
        return []
    said = []
    if any(not each.is_counted for each in of.costs):
        said.append(
            "A provider’s recorded costs may be what it invoiced; the larger of both counts, so that nothing counts "
            "twice."
        )
    if of.not_invoiced:
        said.append(f"No invoices are counted: {lower(of.not_invoiced.rstrip('.'))}.")
    billed = {each.provider for each in of.owned if each.invoiced is not None}
    house = [each.provider for each in of.owned if each.provider and each.provider not in billed]
    if billed and house:
        said.append(f"Nothing is invoiced by {' and '.join(house)}: what the records say was spent there counts.")
    return said


def served(of: Owned) -> str:
    """Say what a customer and a case cost at a provider; a dash where no record says whom it served."""
    if of.customers is None or of.each_customer is None or of.each_case is None or of.cases is None:
        return figures.NOTHING
    return (
        f"{exactly(of.each_customer)} for each of {figures.counted(of.customers, 'customer')}, {exactly(of.each_case)} "
        f"for each of {figures.counted(of.cases, 'case')}"
    )


def percent(share: float) -> str:
    """Write a share with one digit.

    >>> percent(0.857)
    '85.7 %'
    """
    return f"{share * 100:.1f} %".replace("-", "−")


def points(share: float) -> str:
    """Write a difference of shares in points.

    >>> points(-0.041)
    '−4.1 points'
    """
    return f"{share * 100:.1f} points".replace("-", "−")


def lower(text: str) -> str:
    """Give a reason as it stands within a sentence."""
    return text[:1].lower() + text[1:]
