"""What is odd about the evaluation of a plan: who compares what with what, and scores that cannot be meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from truegreen.files.nearest import did_you_mean
from truegreen.files.text import shown
from truegreen.model.finding import Finding, error, warning
from truegreen.model.plan import Kind, Plan
from truegreen.model.plan_evaluation import By, Criterion, Evaluation, Measured, Range, Score, Voice
from truegreen.units.quantity import Quantity

LEAST, MOST = 1, 9
MOST_IN_PAIRS: Final = 10
"""Criteria that anybody can compare in pairs."""
UNITS: Final = {
    Measured.SOLVED: "%", Measured.REPEATED: "%", Measured.ESCALATED: "%", Measured.MOVED: "%", Measured.MINUTES: "min",
}  # fmt: skip
"""What is measured in what; all else is in the plan's currency."""
COMPARED: Final = "Write how many times more one counts than the other, from 1 to 9, under the one that counts more."


def alternatives(plan: Plan, of: Evaluation) -> tuple[str, ...]:
    """Name what is held beside each other: those that are said, or all but work that no longer comes up."""
    kept = [(name, each) for name, each in plan.sites.items() if each.kind is not Kind.ELIMINATED]
    known = [name for name, _ in kept] if of.by is By.SITE else [each.supplier for _, each in kept]
    return of.alternatives or tuple(dict.fromkeys(known))


def evaluation(plan: Plan) -> Iterator[Finding]:
    """Find all that is odd about the evaluation of a plan, if it has one."""
    of = plan.evaluation
    if of is None:
        return
    yield from _alternatives(plan, of)
    for name, criterion in of.criteria.items():
        yield from _criterion(name, criterion, alternatives(plan, of))
        yield from _measured(name, criterion, plan.currency)
    for name, voice in of.panel.items():
        yield from _voice(name, voice, of)
    unsaid = [name for name, each in of.criteria.items() if each.weight is None]
    if unsaid and not of.panel:
        says = f"Nobody says how much {', '.join(map(shown, unsaid))} {'counts' if len(unsaid) == 1 else 'count'}."
        remedy = "Write weight under each, or let a panel compare them; until then all count alike."
        yield warning(of.at, "criteria-without-weights", says, remedy)
    if any((each.weight or 0) < 0 for each in of.criteria.values()):
        yield error(of.at, "odd-score", "A weight lies below nought.", "Write better: lower where less is better.")


def _alternatives(plan: Plan, of: Evaluation) -> Iterator[Finding]:
    known = set(plan.sites) if of.by is By.SITE else {each.supplier for each in plan.sites.values()}
    for each in of.alternatives:
        if each not in known:
            says = f"There is no {of.by} {shown(each)} in the plan."
            yield error(of.at, "unknown-alternative", says, did_you_mean(each, known))
    if len(alternatives(plan, of)) < 2 or not of.criteria:
        says = "There is nothing to choose: an evaluation has two alternatives and one criterion at least."
        yield error(of.at, "nothing-to-choose", says, f"Add what is missing, under {of.by}s or criteria.")


def _criterion(name: str, of: Criterion, known: tuple[str, ...]) -> Iterator[Finding]:
    given: list[Mapping[str, Score]] = [of.assumed, *of.scores.values()]
    if of.measured is None and not of.assumed and not of.scores:
        says = f"Nobody says where scores for {shown(name)} come from."
        remedy = "Write measured: solved and the like, or scores by who gave them, or what the plan assumes."
        yield error(of.at, "criterion-without-scores", says, remedy)
    for each in dict.fromkeys(each for scores in given for each in scores):
        if each not in known:
            says = f"{shown(name)} has a score for {shown(each)}, which is none of the alternatives."
            yield error(of.at, "unknown-alternative", says, did_you_mean(each, known))
    yield from _units(name, of, [score for scores in given for score in scores.values()])
    if len(of.scores) == 1:
        says = f"Only {shown(next(iter(of.scores)))} scores {shown(name)}."
        yield warning(of.at, "scored-by-one-side", says, "Let the other side score it as well; both are shown.")


def _measured(name: str, of: Criterion, currency: str) -> Iterator[Finding]:
    """Find bounds and limits in another unit than that of what is measured."""
    if of.measured is None:
        return
    unit = UNITS.get(of.measured, currency)
    for each in (of.least, of.most, of.limit, of.nothing, of.whole):
        if each is not None and each.unit != unit:
            says = f"{shown(name)} is measured in {unit}, and {each} is not."
            yield error(of.at, "odd-score", says, f"Write it like {each.number:f} {unit}.")
            return


