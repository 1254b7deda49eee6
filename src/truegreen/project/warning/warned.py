"""Early warning of a project: accounts by what their leaving would be expected to cost, and who is told of which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

import numpy as np

from truegreen.facts.store import Store
from truegreen.model.backtest import Trust
from truegreen.model.warning import Alert, Ranked, Risk
from truegreen.project.warning.backtested import Trial, trial
from truegreen.project.warning.gathered import Asked, Gathered
from truegreen.project.warning.risks import risks_of
from truegreen.project.warning.worth import residuals
from truegreen.readings.risk_timelines import timelines
from truegreen.signals.warning.backtest import Tried
from truegreen.signals.warning.now import monthly, told_now
from truegreen.signals.warning.sayings import WORDS
from truegreen.stats.panel.equations import Unfit

TOLD: Final = 200
"""Accounts whose timeline is looked up, the first of the list and all that are alerted."""


def ranked(asked: Asked, known: Trial | None = None) -> Ranked:
    """Rank accounts by what their leaving would be expected to cost, and say which of them owners are told of."""
    held, view, progress = known or trial(asked, with_grouped=False), asked.view, asked.progress
    of, found = held.of, held.found
    blank = _blank(asked, of)
    if not len(of.history.months) or any(each.refused for each in of.leaks):
        return blank
    said = found.heard.sayings.get(found.backtest.winner) if found.heard else None
    there = bool(of.labels.at_risk[:, -1].any())
    if said is None or not there:
        why = found.backtest.because.rstrip(".") if there else blank.model
        return replace(blank, trust=None, left_out=found.backtest.left_out, model=why)
    now = told_now(of.history, of.labels, of.setting, said.id, said.mend, said.ridge)
    if isinstance(now, Unfit):
        return replace(blank, left_out=found.backtest.left_out, model=now.because)
    progress("putting accounts in order", 0, 1)
    base = float(now.chance.mean()) if len(now.rows) else 0.0
    still = residuals(view, of.history, now.rows.account, monthly(base, of.setting.horizon))
    risks = risks_of(of, now, still, found.backtest.verdict, view.project.settings.currency)
    lately = timelines(view.source.duck, Store(view.project.store), view.state, of.history, _shown(of, risks))
    return replace(
        blank,
        model="; residual value: ".join(filter(None, [WORDS.get(said.id, said.id), still.how])),
        risks=tuple(replace(each, timeline=tuple(lately.get(each.account, ()))) for each in risks),
        base=now.base,
        base_chance=base,
        trust=_trust(found),
        left_out=tuple(now.found.left_out.items()),
    )


def _blank(asked: Asked, of: Gathered) -> Ranked:
    history = of.history
    as_of = date.fromisoformat(str(history.ends[-1])) if len(history.months) else date.min
    gone = ~np.isnat(history.ended_on) & (history.ended_on <= history.ends[-1]) if len(history.months) else None
    given = of.labels.noticed[:, -1] & ~gone if gone is not None else np.zeros(0, dtype=np.bool_)
    return Ranked(
        agreement=asked.versions.id,
        title=asked.versions.latest.title,
        as_of=as_of,
        months=of.setting.horizon,
        model=_why_not(of),
        risks=(),
        order=of.setting.order,
        budget=of.setting.budget,
        held_out=of.held_out,
        seed=of.setting.seed,
        given_notice=int(given.sum()),
        findings=(*asked.view.findings, *of.findings),
        run=asked.view.run,
        known_until=asked.view.known_until,
    )


def _why_not(of: Gathered) -> str:
    """Say why nobody can be ranked, where that can be seen before anything is learnt."""
    if any(each.refused for each in of.leaks):
        return "accounts are known by the day they left, and not by that of their notice"
    if not len(of.history.accounts):
        return "the records name no accounts"
    if not len(of.history.months):
        return "the records cover no whole month of any account"
    there = of.labels.at_risk[:, -1].any()
    return "nothing could be learnt" if there else "nobody is known to be a customer who has not given notice"


def _shown(of: Gathered, risks: Sequence[Risk]) -> list[int]:
    """Give the places of the accounts whose timeline is looked up."""
    places = {str(each): at for at, each in enumerate(of.history.accounts)}
    return [places[each.account] for each in risks if each.rank <= TOLD or each.alert in (Alert.RAISED, Alert.HELD_OUT)]


def _trust(found: Tried) -> Trust:
    """Say in short what the backtest says."""
    made = found.backtest
    chosen = next(each for each in made.contenders if each.id == made.winner)
    return Trust(
        verdict=made.verdict,
        because=made.because,
        chosen=chosen,
        origins=len(made.origins),
        first=made.origins[0].month if made.origins else None,
        last=made.origins[-1].month if made.origins else None,
        recalibrated=made.recalibrated,
    )
