"""Who should do the work, in sentences that never say more than weights and scores hold."""

from __future__ import annotations

from typing import Final

from truegreen.model.evaluated import Alternative, Evaluated, Method, Stand, Supplied
from truegreen.model.plan import Kind
from truegreen.reports.sourcing import profile_words
from truegreen.reports.sourcing.amounts import listed, percent

COULD, SHOULD = "Who could do the work?", "Who should do the work?"
HALF: Final = 0.5
SURE: Final = 0.8
"""Below this share of what scores may be, nobody can tell who comes first even with the weights given."""
WORTH_TELLING: Final = 0.05
"""Below this share of weight space an alternative's own weights are not told."""
MOST_TURNS: Final = 6
"""Pairs that are told to change places when a third is left out."""


def question(of: Supplied) -> str:
    """Give the question that is answered: who could, or, where the plan has an evaluation, who should."""
    return COULD if of.evaluated is None else SHOULD


def answer(of: Supplied) -> str:
    """Say who comes first, and whether that is settled, in a few words."""
    if of.evaluated is None:
        return profile_words.answer(of.cards)
    ranked = of.evaluated.ranked
    if not ranked:
        return "Nobody: every alternative is knocked out."
    if len(ranked) == 1:
        return f"{ranked[0].name}, for all others are knocked out."
    if stand(ranked[0]).sure < SURE:
        return "Nobody can tell yet."
    settled = "" if is_settled(of.evaluated) else "; that is not settled"
    alone = ", as far as customers help themselves" if ranked[0].kind == Kind.SELF_SERVICE else ""
    return f"{ranked[0].name}{alone}, by the weights given{settled}."


def is_settled(of: Evaluated) -> bool:
    """Say whether who comes first by the weights given also comes first by half of all weights."""
    ranked = of.ranked
    first = stand(ranked[0]) if ranked else None
    return first is not None and first.shares[0] >= HALF and first.sure >= SURE


def stand(of: Alternative) -> Stand:
    """Give how an alternative that is ranked comes out."""
    assert of.stand is not None  # noqa: S101
    return of.stand


def space(of: Evaluated) -> str:
    """Say how much of weight space each wins, and what keeping the order of weights changes; empty if none is left."""
    ranked = of.ranked
    if len(ranked) < 2:
        return ""
    first = ranked[0]
    others = sorted(ranked[1:], key=lambda each: -stand(each).shares[0])
    rest = listed([f"{each.name} in {percent(stand(each).shares[0])}" for each in others], most=5)
    won = stand(first)
    counted = f"{first.name} wins in {percent(won.shares[0])} of weight space, scores within their doubt; {rest}."
    sure = f"ith exactly the weights given it wins in {percent(won.sure)} of what scores may be."
    if len({round(each.weight, 9) for each in of.measures if each.weight > 0}) < 2:  # nothing has an order
        return f"{counted} W{sure}"
    return f"{counted} Of weights that keep the order of those given it wins in {percent(won.ordered)}; w{sure}"


def decides(of: Evaluated) -> str:
    """Say what would decide it, where weights or scores leave it open; empty where they do not."""
    head, each = deciding(of)
    return f"{head} {'; '.join(each)}." if head else ""


def deciding(of: Evaluated) -> tuple[str, list[str]]:
    """Give what leaves it open, and each thing that would decide it; nothing where it is settled."""
    if len(of.ranked) < 2 or is_settled(of):
        return "", []
    if stand(of.ranked[0]).shares[0] >= HALF:
        return "It is not settled by these scores. What would tell most:", [_widest(of)]
    said = [f"{each.name} comes first where {counts}" for each in _by_space(of) if (counts := _counts(of, stand(each)))]
    return "It is not settled by these weights. What would decide it:", said


def _widest(of: Evaluated) -> str:
    """Name the scores whose doubt counts most."""
    held = [
        (each.weight * (score.high - score.low) / (each.high - each.low), f"“{each.title}” of {one.name}")
        for each in of.measures
        for one, score in zip(of.alternatives, each.scores, strict=True)
        if one.stand
    ]
    return listed([name for _, name in sorted(held, reverse=True)[:3]])


def _by_space(of: Evaluated) -> list[Alternative]:
    told = [each for each in of.ranked if stand(each).shares[0] >= WORTH_TELLING]
    return sorted(told, key=lambda each: -stand(each).shares[0])


def _counts(of: Evaluated, each: Stand) -> str:
    """Say which criteria count more than alike in the mean weights with which an alternative comes first."""
    if each.central is None:
        return ""
    counted = [one for one in of.measures if one.weight > 0]
    alike = 1 / len(counted)
    above = sorted(zip(each.central, counted, strict=True), key=lambda pair: -pair[0])
    more = [f"“{one.title}” counts {percent(share)}" for share, one in above if share > alike * 1.1][:2]
    return f"{listed(more)} (alike would be {percent(alike)})" if more else "all criteria count about alike"


def methods(of: Evaluated) -> str:
    """Say where the three rankings disagree on who comes first, or that they do not; empty if there is one left."""
    if len(of.ranked) < 2:
        return ""
    firsts = {method: [each.name for each in of.ranked if stand(each).places[method] == 1] for method in Method}
    agreed = set(map(tuple, firsts.values()))
    if len(agreed) == 1:
        return f"Weighted sum, nearness to the best and outranking all put {listed(firsts[Method.WEIGHTED])} first."
    said = [f"{method} puts {listed(names)} first" for method, names in firsts.items()]
    return f"The rankings disagree: {listed(said)}."


def turns(of: Evaluated) -> list[str]:
    """Say which rankings turn when one is left out."""
    said: dict[tuple[str, str, str], list[str]] = {}
    for each in of.flips:
        said.setdefault((each.left_out, each.ahead, each.behind), []).append(str(each.method))
    told = [f"Without {left_out}, {ahead} falls behind {behind}, by {listed(how)}."
            for (left_out, ahead, behind), how in said.items()]  # fmt: skip
    if not told and len(of.ranked) > 2:
        return ["No two change places when a third is left out."]
    more = len(told) - MOST_TURNS
    return [*told[:MOST_TURNS], f"{more:,} more pairs change places so."] if more > 1 else told


def apart(of: Evaluated) -> str:
    """Name pairs that outranking cannot compare; empty where there is none."""
    if not of.apart:
        return ""
    pairs = listed([f"{one} with {other}" for one, other in of.apart], most=5)
    return f"Outranking cannot compare {pairs}: each outranks others more, and is outranked more as well."


def out(of: Evaluated) -> list[str]:
    """Say who is knocked out, and why."""
    return [f"{each.name} is out. {' '.join(each.out)}" for each in of.alternatives if each.out]


def close(of: Evaluated) -> list[str]:
    """Say whose limits nobody can tell."""
    return [f"{each.name}: {' '.join(each.close)}" for each in of.alternatives if each.close and not each.out]


def may(each: Alternative) -> str:
    """Say how much of the work an alternative may do."""
    return "all" if each.may == each.of else f"{each.may} of {each.of}"