def _units(name: str, of: Criterion, scores: list[Score]) -> Iterator[Finding]:
    """Find scores that are out of order, out of bounds, or in another unit than the rest."""
    if of.measured is None and (of.least is None or of.most is None):
        says = f"Nobody says how low and how high {shown(name)} can be scored."
        remedy = "Write least and most: a score that is missing lies anywhere between them."
        yield error(of.at, "criterion-without-bounds", says, remedy)
    numbers = [end for each in scores for end in ends(each)]
    bounds = [each for each in (of.least, of.most) if each is not None]
    others = [each for each in (of.limit, of.nothing, of.whole) if each is not None]
    if len({each.unit for each in (*numbers, *bounds, *others)}) > 1:
        says = f"Scores of {shown(name)} are not all in one unit."
        yield error(of.at, "odd-score", says, "Write scores, least, most and limit alike, like 7, 70 % or 12 EUR.")
        return
    if any(isinstance(each, Range) and each.low.number > each.high.number for each in scores):
        yield error(of.at, "odd-score", f"A score of {shown(name)} has its lower end above the upper.", "Swap them.")
    if of.least is not None and of.most is not None:
        low, high = of.least.number, of.most.number
        if low >= high or any(not low <= each.number <= high for each in numbers):
            says = f"A score of {shown(name)} lies outside {of.least} to {of.most}."
            yield error(of.at, "odd-score", says, "Correct it, or widen least and most.")


def ends(score: Score) -> tuple[Quantity, ...]:
    """Give what is written of a score: itself, or its ends and what is likeliest."""
    if isinstance(score, Range):
        return tuple(each for each in (score.low, score.score, score.high) if each is not None)
    return (score,)


def _voice(name: str, of: Voice, whole: Evaluation) -> Iterator[Finding]:
    """Find comparisons that are missing, said twice, out of bounds, or of what is no criterion."""
    criteria = tuple(whole.criteria)
    spoken = [*of.pairs, *(each for row in of.pairs.values() for each in row), *of.over, *of.under,
              *(each for each in (of.best, of.worst) if each)]  # fmt: skip
    unknown = [each for each in dict.fromkeys(spoken) if each not in criteria]
    for each in unknown:
        yield error(of.at, "unknown-criterion", f"There is no criterion {shown(each)}.", did_you_mean(each, criteria))
    if bool(of.pairs) == bool(of.best or of.worst or of.over or of.under):
        says = f"{shown(name)} compares criteria neither in pairs nor with the best and the worst, or both."
        remedy = "Write pairs, or best, worst, over and under."
        yield error(of.at, "comparison-missing", says, remedy)
    elif not unknown:
        yield from _pairs(name, of, criteria) if of.pairs else _best_worst(name, of, criteria)
    rows = [*of.pairs.values(), of.over, of.under]
    odd = [each for row in rows for each in row.values() if each.unit or not LEAST <= each.number <= MOST]
    if odd:
        yield error(of.at, "odd-comparison", f"{shown(name)} compares by {odd[0]}.", COMPARED)


def _pairs(name: str, of: Voice, criteria: tuple[str, ...]) -> Iterator[Finding]:
    if len(criteria) > MOST_IN_PAIRS:
        says = f"{shown(name)} compares {len(criteria)} criteria in pairs, which nobody can."
        remedy = f"Let all be compared with the best and the worst alone, or take {MOST_IN_PAIRS} at most."
        yield error(of.at, "odd-comparison", says, remedy)
    said = [(one, other) for one, row in of.pairs.items() for other in row]
    for place, one in enumerate(criteria):
        for other in criteria[place + 1 :]:
            both = f"{shown(one)} with {shown(other)}"
            if (one, other) in said and (other, one) in said:
                yield error(of.at, "comparison-twice", f"{shown(name)} compares {both} twice.", COMPARED)
            elif (one, other) not in said and (other, one) not in said:
                yield error(of.at, "comparison-missing", f"{shown(name)} does not compare {both}.", COMPARED)


def _best_worst(name: str, of: Voice, criteria: tuple[str, ...]) -> Iterator[Finding]:
    for row, end in ((of.over, of.best), (of.under, of.worst)):
        left = [each for each in criteria if each not in row and each != end]
        if not end or left:
            says = f"{shown(name)} does not compare {', '.join(map(shown, left or criteria))} with {shown(end)}."
            remedy = "Write over (the best against each) and under (each against the worst), for every criterion."
            yield error(of.at, "comparison-missing", says, remedy)
        elif end in row and row[end].number != 1:
            says = f"{shown(name)} lets {shown(end)} count {row[end]} times itself."
            yield error(of.at, "odd-comparison", says, "Leave it out, or write 1.")
    ends = of.over.get(of.worst), of.under.get(of.best)
    if of.best == of.worst or (None not in ends and ends[0] != ends[1]):
        says = f"{shown(name)} says in two ways how many times more {shown(of.best)} counts than {shown(of.worst)}."
        yield error(of.at, "odd-comparison", says, "Name two criteria, and write the same number under over and under.")
