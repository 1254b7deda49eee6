"""What each kind of signal was worth, and all kinds judged as one family."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import log
from typing import Final

import numpy as np

from truegreen.model.entered import Kind
from truegreen.model.heard import IN_TIME, MATERIAL, Came, Heard, Signal, Worth
from truegreen.readings.heard_signals import Signals
from truegreen.readings.risk_history import History
from truegreen.signals.heard.came import Outcome, outcomes
from truegreen.signals.heard.rates import Numbers, alone, beside, numbers, stretches
from truegreen.signals.heard.stands import Bools, Stands, base_rate, stands, within
from truegreen.signals.heard.tellers import tellers
from truegreen.signals.warning.labels import Labels
from truegreen.stats.estimate import Estimate, Verdict
from truegreen.stats.foretold.shares import median, share
from truegreen.stats.panel.equations import Unfit
from truegreen.stats.validity.said import Said
from truegreen.stats.validity.verdicts import Effect, Judged, judged

_VERDICT: Final[Mapping[Said, Verdict]] = {
    Said.PREDICTS: Verdict.ESTABLISHED, Said.NOTHING: Verdict.REFUTED, Said.PERVERSE: Verdict.PERVERSE,
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """All that is looked at together."""

    signals: Signals
    came: Outcome
    stood: Stands
    known: Numbers
    base: float | None
    days: int


def heard(history: History, labels: Labels, signals: Signals, days: int) -> Heard:
    """Say what commercial signals were worth.

    Args:
        history: what was known of accounts; its months are over.
        labels: on which day each account decided.
        signals: what was heard.
        days: the window in which a decision must follow.

    Raises:
        ValueError: the window has no day.
    """
    if days < 1:
        raise ValueError(f"a window of {days} days is none")
    if not len(history.months):
        never = date(1, 1, 1)
        return Heard(days=days, first=never, last=never, accounts=0, losses=0, few="no month is over",
                     without="no month is over")  # fmt: skip
    stood = stands(history, labels)
    came, known = outcomes(signals, stood, days), numbers(history, labels)
    seen = _Seen(signals, came, stood, known, base_rate(stood, days), days)
    said, few = tellers(signals, came)
    return Heard(
        days=days,
        first=stood.first.astype(date),
        last=stood.last.astype(date),
        accounts=int((stood.end > stood.start).sum()),
        losses=int((stood.decided >= 0).sum()),
        late=int((labels.is_late & (stood.decided >= 0)).sum()),
        kinds=_in_family([_worth(seen, kind) for kind in Kind if (signals.kind == str(kind)).any()]),
        tellers=said,
        few=few,
        numbers=known.words,
        without=known.because,
        signals=_listed(history, signals, came),
    )


def _worth(seen: _Seen, kind: Kind) -> Worth:
    """Count one kind, and measure how much more often a decision follows it."""
    of = seen.signals.kind == str(kind)
    late, outside, open_ = (of & seen.came.are(each) for each in (Came.TOO_LATE, Came.OUTSIDE, Came.OPEN))
    there = of & ~late & ~outside
    over, hit = there & ~open_, of & seen.came.are(Came.DECIDED)
    inside = within(seen.signals, there, seen.stood, seen.days)
    told = stretches(seen.stood, inside)
    by_itself, beside_numbers = alone(told), beside(told, seen.known)
    made = Worth(
        kind=kind,
        signals=int(there.sum()),
        accounts=len(np.unique(seen.signals.account[there])),
        too_late=int(late.sum()),
        outside=int(outside.sum()),
        open=int(open_.sum()),
        hits=int(hit.sum()),
        false_alarms=int(over.sum() - hit.sum()),
        precision=share(hit[over], np.ones(int(over.sum())), seen.signals.account[over]),
        base=seen.base,
        alone=None if isinstance(by_itself, Unfit) else by_itself,
        beside=None if isinstance(beside_numbers, Unfit) else beside_numbers,
        because=by_itself.because if isinstance(by_itself, Unfit) else "",
        why_not_beside=beside_numbers.because if isinstance(beside_numbers, Unfit) else "",
    )
    return _with_losses(made, seen, there, inside)


def _with_losses(made: Worth, seen: _Seen, there: Bools, inside: Bools) -> Worth:
    """Say how many losses were heard before, how long before, and how many would be by chance."""
    stood = seen.stood
    lost = np.flatnonzero(stood.decided >= 0)
    was = inside[lost, stood.decided[lost]]
    before = there & (seen.came.days > 0) & (seen.came.days <= seen.days)
    first = np.zeros(len(stood.decided))
    np.maximum.at(first, seen.signals.account[before], seen.came.days[before])
    lead = first[lost[was]]
    at_risk = stood.at_risk
    total = int(at_risk.sum())
    return replace(
        made,
        losses=len(lost),
        heard=int(was.sum()),
        heard_share=share(was, np.ones(len(lost)), lost),
        by_chance=float((at_risk & inside).sum() / total) if total else None,
        in_time=int((lead >= IN_TIME).sum()),
        lead_days=median(lead),
    )


def _in_family(kinds: Sequence[Worth]) -> tuple[Worth, ...]:
    """Judge all kinds together, by themselves and beside the numbers; those that foretell most come first."""
    by_itself, adds = (_judged([(each.kind, getattr(each, name)) for each in kinds]) for name in ("alone", "beside"))
    made = [_with_verdicts(each, by_itself.get(each.kind), adds.get(each.kind)) for each in kinds]
    order = list(Verdict)
    return tuple(sorted(made, key=lambda each: (order.index(each.verdict), -(each.alone.value if each.alone else 0.0))))


def _with_verdicts(each: Worth, by_itself: Judged | None, adds: Judged | None) -> Worth:
    enough = by_itself.enough if by_itself else None
    return replace(
        each,
        verdict=_verdict(by_itself),
        adds=_verdict(adds),
        p=by_itself.p if by_itself else None,
        p_beside=adds.p if adds else None,
        wanted=enough / each.alone.effective if enough and each.alone and each.alone.effective else None,
    )


def _verdict(found: Judged | None) -> Verdict:
    return _VERDICT.get(found.validity, Verdict.NOT_ENOUGH) if found else Verdict.NOT_ENOUGH


def _judged(estimates: Sequence[tuple[Kind, Estimate | None]]) -> dict[Kind, Judged]:
    there = [(kind, each) for kind, each in estimates if each is not None]
    effects = [Effect(estimate=each, material=log(MATERIAL), aligned=kind.is_warning) for kind, each in there]
    return dict(zip([kind for kind, _ in there], judged(effects), strict=True))


def _listed(history: History, signals: Signals, came: Outcome) -> tuple[Signal, ...]:
    """Give every signal with what came of it."""
    never = np.iinfo(np.int16).max
    return tuple(
        Signal(
            account=str(history.accounts[signals.account[at]]),
            on=signals.day[at].astype(date),
            kind=Kind(str(signals.kind[at])),
            severity=None if np.isnan(signals.severity[at]) else int(signals.severity[at]),
            by=str(signals.by[at]),
            came=came.came[at],
            days=int(came.days[at]) if came.days[at] < never else None,
        )
        for at in range(len(signals))
    )
