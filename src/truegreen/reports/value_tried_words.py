"""What is said of attempts and offers, in sentences to be said aloud: the usual figure beside the measured one."""

from __future__ import annotations

from typing import Final

from truegreen.model.value import Amount
from truegreen.model.valued import Arm, Modelled, Offers, Saves, Valued, ValueTest
from truegreen.reports import figures
from truegreen.reports.value_words import MANY, amount, estimated, exactly, interval, lower, percent, points, told
from truegreen.stats.estimate import Verdict

PAYS: Final = {
    Verdict.ESTABLISHED: "It pays, beyond chance.",
    Verdict.PERVERSE: "It costs more than it brings, beyond chance.",
    Verdict.NOT_ENOUGH: "Nobody can tell yet if it pays.",
    Verdict.REFUTED: "It brings nothing.",
}
WHY_C: Final = (
    "Evidence C: accounts are tried when they look worst, and many would have looked better soon anyway (regression to "
    "the mean); those that looked as bad and were left alone say how many. What the people knew who chose the "
    "accounts, and the model does not, is not in it: if they picked those they knew to be worse, more was saved than "
    "this says, and less if they picked the easier ones. Only chance rules that out."
)


def reported(of: Saves) -> str:
    """Say what is usually reported of saves."""
    if not of.decided:
        return f"Reported: {figures.counted(of.attempts, 'attempt')}, none with a recorded outcome."
    return (
        f"Reported: after {of.accepted:,} of {figures.counted(of.decided, 'attempt')} with an outcome the customer "
        f"stayed, a save rate of {percent(of.accepted / of.decided)}. It does not say how many of them would have "
        "stayed anyway."
    )


def measured(of: Saves, who: str = "treated account") -> str:
    """Say what attempts to keep accounts really did, or why nobody can tell."""
    if of.lift is None or of.saved is None:
        return f"Measured: nobody can tell, because {lower(of.because.rstrip('.'))}."
    treated, held_out = of.arms
    saved, low, high = of.saved
    more = "more" if of.lift.value >= 0 else "fewer"
    low_points = points(of.lift.low).removesuffix(" points")
    return (
        f"Measured: of {figures.counted(treated.over, who)} {stayed(treated)} stayed {of.days} days, of "
        f"{held_out.over:,} held out by chance {stayed(held_out)}: {points(abs(of.lift.value))} {more} "
        f"({low_points} to {points(of.lift.high)}). That is {saved:,.0f} of {treated.over:,} accounts saved "
        f"({low:,.0f} to {high:,.0f}).".replace("-", "−")
    )


def stayed(arm: Arm) -> str:
    """Write how many of an arm stayed."""
    if not arm.over:
        return "none"
    return f"{arm.over - arm.left:,} ({percent((arm.over - arm.left) / arm.over)})"


def hangs(of: Saves) -> str:
    """Say on whom the value protected hangs; empty where it is not told."""
    if of.hangs is None:
        return ""
    held = of.hangs
    among = f"among {held.groups} groups of accounts of like worth" if held.groups > 1 else "all accounts together"
    said = (
        f"Value is compared by what accounts are worth, {among}, so that it is right whether large ones are helped or "
        f"small ones. The {held.held_out:,} held out are worth as much as {held.alike:,.1f} alike ones."
    )
    if held.alike >= MANY:
        return said
    return (
        f"{said} Take care: had the largest of them, {percent(held.largest)} of their worth, decided otherwise, the "
        f"value protected would be {estimated(held.otherwise)}."
    )


def left_out(of: Saves, who: str = "treated account") -> str:
    """Say who is not compared; empty where nobody is left out."""
    parts = []
    if of.waiting:
        parts.append(f"{figures.counted(of.waiting, who)} that entered less than {of.days} days ago")
    if of.had_decided:
        parts.append(f"{figures.counted(of.had_decided, 'account')} that had given notice before")
    if not parts:
        return ""
    said = f"Left out: {' and '.join(parts)}."
    if of.by_time is None or not of.waiting:
        return said
    low = points(of.by_time.low).removesuffix(" points")
    return (
        f"{said} With everybody counted for as long as they are known, the difference is {points(of.by_time.value)} "
        f"({low} to {points(of.by_time.high)})."
    )


def modelled(of: Valued) -> list[str]:
    """Say what early warning had said of the treated beforehand, and how far that can be believed."""
    found = of.saves.modelled if of.saves else None
    if found is None:
        return []
    if found.foretold is None or found.lift is None:
        return [f"Modelled: nothing is told by early warning, because {lower(found.because.rstrip('.'))}."]
    would, low, high = found.foretold
    ends = points(found.lift.low).removesuffix(" points")
    said = (
        f"Modelled: of {figures.counted(found.treated, 'treated account')} {would:,.0f} ({low:,.0f} to {high:,.0f}) "
        f"would have given notice within {figures.counted(found.months, 'month')}, by what early warning had said of "
        f"each the month before it entered; {found.left:,} did: {points(found.lift.value)} ({ends} to "
        f"{points(found.lift.high)}). Lifetime value protected by that: {told(of.amounts['protected modelled'])}."
    )
    return [said.replace("-", "−"), _right(found), *_checked(found), WHY_C]


