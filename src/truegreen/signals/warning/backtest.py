"""The backtest: every month again, as if nobody knew what came after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from truegreen.model.backtest import Backtest, Contender, Order, Origin
from truegreen.model.leak import Leak
from truegreen.readings.risk_history import History
from truegreen.signals.warning.befores import befores
from truegreen.signals.warning.choosing import told_apart, winner
from truegreen.signals.warning.features import features
from truegreen.signals.warning.labels import Labels
from truegreen.signals.warning.models import LEAST
from truegreen.signals.warning.origins import Setting
from truegreen.signals.warning.sayings import CHAMPION, WORDS, Heard, Progress, grouped, heard
from truegreen.signals.warning.scores import Judged, bins, by_month, contender, difference, judged
from truegreen.stats.panel.links import chance_of
from truegreen.units.period import parse_period

CONTENDERS: Final = ("hazard", "bent", "trees")


@dataclass(frozen=True, slots=True, eq=False)
class Tried:
    """A backtest with what it was made from.

    Attributes:
        backtest: what is said.
        heard: what every contender said.
        judged: what came of it, by contender.
    """

    backtest: Backtest
    heard: Heard | None = None
    judged: Mapping[str, Judged] | None = None


def backtest(
    history: History,
    labels: Labels,
    setting: Setting,
    *,
    leaks: Sequence[Leak] = (),
    currency: str = "",
    contenders: Sequence[str] = CONTENDERS,
    with_grouped: bool = True,
    progress: Progress = lambda what, done, of: None,
) -> Tried:
    """Go through every month as if nobody knew what came after it, and say how well leavers were told.

    Args:
        history: what was known.
        labels: who decided when.
        setting: horizon, budget, order and seed.
        leaks: figures that may know too much; where one refuses, nothing is foretold.
        currency: of revenue; empty where not known.
        contenders: which learn.
        with_grouped: whether the winner is also tried on accounts that it never learnt from.
        progress: told what is done, how much of it, of how much.
    """
    blank = Backtest(
        agreement="", title="", months=setting.horizon, budget=setting.budget, order=setting.order, leaks=tuple(leaks),
        seed=setting.seed, owners=_owners(history),
    )  # fmt: skip
    refused = next((each for each in leaks if each.refused), None)
    if refused:
        return Tried(replace(blank, refused=refused.evidence))
    found = heard(history, labels, setting, contenders, progress)
    if CHAMPION not in found.sayings or found.last is None:
        return Tried(_thin(blank, history, labels), found)
    progress("judging what was said", 0, 1)
    each = {name: judged(history, labels, setting, said) for name, said in found.sayings.items()}
    listed = _contenders(history, labels, setting, found, each, with_trees="trees" in contenders)
    best, because = winner(listed)
    if best not in WORDS:  # A single signal is used as a hazard of its own, so that it has chances.
        own = heard(history, labels, setting, (best,), singles=False)
        found = replace(found, sayings={**found.sayings, **own.sayings})
        each[best] = judged(history, labels, setting, found.sayings[best])
    apart = grouped(history, labels, setting, best, progress) if with_grouped else None
    made = replace(
        _said(blank, history, labels, setting, found, each[best], listed),
        because=because,
        before=tuple(befores(history, labels, each[best], currency)),
        grouped=_again(history, labels, setting, judged(history, labels, setting, apart), listed) if apart else None,
        left_out=tuple(found.last.left_out.items()) if found.last else (),
    )
    return Tried(made, found, each)


def _said(
    blank: Backtest, history: History, labels: Labels, setting: Setting, found: Heard, best: Judged,
    listed: Sequence[Contender],
) -> Backtest:  # fmt: skip
    """Give what the winner said, and how it would have fared with alerts in the other order."""
    verdict, wanted = told_apart(next(one for one in listed if one.id == best.said.id))
    other = Order.CHANCE if setting.order is Order.LOSS else Order.LOSS
    turned = judged(history, labels, setting, best.said, other)
    return replace(
        blank,
        contenders=listed,
        winner=best.said.id,
        verdict=verdict,
        wanted=wanted,
        otherwise=_again(history, labels, setting, turned, listed),
        recalibrated=best.said.corrected > 0,
        origins=_origins(history, found, best),
        bins=tuple(bins(best)),
    )


def _again(history: History, labels: Labels, setting: Setting, found: Judged, listed: Sequence[Contender]) -> Contender:
    """Say how a contender did that is in the list already, told otherwise."""
    words = next(one.words for one in listed if one.id == found.said.id)
    return contender(history, labels, setting, found, words)


def _owners(history: History) -> int:
    """Count who looks after accounts in the last month; 0 where no record says it."""
    if not len(history.months):
        return 0
    last = history.owners.codes[:, -1]
    return len(np.unique(last[last >= 0]))


def _thin(blank: Backtest, history: History, labels: Labels) -> Backtest:
    """Say that too few have decided to foretell anything."""
    decided, months = int((~np.isnat(labels.day)).sum()), len(history.months)
    left_out = features(history, len(history.months) - 1).left_out if len(history.months) else {}
    because = (
        f"{decided} accounts are known to have decided to leave, and {months} months are covered: nothing is learnt "
        f"until {LEAST} have, and the months that are looked ahead are over."
    )
    return replace(blank, because=because, left_out=tuple(left_out.items()))


def _contenders(
    history: History, labels: Labels, setting: Setting, found: Heard, each: Mapping[str, Judged], *, with_trees: bool
) -> list[Contender]:
    """Give every contender, the champion first, then those that learn, then single signals by how well they rank."""
    words = {**{name: f"{said}, alone" for name, said in found.words.items()}, **WORDS}
    made = [contender(history, labels, setting, one, words[name]) for name, one in each.items()]
    gaps = {name: difference(one, each[CHAMPION], setting.horizon) for name, one in each.items() if name != CHAMPION}
    made = [replace(one, difference=gaps.get(one.id)) for one in made]
    missing = [
        Contender(id=name, words=WORDS[name], not_tried=why)
        for name, why in _not_tried(found, with_trees=with_trees).items()
    ]
    learning = [one for one in made if one.id in WORDS]
    alone = sorted((one for one in made if one.id not in WORDS), key=lambda one: -(one.auc.value if one.auc else 0.0))
    return [*learning, *missing, *alone]


def _not_tried(found: Heard, *, with_trees: bool) -> dict[str, str]:
    absent = {"trees": "LightGBM is not installed"} if with_trees and "trees" not in found.sayings else {}
    return absent | {name: why for name, why in found.unfit.items() if name not in found.sayings}


def _origins(history: History, found: Heard, best: Judged) -> tuple[Origin, ...]:
    """Give the winner month by month, as far as it is known what came."""
    own, made = by_month(best), []
    for place, (rows, decisions) in zip(found.months, found.learnt, strict=True):
        here = best.known & (best.said.month == place)
        if not here.any():
            continue
        auc = own.get(place, float("nan"))
        made.append(
            Origin(
                month=parse_period(str(history.months[place])),
                learnt_rows=rows,
                learnt_decisions=decisions,
                at_risk=int(here.sum()),
                decided=int(best.hit[here].sum()),
                expected=float(chance_of(best.said.score[here]).sum()),
                alerts=int(best.told[here].sum()),
                hits=int((best.told & (best.hit == 1))[here].sum()),
                already=int((best.told & best.noticed)[here].sum()),
                auc=None if np.isnan(auc) else auc,
            )
        )
    return tuple(made)
