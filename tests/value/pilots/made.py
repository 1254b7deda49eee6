"""Pilots and outcomes made for tests: agents with answers, week after week."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truegreen.model.pilot import Pilot, Randomised, Registered
from truegreen.model.pilot_standing import Figure
from truegreen.units.quantity import Quantity
from truegreen.value.pilots.outcomes import Outcomes

CSAT = Figure(name="csat.top2", words="Answers of the two best grades", unit="share", better="higher")
WEEKS = 52
of = Quantity.parse


def pilot(**changes: Any) -> Pilot:
    said: dict[str, Any] = {
        "pilot": "call-back", "hypothesis": "It helps.", "owner": "Ines", "unit": Randomised.AGENT,
        "arms": {"as-before": of("50 %"), "call-back": of("50 %")}, "metric": "csat.top2", "starts": date(2025, 1, 6),
        "weeks": WEEKS, "margin": of("3 %"), "before_weeks": 0,
    }  # fmt: skip
    return Pilot(**(said | changes))


def registered(**changes: Any) -> Registered:
    return Registered(pilot=pilot(**changes), on=date(2025, 1, 1), digest="d" * 64)


def outcomes(
    of_pilot: Registered, treated: NDArray[np.bool_], count: NDArray[Any], total: NDArray[Any], **changes: Any
) -> Outcomes:
    """Give outcomes of units by week, (U, weeks), each counted on the Thursday."""
    many = len(treated)
    place, week = np.nonzero(count)
    made = Outcomes(
        registered=of_pilot, figure=CSAT, units=np.array([f"{each:05d}" for each in range(many)]), treated=treated,
        whole=np.arange(many), stratum=np.zeros(many, dtype=np.intp), strata=("",),
        enrolled=np.zeros(many, dtype=np.int64), place=place.astype(np.intp), day=week.astype(np.int64) * 7 + 3,
        count=count[place, week].astype(np.float64), total=total[place, week].astype(np.float64),
        before=np.zeros((many, 2)),
    )  # fmt: skip
    return replace(made, **changes)


def drawn(
    of_pilot: Registered, chance: np.random.Generator, agents: int = 40, rate: float = 6.0, lift: float = 0.0,
    alike: float = 0.02,
) -> Outcomes:  # fmt: skip
    """Draw agents of uneven load whose customers differ a little, four in five content; the treated get a lift."""
    load = chance.gamma(2, rate / 2, agents)
    treated = np.zeros(agents, dtype=np.bool_)
    treated[chance.permutation(agents)[: agents // 2]] = True
    content = np.clip(0.8 + chance.normal(0, np.sqrt(alike * 0.16), agents) + lift * treated, 0.01, 0.99)
    count = chance.poisson(load[:, None], (agents, of_pilot.pilot.weeks or WEEKS))
    return outcomes(of_pilot, treated, count, chance.binomial(count, content[:, None]))
