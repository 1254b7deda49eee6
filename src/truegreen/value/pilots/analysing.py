"""The registered analysis: the difference at a look that the rule allows, strata, and what comes out otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import Final

import numpy as np

from truegreen.model.pilot_found import Analysed, Cut, Effect, Look
from truegreen.model.pilot_standing import Standing
from truegreen.stats.estimate import Verdict
from truegreen.value.pilots.comparing import Compared, compared
from truegreen.value.pilots.judging import Judgement, judgement, margin_of
from truegreen.value.pilots.looking import FEWEST_ROWS, FEWEST_WHOLES, looks
from truegreen.value.pilots.outcomes import Outcomes, Truths

TOO_FEW: Final = f"the rule always-valid says nothing of fewer than {FEWEST_WHOLES} units or {FEWEST_ROWS} rows"


def analysed(outcomes: Outcomes, standing: Standing, treated: frozenset[str] | None = None) -> Analysed:
    """Analyse a pilot as registered; where the arms may not be compared, nothing is.

    Args:
        outcomes: of the pilot.
        standing: how it stands.
        treated: units that really got the change, for the comparison of those treated as assigned.
    """
    if standing.broken is not None:
        return Analysed(standing=standing, because=standing.broken.said)
    taken = looks(outcomes, standing.known_until, standing.as_of)
    if not taken:
        return Analysed(standing=standing, because=why_not(outcomes, standing))
    look = stopping(taken)
    last = outcomes.day_of(look.day)
    main = compared(outcomes, last)
    assert main is not None  # noqa: S101 - the look was made of it
    found = judgement(outcomes.registered.pilot, outcomes.figure, look.estimate, look.narrow)
    if look.bound == inf:
        found = Judgement(found.verdict, TOO_FEW, None)
    return Analysed(
        standing=standing,
        look=look,
        main=effect(main, Cut.REGISTERED, "", look.bound),
        beside=tuple(_beside(outcomes, last, look, main, treated)),
        verdict=found.verdict,
        because=found.because,
        factor=found.factor,
        final=is_final(outcomes, look, found.verdict),
        digest=outcomes.digest(last),
        margin=margin_of(outcomes.registered.pilot, outcomes.figure),
    )


def stopping(taken: list[Look]) -> Look:
    """Give the first look that tells, for what came later cannot take it back; else the last."""
    told = [each for each in taken if each.verdict is not Verdict.NOT_ENOUGH]
    return told[0] if told else taken[-1]


def is_final(outcomes: Outcomes, look: Look, verdict: Verdict) -> bool:
    """Say whether the rule lets the pilot end at a look: its time is over, or the look tells."""
    pilot = outcomes.registered.pilot
    over = pilot.ends is not None and look.day >= pilot.ends
    return over or verdict is not Verdict.NOT_ENOUGH


def why_not(outcomes: Outcomes, standing: Standing) -> str:
    """Say why there is nothing to compare."""
    pilot = outcomes.registered.pilot
    if min((each.seen for each in standing.arms), default=0) < 2:
        return "an arm has fewer than two units with a figure"
    first = pilot.look_days[0] if pilot.look_days else pilot.starts
    return f"no planned look is over yet: the first sees all up to {first}"


def effect(found: Compared, cut: Cut, name: str, bound: float) -> Effect:
    """Give a comparison with the interval that the rule allows."""
    return Effect(
        cut=cut,
        name=name,
        estimate=found.estimate(bound),
        control=found.figures[0],
        treated=found.figures[1],
        wholes=found.wholes,
        rows=found.rows,
        left=found.left,
    )


def _beside(
    outcomes: Outcomes, last: int, look: Look, main: Compared, treated: frozenset[str] | None
) -> Iterator[Effect]:
    """Give the registered strata, and what comes out otherwise; each with the registered limit."""
    if main.left is not None:
        plain = compared(outcomes, last, before=False)
        if plain is not None:
            yield effect(plain, Cut.PLAIN, "", look.bound)
    if treated is not None:
        got = np.array([each in treated for each in outcomes.units.tolist()], dtype=np.bool_)
        yield from _cut(outcomes, last, got == outcomes.treated, Cut.TREATED, "", look.bound)
    if outcomes.registered.pilot.strata and len(outcomes.strata) > 1:
        for at, name in enumerate(outcomes.strata):
            yield from _cut(outcomes, last, outcomes.stratum == at, Cut.STRATUM, name, look.bound)


def _cut(outcomes: Outcomes, last: int, only: Truths, cut: Cut, name: str, bound: float) -> Iterator[Effect]:
    found = compared(outcomes, last, only)
    if found is not None:
        yield effect(found, cut, name, bound)
