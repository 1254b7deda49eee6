"""Sayings: what each contender would have said at the end of each month, knowing only what was known then.

    for each month: features ──▶ rows whose horizon was over by then ──▶ learnt ──▶ said of all who were at risk

The gap between the last month that is learnt from and the month that is told from is the horizon: nobody could know
before what came of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final, TypeAlias

import numpy as np

from truegreen.readings.risk_history import History
from truegreen.signals.warning.feature import Feature, Features
from truegreen.signals.warning.features import features
from truegreen.signals.warning.labels import Labels
from truegreen.signals.warning.models import Learner, Past, alone, bent, champion, has_trees, trees
from truegreen.signals.warning.origins import Setting, origins, past_rows
from truegreen.signals.warning.recalibrated import AS_IT_IS, Correction, correction
from truegreen.signals.warning.rows import Floats, Places, Rows
from truegreen.stats.hazard.ridge import dealt
from truegreen.stats.panel.equations import Unfit

Progress: TypeAlias = Callable[[str, int, int], None]
CHAMPION: Final = "hazard"
GROWN: Final = 2.0
"""How many times as many decisions must be known until the ridge is chosen anew."""
FOLDS: Final = 5
WORDS: Final = {
    "hazard": "a hazard by month: every feature moves the log odds straight on",
    "bent": "a hazard whose features may bend, and count for more near a renewal",
    "trees": "boosted trees (LightGBM)",
}
LEARNERS: Final[Mapping[str, Learner]] = {"hazard": champion, "bent": bent, "trees": trees}


@dataclass(frozen=True, slots=True, eq=False)
class Sayings:
    """What one contender said of accounts at risk, month by month.

    Attributes:
        id: the contender.
        account, month: (N,) their places; months in order.
        score: (N,) log odds of deciding, or any number where it has no chances; NaN where it could not tell.
        has_chances: whether the score is log odds.
        corrected: months in which chances were corrected by what had come of earlier ones.
        mend: the correction of the last month.
        ridge: how strongly columns were held back in the last month.
    """

    id: str
    account: Places
    month: Places
    score: Floats
    has_chances: bool = True
    corrected: int = 0
    mend: Correction = AS_IT_IS
    ridge: float | None = None


@dataclass(slots=True)
class Memory:
    """What a contender remembers from month to month: its ridge, and what it said."""

    ridge: float | None = None
    decided: int = 0
    said: list[tuple[Places, int, Floats]] = field(default_factory=list)
    raw: list[tuple[Places, int, Floats]] = field(default_factory=list)
    corrected: int = 0
    mend: Correction = AS_IT_IS


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """All that was said.

    Attributes:
        months: (S,) places of the months that were told from.
        learnt: for each, account-months learnt from, and accounts in them that decided.
        sayings: by contender.
        unfit: contenders that never could tell, with why.
        last: the features of the last month.
        words: of every feature that there ever was, by its id.
    """

    months: Sequence[int]
    learnt: Sequence[tuple[int, int]]
    sayings: Mapping[str, Sayings]
    unfit: Mapping[str, str]
    last: Features | None
    words: Mapping[str, str] = field(default_factory=dict)


def learner_of(name: str) -> Learner:
    """Give the learner of a contender; that of a feature is a hazard of this feature alone."""
    return LEARNERS.get(name) or partial(alone, name)


def heard(
    history: History,
    labels: Labels,
    setting: Setting,
    contenders: Sequence[str] = ("hazard", "bent", "trees"),
    progress: Progress = lambda what, done, of: None,
    *,
    singles: bool = True,
    correct: bool = True,
) -> Heard:
    """Let every contender speak at the end of each month.

    Args:
        history: what was known.
        labels: who decided when.
        setting: horizon, and seed.
        contenders: which learn; trees only where they are installed.
        progress: told what is done, how much of it, of how much.
        singles: whether each feature also speaks alone.
        correct: whether chances are corrected by what came of earlier ones.
    """
    places = origins(labels, history.months, setting.horizon)
    hits = labels.hits(history.months, setting.horizon)
    learners = {name: learner_of(name) for name in contenders if name != "trees" or has_trees()}
    memories = {name: Memory() for name in learners}
    single: dict[str, Memory] = {}
    learnt: list[tuple[int, int]] = []
    unfit: dict[str, str] = {}
    found: Features | None = None
    words: dict[str, str] = {}
    for done, place in enumerate(places):
        progress("going through the months", done, len(places))
        found = features(history, place)
        words |= {each.id: each.words for each in found.listed}
        past = past_rows(labels, hits, place, setting.horizon)
        hit = hits[past.account, past.month]
        learnt.append((len(past), len(np.unique(past.account[hit == 1]))))
        now = _now(labels, place)
        for name, learner in learners.items():
            score = _learnt(learner, Past(found.listed, past, hit, seed=setting.seed), now, memories[name], unfit, name)
            _remember(memories[name], now, place, score, hits, setting.horizon + labels.delay, correct=correct)
        for each in found.listed if singles else ():
            if each.worse:
                single.setdefault(each.id, Memory()).said.append((now.account, place, alone_score(each, now)))
    progress("going through the months", len(places), len(places))
    sayings = {name: _sayings(name, each, has_chances=True) for name, each in memories.items() if each.said}
    sayings |= {name: _sayings(name, each, has_chances=False) for name, each in single.items()}
    return Heard(places, learnt, sayings, unfit, found, words)


def grouped(
    history: History, labels: Labels, setting: Setting, name: str, progress: Progress = lambda what, done, of: None
) -> Sayings:
    """Let a contender speak of accounts that it never learnt from, whenever: each is judged by what others taught.

    Args:
        history: what was known.
        labels: who decided when.
        setting: horizon, and seed.
        name: the contender.
        progress: told what is done.
    """
    places = origins(labels, history.months, setting.horizon)
    hits = labels.hits(history.months, setting.horizon)
    fold = dealt(~np.isnat(labels.day), FOLDS, setting.seed)
    memories = [Memory() for _ in range(FOLDS)]
    together = Memory()
    for done, place in enumerate(places):
        progress("going through accounts it never saw", done, len(places))
        found, past, now = (
            features(history, place),
            past_rows(labels, hits, place, setting.horizon),
            _now(labels, place),
        )
        score = np.full(len(now), np.nan)
        for each in range(FOLDS):
            others, own = past.take(fold[past.account] != each), fold[now.account] == each
            told = Past(found.listed, others, hits[others.account, others.month], seed=setting.seed)
            score[own] = _learnt(learner_of(name), told, now.take(own), memories[each], {}, name)
        together.said.append((now.account, place, score))
    return _sayings(name, together, has_chances=True)


def alone_score(each: Feature, now: Rows) -> Floats:
    """Say how a feature alone orders accounts, (N,); those of which it is not known stand in the middle."""
    (name, *_) = each.columns
    values = each.worse * each.columns[name][now.account, now.month]
    known = values[~np.isnan(values)]
    return np.where(np.isnan(values), np.median(known) if len(known) else 0.0, values)


def _now(labels: Labels, place: int) -> Rows:
    account = np.flatnonzero(labels.at_risk[:, place]).astype(np.intp)
    return Rows(account, np.full(len(account), place, dtype=np.intp))


def _learnt(learner: Learner, past: Past, now: Rows, memory: Memory, unfit: dict[str, str], name: str) -> Floats:
    """Learn from the past and say what comes of it now; the ridge is chosen anew when much more is known."""
    decided = len(np.unique(past.rows.account[past.hits == 1]))
    ridge = memory.ridge if memory.ridge is not None and decided < GROWN * memory.decided else None
    made = learner(Past(past.listed, past.rows, past.hits, ridge, past.seed))
    if isinstance(made, Unfit):
        unfit[name] = made.because
        return np.full(len(now), np.nan)
    model, chosen = made
    if ridge is None:
        memory.ridge, memory.decided = chosen, decided
    return model.score(past.listed, now)


def _remember(
    memory: Memory, now: Rows, place: int, score: Floats, hits: Floats, horizon: int, *, correct: bool
) -> None:
    """Keep what was said, corrected by what came of what was said long enough before."""
    mend = correction(_over(memory.raw, place, horizon), hits) if correct else AS_IT_IS
    memory.mend = mend
    memory.corrected += mend.is_needed
    memory.raw.append((now.account, place, score))
    memory.said.append((now.account, place, mend.constant + mend.slope * score))


def _over(raw: Sequence[tuple[Places, int, Floats]], place: int, horizon: int) -> Iterator[tuple[Places, int, Floats]]:
    return (each for each in raw if each[1] + horizon <= place)


def _sayings(name: str, memory: Memory, *, has_chances: bool) -> Sayings:
    return Sayings(
        name,
        np.concatenate([account for account, _, _ in memory.said]),
        np.concatenate([np.full(len(account), place, dtype=np.intp) for account, place, _ in memory.said]),
        np.concatenate([score for _, _, score in memory.said]),
        has_chances,
        memory.corrected,
        memory.mend,
        memory.ridge,
    )