def _right(of: Modelled) -> str:
    """Say how what was said came true, of accounts like the treated that nobody tried to keep."""
    slope, large = of.slope, of.in_the_large
    if slope is None or large is None:
        return ""
    return (
        f"Of {of.alike:,} accounts of which as much was said and that nobody tried to keep, {of.decided:,} gave "
        f"notice. Nothing speaks against what was said of them: slope {slope.value:.2f} ({slope.low:.2f} to "
        f"{slope.high:.2f}; right is 1), in the large {large.value:+.2f} ({large.low:+.2f} to {large.high:+.2f}; right "
        "is 0)."
    ).replace("-", "−")


def _checked(of: Modelled) -> list[str]:
    """Hold the model against those held out, of whom it is known."""
    if of.held_out_foretold is None:
        return []
    would = f"it would have expected {of.held_out_foretold:,.1f} to give notice"
    return [f"Of the {of.held_out:,} held out {would}; {of.held_out_left:,} did."]


def value_test(of: Valued) -> str:
    """Say whether attempts pay: the share that stays more because of them times what it is worth, against the cost."""
    if of.saves is None or not of.amounts["protected"].is_told:
        return ""
    cost, net, alike, test = of.amounts["attempts"], of.amounts["net"], of.amounts["protected alike"], of.saves.test
    beside = f" If large and small accounts were helped alike, {told(alike)} would be protected."
    if cost.value is None or test is None:
        return f"Whether it pays cannot be said: {cost.because}.{beside}"
    return f"{PAYS[test.verdict]} {against(test, 'attempt')} In all, less its cost: {told(net)}.{beside}"


def against(of: ValueTest, what: str) -> str:
    """Say what one attempt or offer brings, against what it costs."""
    rate, cost = of.offers
    parts = [] if of.attempt is None else [f"{estimated(of.attempt)} for itself"]
    if rate and cost is not None:
        parts.append(f"{rate:.2f} offers taken at {exactly(cost)} each")
    costs = " and ".join(parts) or "nothing that anybody recorded"
    unsaid = " What a taken offer costs is not known; --offer-cost says it." if rate and cost is None else ""
    return f"Each {what} brings {told(of.brings)} and costs {costs}.{unsaid}"


def minutes(of: Valued) -> str:
    """Say what was protected in a sentence that can be put into minutes; empty where it is not told."""
    saves, kept = of.saves, of.amounts["protected"]
    if saves is None:
        return ""
    if not kept.is_told:
        kept = of.amounts["protected modelled"]
    if not kept.is_told:
        return ""
    within = of.amounts["protected within"]
    part = f", of it {amount(within)} within these {saves.days} days" if within.is_told else ""
    cost = of.amounts["attempts"]
    spent = f" The attempts cost {amount(cost)}." if cost.is_told else " No record says what the attempts cost."
    until = f", as known on {of.known_until[:10]}" if of.known_until else ""
    pays = f" {PAYS[saves.test.verdict]}" if saves.test else ""
    sure = "" if kept.is_certain else " Whether anything was protected at all, nobody can tell yet."
    return (
        f"For the minutes: attempts to keep {figures.counted(saves.arms[0].over, 'account')}, from "
        f"{saves.first.day} {saves.first:%B %Y} on{until}, protected an estimated {amount(kept)} (95 % interval "
        f"{interval(kept)}) over {figures.counted(of.counted.years, 'year')}{part}; it is money to come, later money "
        f"taken for less.{sure} Evidence {kept.grade}, {kept.grade.words}.{spent}{pays}"
    )


def offers(of: Valued) -> list[str]:
    """Say what is credited to offers, what they brought, and whether they pay."""
    if of.offers is None:
        return []
    held, rule, found = of.offers, of.amounts["influenced"], of.amounts["brought"]
    window = f", {held.credited:,} within {held.window} days after a solved case" if held.window else ""
    worth = "what the account ordered after it" if held.by_orders else "what it is worth"
    credited = (
        f"Reported: {held.taken:,} of {figures.counted(held.made, 'offer')} were taken{window}: revenue influenced "
        f"{amount(rule)}{_span(held)}, by the rule that such an offer is credited with {worth}."
    )
    said = [credited, _brought(held, found)]
    if held.test is not None and found.is_told:
        said.append(f"{PAYS[held.test.verdict]} {against(held.test, 'offer')}")
    return said


def _span(of: Offers) -> str:
    return f" within {figures.counted(of.months, 'month')}" if of.by_orders else " a month"


def _brought(held: Offers, found: Amount) -> str:
    if not found.is_told:
        return f"Measured: nobody can tell, because {lower(held.because or found.because).rstrip('.')}."
    months = figures.counted(held.months, "month")
    sure = "" if found.is_certain else " Nobody can tell yet whether that is anything."
    grew = "what was ordered" if held.by_orders else "by how much revenue grew"
    return (
        f"Measured: offers brought {told(found)}{_span(held)}. That is {grew} in the {months} after {held.over:,} "
        f"offers, less the same, for as many, where it was held out by chance, {held.held_out_over:,} times.{sure}"
    )
