"""A backtest in words: whether it tells leavers, whether a challenger is better, what was said before each loss."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from truegreen.model.backtest import Backtest, Before, Contender, Look, Order
from truegreen.reports import figures
from truegreen.reports import warning_words as words
from truegreen.stats.estimate import Verdict

LOOKS: Final = (180, 90, 60, 30)
"""Days before a decision that are shown, the farthest first."""
_ORDER: Final = {Order.LOSS: "chance times what an account pays", Order.CHANCE: "chance"}
CHAMPION: Final = "hazard"
"""The contender that all others are held against."""


def answer(found: Backtest) -> str:
    """Say in a sentence or two whether the early warning can be trusted."""
    return " ".join(filter(None, [headline(found), figured(found)]))


def headline(found: Backtest) -> str:
    """Say whether it tells leavers from others."""
    if found.refused:
        return f"Nothing was foretold: {found.refused}"
    if found.verdict is Verdict.NOT_ENOUGH and found.wanted is not None:
        return f"{words.MEANS[found.verdict]} About {figures.counted(found.wanted, 'more decision')} would be needed."
    return words.MEANS[found.verdict]


def figured(found: Backtest) -> str:
    """Say how the contender that is used did; empty where nothing may be said."""
    own = winner(found)
    if own is None or found.refused or found.verdict is not Verdict.ESTABLISHED:
        return ""
    return capital(words.did(own, found.months))


def winner(found: Backtest) -> Contender | None:
    """Give the contender that is used; None where nothing was tried."""
    return next((each for each in found.contenders if each.id == found.winner), None)


def how(found: Backtest) -> str:
    """Say how it was tried."""
    tried, ahead = figures.counted(len(found.origins), "month"), words.horizon(found.months)
    budget = f"{figures.counted(found.budget, 'alert')} a month, by {_ORDER[found.order]}"
    who = (
        f"Each of {figures.counted(found.owners, 'owner')} takes"
        if found.owners
        else "Nobody is named as owner: given are"
    )
    if not found.origins:
        return found.because
    return (
        f"At the end of each of {tried}, only what had happened by then was used to learn and to tell. Decisions count "
        f"on the day of notice, {ahead} ahead; the {ahead} before a month's end are too young to learn from. {who} "
        f"{budget}."
    )


def last(found: Backtest) -> str:
    """Say what happened to alerts of accounts that had given notice."""
    own = winner(found)
    if own is None or own.already is None:
        return ""
    share = own.already.value * 100
    return f"Alerts for accounts that had given notice before: {share:.0f} %."


def look(of: Before, days: int) -> Look | None:
    """Give what would have been said so many days before."""
    return next((each for each in of.looks if each.days == days), None)


def looked(of: Look | None) -> str:
    """Write what would have been said: the chance, the place among all, and whether there was an alert.

    >>> from datetime import date
    >>> looked(Look(days=30, as_of=date(2025, 1, 31), chance=0.2, rank=4, of=310, alerted=True))
    '▲ 20 %, 4 of 310'
    """
    if of is None or of.chance is None:
        return figures.NOTHING
    alert = "▲ " if of.alerted else ""
    return f"{alert}{words.chance(of.chance)}, {figures.count(of.rank)} of {figures.count(of.of)}"


def early(found: Sequence[Before]) -> str:
    """Say how many real losses had an alert so many days before."""
    told = []
    for days in LOOKS:
        looks = [at for each in found if (at := look(each, days)) is not None and at.chance is not None]
        if looks:
            told.append(f"{days} days before: {sum(at.alerted for at in looks)} of {len(looks)}")
    return f"Losses with an alert by then, of those of which anything could be said: {'; '.join(told)}." if told else ""


def compared(of: Contender) -> str:
    """Say how a challenger stands to the champion."""
    if of.not_tried:
        return f"not tried: {of.not_tried}"
    if of.difference is None:
        return "the champion" if of.id == CHAMPION else "too few months to compare"
    errors = of.difference.value / of.difference.error if of.difference.error else 0.0
    beyond = "beyond two standard errors" if abs(errors) > 2 else "as chance may have it"
    better = "better" if of.difference.value > 0 else "worse"
    return f"{abs(of.difference.value) * 100:.1f} points {better}, {beyond}"


def in_points(of: Contender) -> str:
    """Write by how many points a challenger is above the champion, starred where that is beyond two standard errors."""
    if of.difference is None:
        return figures.NOTHING
    beyond = abs(of.difference.value) > 2 * of.difference.error
    return f"{of.difference.value * 100:+.1f} points{' *' if beyond else ''}".replace("-", "−")


def named(of: Contender) -> str:
    """Name a contender in few words.

    >>> named(Contender(id="silence", words="how surprising its silence is, by its own rhythm, alone"))
    'how surprising its silence is, by its own rhythm, alone'
    """
    return of.words.partition(":")[0]


def capital(text: str) -> str:
    """Begin with a capital letter."""
    return text[:1].upper() + text[1:]
