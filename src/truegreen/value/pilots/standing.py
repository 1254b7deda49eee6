"""How a running pilot stands, before anything is compared: arms counted, ratios, and what blurs the comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from truegreen.model.finding import Finding, warning
from truegreen.model.pilot import Pilot, Randomised
from truegreen.model.pilot_standing import Arm, Notice, Ratio, Standing
from truegreen.stats.trials.clusters import FEWEST
from truegreen.stats.trials.ratio import SampleRatio, cluster_ratio, sample_ratio, seen_ratio
from truegreen.value.pilots.outcomes import UNDER, Outcomes, last_known

PLURAL: Final[Mapping[str, str]] = {each: f"{each}s" for each in Randomised}
SHARED: Final = 0.1
"""From which share on of accounts that both arms served it is odd."""


@dataclass(frozen=True, slots=True)
class Met:
    """What records tell of units meeting the other arm.

    Attributes:
        shared: accounts that both arms served, of all that any served; None where that is no question.
        moved: units found in the other arm than their own, by their own arm.
        treated: units that really got the change; None where nobody has written it down.
    """

    shared: tuple[int, int] | None = None
    moved: Mapping[str, int] | None = None
    treated: frozenset[str] | None = None


def standing(
    outcomes: Outcomes, as_of: date, known_until: date, met: Met, findings: Sequence[Finding] = (), run: str = ""
) -> Standing:
    """Count the arms, hold them against what was registered, and say what blurs the comparison."""
    known = last_known(outcomes.figure, as_of, known_until)
    arms = counted(outcomes, outcomes.day_of(known))
    return Standing(
        registered=outcomes.registered,
        figure=outcomes.figure,
        as_of=as_of,
        known_until=known,
        arms=arms,
        ratios=ratios(outcomes.registered.pilot, arms),
        notices=tuple(_notices(outcomes, arms, met, as_of, known)),
        findings=(*findings, *few(outcomes.registered.pilot, arms)),
        run=run,
    )


def counted(outcomes: Outcomes, last: int) -> tuple[Arm, Arm]:
    """Count both arms, the control first."""
    pilot, sums, treated = outcomes.registered.pilot, outcomes.sums(last), outcomes.treated_wholes
    made = []
    for name, units, wholes in (
        (pilot.control, ~outcomes.treated, ~treated), (pilot.treated, outcomes.treated, treated),
    ):  # fmt: skip
        made.append(
            Arm(
                name=name,
                share=float(pilot.arms[name].in_unit("share")),
                units=int(units.sum()),
                wholes=int(wholes.sum()),
                seen=int((wholes & (sums[:, UNDER] > 0)).sum()),
                rows=round(float(sums[wholes, UNDER].sum())),
            )
        )
    return made[0], made[1]


def ratios(pilot: Pilot, arms: Sequence[Arm]) -> tuple[Ratio, ...]:
    """Say whether the arms have what they should have: of those put into them, and of those with a figure."""
    units = wholes_of(pilot)
    given = {each.name: each.wholes for each in arms}
    seen = {each.name: each.seen for each in arms}
    made = [("assigned", sample_ratio(given, {each.name: each.share for each in arms}, units=units))]
    if sum(seen.values()) and all(given.values()):
        made.append(("seen", seen_ratio(given, seen, units=units)))
    return tuple(_ratio(what, found) for what, found in made)


def wholes_of(pilot: Pilot) -> str:
    """Say in the plural what chance puts into an arm as a whole."""
    return f"{pilot.clusters.replace('_', ' ')}s" if pilot.clusters else PLURAL[pilot.unit]


def _ratio(what: str, found: SampleRatio) -> Ratio:
    return Ratio(
        what=what,
        units=found.units,
        counts=dict(zip(found.arms, found.counts, strict=True)),
        expected=dict(zip(found.arms, found.expected, strict=True)),
        p=found.p,
        holds=found.holds,
        said=found.said,
    )


def few(pilot: Pilot, arms: Sequence[Arm]) -> Iterator[Finding]:
    """Find arms with too few wholes for their own scatter to be trusted."""
    least = min(each.wholes for each in arms)
    if least < FEWEST:
        says = f"An arm has {least} {wholes_of(pilot)}; with fewer than {FEWEST} little can be told."
        remedy = "Randomise something smaller, or more of it: more rows of the same ones hardly help."
        yield warning(pilot.at, "too-few-clusters", says, remedy)


def _notices(outcomes: Outcomes, arms: Sequence[Arm], met: Met, as_of: date, known: date) -> Iterator[Notice]:
    pilot, units = outcomes.registered.pilot, wholes_of(outcomes.registered.pilot)
    lost = {each.name: each.wholes - each.seen for each in arms}
    if any(lost.values()):
        says = f"Of {units} put into an arm, these have no figure (yet)."
        yield Notice(what="attrition", says=says, counts=lost, of={each.name: each.wholes for each in arms})
    yield from _uneven(outcomes, arms, known)
    if met.moved and any(met.moved.values()):
        says = f"{PLURAL[pilot.unit].capitalize()} that figures show in the other arm; they count as assigned."
        yield Notice(
            what="moved", says=says, counts=met.moved, of={each.name: each.units for each in arms}, is_odd=True
        )
    if met.shared and met.shared[1]:
        both, every = met.shared
        says = "Accounts that both arms served: what one arm does reaches customers of the other."
        yield Notice(what="shared", says=says, counts={"accounts": both}, of={"accounts": every},
                     is_odd=both > SHARED * every)  # fmt: skip
    if met.treated is not None:
        yield from _treatment(outcomes, arms, met.treated)
    young = int(((outcomes.day > outcomes.day_of(known)) & (outcomes.day <= outcomes.day_of(as_of))).sum())
    if young:
        says = "Rows that are too young to be known, and are left out."
        yield Notice(what="young", says=says, counts={"rows": young})


def _uneven(outcomes: Outcomes, arms: Sequence[Arm], known: date) -> Iterator[Notice]:
    """Hold the rows of each arm against its share, where what was drawn comes with many: a figure is over them."""
    rows, treated = outcomes.sums(outcomes.day_of(known))[:, UNDER], outcomes.treated_wholes
    if rows.size and rows.max() > 1 and min(each.wholes for each in arms) >= FEWEST:
        sizes = {arms[0].name: rows[~treated], arms[1].name: rows[treated]}
        if not cluster_ratio(sizes, {each.name: each.share for each in arms}).holds:
            says = "Rows of each arm, further from its share than chance lets them: each figure is over other rows."
            yield Notice(what="rows", says=says, counts={each.name: each.rows for each in arms}, is_odd=True)


def _treatment(outcomes: Outcomes, arms: Sequence[Arm], treated: frozenset[str]) -> Iterator[Notice]:
    got = np.array([each in treated for each in outcomes.units.tolist()], dtype=np.bool_)
    without = int((outcomes.treated & ~got).sum())
    with_it = int((~outcomes.treated & got).sum())
    control, other = (each.name for each in arms)
    says = "Units that got what their arm does not get, or did not get what it gets; they count as assigned."
    yield Notice(what="treatment", says=says, counts={control: with_it, other: without},
                 of={each.name: each.units for each in arms}, is_odd=bool(with_it or without))  # fmt: skip
