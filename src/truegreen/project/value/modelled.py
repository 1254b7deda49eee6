"""Saves of a project as early warning tells them: what it said of the treated before they entered, and what came."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.facts.months import Progress
from truegreen.model.valued import Modelled
from truegreen.project.looking import View
from truegreen.project.value.accounts import Known
from truegreen.project.warning.gathered import Choices, gathered
from truegreen.readings.risk_history import History
from truegreen.signals.warning.backtest import Tried, backtest
from truegreen.signals.warning.labels import Labels
from truegreen.signals.warning.sayings import CHAMPION
from truegreen.signals.warning.scores import Judged
from truegreen.stats.estimate import Verdict
from truegreen.value.modelled import LEAST, Alike, Foretold, expected, foretold
from truegreen.value.saves import DAYS_A_MONTH, Entered

Floats = NDArray[np.float64]
_NOT_TOLD: Final = "{months} ahead leavers cannot be told from others: the backtest says “{verdict}”"
_ELSE: Final = "{because} (of {months}, which --days {days} asks for, it says “established”)"


@dataclass(frozen=True, slots=True, eq=False)
class Untried(Labels):
    """Who decided when, where nobody was tried to be kept.

    What came of accounts in a programme is not looked at from the month before they entered on, so that nothing is
    learnt from them, and nothing judged by them.

    Attributes:
        hidden: (A, M) account-months whose outcome is not looked at.
    """

    hidden: NDArray[np.bool_]

    def hits(self, months: NDArray[np.datetime64], horizon: int) -> Floats:
        """Say by which months' ends a decision followed, (A, M); NaN where nobody may know."""
        return np.where(self.hidden, np.nan, Labels.hits(self, months, horizon))


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What early warning had said of those who entered a programme.

    Attributes:
        modelled: what is told.
        score: (N,) log odds said of each at the end of the month before; NaN where nothing was.
        foretold: what chances were worth; None where nothing was said.
    """

    modelled: Modelled
    score: Floats
    foretold: Foretold | None = None


def said(view: View, of: Known, made: Entered, days: int, progress: Progress) -> Said:
    """Say what early warning had said of those who entered, each at the end of the month before, and what came.

    The backtest is made anew for as many months as the days are, without what came of the programme's accounts.

    Args:
        view: the run, whose rows must still be there.
        of: what is known of accounts.
        made: who entered.
        days: within how many a decision counts.
        progress: told what is done, how much of it, of how much.
    """
    months = max(round(days / DAYS_A_MONTH), 1)
    nothing = np.full(len(made.place), np.nan)
    treated = int((made.treated & made.followed(days)).sum())
    if treated < LEAST:
        because = f"only {treated} treated accounts have had their {days} days; {LEAST} are the least"
        return Said(Modelled(months=months, unsaid=treated, because=because), nothing)
    progress("asking what was said beforehand", 0, 1)
    held = gathered(view, Choices(months=months))
    places = {str(each): at for at, each in enumerate(held.history.accounts)}
    account = np.array([places.get(str(of.panel.accounts[each]), -1) for each in made.place], dtype=np.intp)
    month = np.searchsorted(held.history.ends, made.day, side="left").astype(np.intp) - 1
    hidden = np.zeros(held.labels.at_risk.shape, dtype=np.bool_)
    for who, place in zip(account, month, strict=True):
        hidden[who, max(place, 0) :] |= who >= 0
    kept = {each.name: getattr(held.labels, each.name) for each in fields(Labels)}
    ask = partial(backtest, held.history, Untried(**kept, hidden=hidden), leaks=held.leaks, contenders=(CHAMPION,),
                  with_grouped=False, progress=progress)  # fmt: skip
    tried = ask(held.setting)
    because = _why_not(tried)
    if because or tried.judged is None:
        usual = view.project.settings.early_warning.months
        if usual != months and not _why_not(ask(replace(held.setting, horizon=usual))):
            because = _ELSE.format(because=because, months=_counted(usual), days=round(usual * DAYS_A_MONTH))
        return Said(Modelled(months=months, unsaid=treated, because=because), nothing)
    return _held(held.history, tried.judged[tried.backtest.winner], made, (account, month), days, months)


def _why_not(of: Tried) -> str:
    """Say why what was said beforehand is not to be relied upon; empty where it is."""
    made = of.backtest
    because = made.refused or (made.because if of.judged is None else "")
    if not because and made.verdict is not Verdict.ESTABLISHED:
        because = _NOT_TOLD.format(months=_counted(made.months), verdict=made.verdict)
    return because.rstrip(".")


def _counted(months: int) -> str:
    return f"{months} month{'s' * (months > 1)}"


def _held(
    history: History,
    found: Judged,
    made: Entered,
    at: tuple[NDArray[np.intp], NDArray[np.intp]],
    days: int,
    months: int,
) -> Said:
    """Hold what was said of the treated against what came of accounts of which as much was said."""
    grid = np.full((len(history.accounts), len(history.months)), np.nan)
    grid[found.said.account, found.said.month] = found.said.score
    account, month = at
    score = np.where((account >= 0) & (month >= 0), grid[account, month], np.nan)
    told = made.followed(days) & np.isfinite(score)
    here = told & made.treated
    known = found.known
    alike = Alike(found.said.score[known], found.hit[known], found.said.account[known])
    worth = foretold(score[here], alike)
    left = made.left_within(days)
    counts = Modelled(
        months=months, treated=int(here.sum()), left=int((here & left).sum()),
        unsaid=int((made.followed(days) & made.treated & ~here).sum()), alike=worth.accounts, decided=worth.decided,
        slope=worth.slope, in_the_large=worth.in_the_large, because=worth.because,
    )  # fmt: skip
    if worth.because:
        return Said(counts, score, worth)
    came, apart = expected(worth, score[here], left[here]), told & ~made.treated
    would = float(apart.sum()) * worth.share(score[apart])[0] if apart.any() else None
    modelled = replace(
        counts, foretold=came.foretold, lift=came.lift, held_out=int(apart.sum()),
        held_out_left=int((apart & left).sum()), held_out_foretold=would,
    )  # fmt: skip
    return Said(modelled, score, worth)
