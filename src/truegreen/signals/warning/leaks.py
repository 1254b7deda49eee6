"""Leaks: figures that may know what nobody could have known on the day.

A method that is tried on the past looks better than it is as soon as a figure knows what came after. The worst is the
label itself: who is labelled by the day it left had given notice months before, and behaves like it (an AUC of 0.95
for one of 0.72). Each check says what it saw, and what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from truegreen.model.leak import Leak, LeakKind
from truegreen.readings.account_months import Grid
from truegreen.readings.risk_history import History
from truegreen.readings.risk_leaks import LATE_DAYS, Recorded
from truegreen.signals.warning.feature import Feature, Features
from truegreen.signals.warning.features import features
from truegreen.signals.warning.growing import never_falling
from truegreen.signals.warning.known import known_at
from truegreen.signals.warning.labels import By, Labels
from truegreen.signals.warning.origins import WARM_UP
from truegreen.signals.warning.rows import Rows
from truegreen.signals.warning.sayings import alone_score
from truegreen.stats.foretold.calibration import mean_over_time
from truegreen.stats.foretold.ranking import auc, auc_by_moment

TOLERATED: Final = 0.10
"""Share of losses without a recorded notice that is left out rather than refused."""
TOO_GOOD: Final = 0.95
"""No single figure ranks that well by honest means."""
CLEAR: Final = 0.20
"""How far above one half a figure must rank for its vanishing to mean something: honest ones rank less."""
NOTICE: Final = 3
"""Months of notice, where nothing else is known."""
FEW: Final = 10
LIVES: Final = ("tenure", "renewal", "revenue")
"""Features that grow with time by their nature, or by agreement."""


def leaks(history: History, labels: Labels, horizon: int, recorded: Recorded | None = None) -> list[Leak]:
    """Give every leak that can be seen in records and features, those that refuse first.

    Args:
        history: what was known.
        labels: who decided when, as a method would be told.
        horizon: months.
        recorded: what the store knows of how its rows came; None where that is not known.
    """
    found = [*_label(history, labels), *_after_notice(history, labels), *_records(recorded)]
    if len(history.months):
        last = features(history, len(history.months) - 1)
        found += [*_grows(history, last), *_ranks(history, labels, horizon, last)]
    return sorted(found, key=lambda each: not each.refused)


def _label(history: History, labels: Labels) -> Iterator[Leak]:
    """Refuse days of leaving where no blackout is declared."""
    lost = int((~np.isnat(labels.day) | labels.unknown).sum())
    late = int(labels.is_late.sum())
    if not late:
        return
    share = f"{late:,} of {lost:,} accounts that left are known by the day they left, not by the day of their notice"
    why = "what they did in between follows from the decision, and would be taken to foretell it"
    remedy = (
        "Map the day of notice as decision_on of accounts; or declare early_warning.blackout_days in truegreen.toml: "
        "so many days before leaving, as many as notice takes at most, are then not looked at."
    )
    if labels.blackout and labels.delay:
        return
    by_leaving = labels.by is By.LEAVING
    yield Leak(
        column="decision",
        kind=LeakKind.LABEL,
        evidence=f"{share}: {why}.",
        remedy=remedy,
        refused=by_leaving or late > TOLERATED * lost,
    )


def _after_notice(history: History, labels: Labels) -> Iterator[Leak]:
    """Count account-months that would be foretold from though notice had been given."""
    after = int((labels.at_risk & labels.noticed).sum())
    if after:
        accounts = int((labels.at_risk & labels.noticed).any(axis=1).sum())
        answers = history.counts.get("answers", np.zeros(labels.noticed.shape))
        late = int((answers * (labels.noticed & labels.at_risk)).sum())
        says = f"{after:,} months of {accounts:,} accounts lie between notice and leaving"
        remedy = "Label by the day of notice."
        yield Leak(column="decision", kind=LeakKind.AFTER_NOTICE, evidence=f"{says}.", remedy=remedy)
        if late:
            says = f"{late:,} answers to surveys came after the account had given notice"
            yield Leak(column="satisfaction", kind=LeakKind.ANSWERED_LATE, evidence=f"{says}.", remedy=remedy)
    ended = (labels.at_risk & (labels.day[:, None] <= history.ends)).sum()
    if ended:
        says = f"{int(ended):,} months are counted to their end though the account had decided in them"
        remedy = "Foretell from the end of the month before."
        yield Leak(column="decision", kind=LeakKind.MONTH_END, evidence=f"{says}.", remedy=remedy)


def _records(recorded: Recorded | None) -> Iterator[Leak]:
    """Say what the store knows of rows that came late, were filled in backwards or overwritten."""
    if recorded is None:
        return
    for table, late, rows in recorded.late:
        says = (
            f"{late:,} of {rows:,} rows of {table.replace('_', ' ')} were loaded more than 45 days after they happened"
        )
        remedy = "Load them as they come; what was not loaded by a month's end was not known then."
        yield Leak(column=table, kind=LeakKind.ARRIVED_LATE, evidence=f"{says}.", remedy=remedy)
    if recorded.backfilled:
        says = f"{recorded.backfilled:,} rows say how accounts were more than {LATE_DAYS} days before they were loaded"
        remedy = "Let changes of owner and segment hold from the day they are made."
        yield Leak(column="owner", kind=LeakKind.BACKFILLED, evidence=f"{says}.", remedy=remedy)
    if recorded.deals and not recorded.deals_dated:
        says = f"None of {recorded.deals:,} deals keeps an earlier state, so its stage is that of the end"
        remedy = "Stages of deals are not used. To use them, export their history, one row per change."
        yield Leak(column="stage", kind=LeakKind.EDITED, evidence=f"{says}.", remedy=remedy)


def _grows(history: History, last: Features) -> Iterator[Leak]:
    """Find features that only ever grow."""
    for each in last.listed:
        if each.id in LIVES:
            continue
        for name, grid in each.columns.items():
            leak = never_falling(name, grid, history.here[:, : last.place + 1])
            if leak:
                yield leak


def _ranks(history: History, labels: Labels, horizon: int, last: Features) -> Iterator[Leak]:
    """Find features that rank too well, or only so shortly before that they may know the decision."""
    hits = labels.hits(history.months, horizon)
    for each in last.listed:
        if each.worse:
            found = vanishing(each, hits, NOTICE)
            if found:
                yield found


def vanishing(each: Feature, hits: Grid, back: int) -> Leak | None:
    """Say so if a feature ranks too well to be true, or no more when it is taken as long before as notice takes.

    Args:
        each: the feature, whichever way it points.
        hits: (A, M) whether a decision followed; NaN where nobody knows.
        back: months of notice.
    """
    account, month = np.nonzero(np.isfinite(hits))
    kept = month >= WARM_UP + back
    account, month = account[kept].astype(np.intp), month[kept].astype(np.intp)
    hit = hits[account, month]
    if len(np.unique(account[hit == 1])) < FEW:
        return None
    now, before = alone_score(each, Rows(account, month)), alone_score(each, Rows(account, month - back))
    ranks, earlier = auc(now, hit, account, month), auc(before, hit, account, month)
    if ranks is None or earlier is None:
        return None
    if max(ranks.value, 1 - ranks.value) > TOO_GOOD:
        said = f"Alone it ranks leavers with an AUC of {max(ranks.value, 1 - ranks.value):.3f}"
        remedy = "Ask where it comes from and when it is written; leave it out until that is known."
        return Leak(column=each.id, kind=LeakKind.TOO_GOOD, evidence=f"{said}.", remedy=remedy)
    clear = abs(ranks.value - 0.5)
    left = (earlier.value - 0.5) * np.sign(ranks.value - 0.5)
    _, one = auc_by_moment(now, hit, month)
    _, other = auc_by_moment(before, hit, month)
    fell = mean_over_time((one - other) * np.sign(ranks.value - 0.5), back)
    if clear < CLEAR or left > clear / 3 or fell is None or fell.low <= 0:
        return None
    said = f"It ranks leavers with an AUC of {ranks.value:.2f}, and of {earlier.value:.2f} taken {back} months before"
    remedy = "Ask whether it is written after the decision; if so, the decision is dated too late, or it must go."
    return Leak(column=each.id, kind=LeakKind.VANISHES, evidence=f"{said}.", remedy=remedy)


def looks_ahead(compute: Callable[[History, int], Grid], history: History, place: int, seed: int = 1) -> Leak | None:
    """Say so if a feature of a month changes when what came after the month does.

    Args:
        compute: gives a feature, (A, M), as it is known at a month's end.
        history: all that is known.
        place: of the month.
        seed: of what is put in place of the future.
    """
    other = compute(_turned(history, place, seed), place)
    then = compute(history, place)
    upto = slice(0, place + 1)
    differs = ~((then[:, upto] == other[:, upto]) | (np.isnan(then[:, upto]) & np.isnan(other[:, upto])))
    if not differs.any():
        return None
    says = f"{int(differs.sum()):,} of its values up to {history.months[place]} change with what came later"
    remedy = "Fit what it is drawn towards, and what it is scaled by, on what was known at the time."
    return Leak(column="", kind=LeakKind.FUTURE, evidence=f"{says}.", remedy=remedy)


def _turned(history: History, place: int, seed: int) -> History:
    """Give histories that are the same up to a month's end, and others from then on."""
    random = np.random.default_rng(seed)
    known = known_at(history, place)
    order = random.permutation(len(history.accounts))
    counts = {name: np.concatenate([known.counts[name], grid[order, place + 1 :] * 3 + 1], axis=1)
              for name, grid in history.counts.items()}  # fmt: skip
    revenue = np.concatenate([known.revenue, history.revenue[order, place + 1 :] * 2], axis=1)
    return replace(history, counts=counts, revenue=revenue)
