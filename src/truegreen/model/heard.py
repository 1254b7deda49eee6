"""What commercial people hear, and what it was worth: how often a decision to leave followed, and how early.

A **signal** is something that somebody who speaks with an account heard on a day: a competitor named, a reference
declined. It counts for a **window** of days from the day after. What was heard on the day of a decision or later told
nobody anything; it is left out, and counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from truegreen.model.entered import Kind
from truegreen.model.finding import Finding
from truegreen.stats.estimate import Estimate, Verdict

MATERIAL: Final = 1.5
"""How many times as often a decision must follow for a signal to be worth acting upon."""
IN_TIME: Final = 30
"""Days before a decision in which something can still be done."""


class Came(StrEnum):
    """What came of a signal."""

    DECIDED = "decided within the window"
    STAYED = "stayed through the window"
    OPEN = "the window is not over"
    TOO_LATE = "heard on the day of the decision or later"
    OUTSIDE = "heard when the account was not there"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One signal, and what came of it; ``days`` is how long before the decision it was heard, None without one."""

    account: str
    on: date
    kind: Kind
    severity: int | None
    by: str
    came: Came
    days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What one kind of signal was worth.

    Attributes:
        kind: which.
        signals, accounts: so many signals, of so many accounts, while these were there and had not decided.
        too_late, outside: left out: heard on the day of the decision or later, and when the account was not there.
        open: signals whose window is not over; nobody knows yet what comes of them.
        hits, false_alarms: the others: a decision followed within the window, or none.
        precision: share of hits among these, months of an account taken together; None without any.
        base: the same share for any day of any account at risk: what a signal that says nothing would have.
        losses, heard: accounts that decided, and those of them that were heard within the window before.
        heard_share: the second as a share of the first, exact interval.
        by_chance: share of the days of accounts at risk that lie within the window of such a signal: as many losses
            would be heard before if the signal said nothing.
        in_time: losses heard 30 days before the decision or earlier.
        lead_days: median days from the first such signal of the window to the decision.
        alone: logarithm of how many times as often accounts decide in the window of such a signal as outside.
        beside: the same between accounts of which the numbers say the same.
        verdict: of ``alone``: it foretells, it is shown to say too little, the opposite holds, or nobody can tell.
        adds: of ``beside``: whether it says what the numbers do not.
        p, p_beside: chance of so much where there is nothing, adjusted for all kinds; None where not asked.
        wanted: about how many times as many accounts would be needed to tell; None where it can be told.
        because, why_not_beside: why there is no ``alone``, or no ``beside``; empty where there is.
    """

    kind: Kind
    signals: int
    accounts: int
    too_late: int = 0
    outside: int = 0
    open: int = 0
    hits: int = 0
    false_alarms: int = 0
    precision: Estimate | None = None
    base: float | None = None
    losses: int = 0
    heard: int = 0
    heard_share: Estimate | None = None
    by_chance: float | None = None
    in_time: int = 0
    lead_days: Estimate | None = None
    alone: Estimate | None = None
    beside: Estimate | None = None
    verdict: Verdict = Verdict.NOT_ENOUGH
    adds: Verdict = Verdict.NOT_ENOUGH
    p: float | None = None
    p_beside: float | None = None
    wanted: float | None = None
    because: str = ""
    why_not_beside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """One who hears: how many of their warnings a decision followed, drawn towards all others as far as few are worth.

    Attributes:
        by: pseudonym.
        warnings, hits: warnings whose window is over, and those that a decision followed.
        share, low, high: the share that one follows, most likely, and where it lies 95 times of 100.
    """

    by: str
    warnings: int
    hits: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """Who said it first, the people or the model, of the losses for which the model could have said anything.

    Attributes:
        losses: accounts that decided.
        both: of which there was a warning by people, and an alert of the model, in the seven months before.
        people_first, model_first: of these, whose came first; the rest on the same day.
        only_people, only_model, neither: which of the others were told of, and by whom.
        days: median days by which people were earlier where there were both; below zero where the model was.
    """

    losses: int
    both: int
    people_first: int
    model_first: int
    only_people: int
    only_model: int
    neither: int
    days: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What commercial signals were worth.

    Attributes:
        days: the window.
        first, last: days that are looked at.
        accounts: at risk on any of them.
        losses: of these, accounts that decided.
        late: of the losses, those of which only the leaving is recorded, less the blackout.
        kinds: each kind that was heard, those that foretell most first.
        tellers: who hears; empty with ``few`` saying why.
        few: why nothing is said of who hears; empty where something is.
        ahead: people against the model; None where the model was not asked.
        not_asked: why it was not; empty where it was.
        numbers: what the numbers are, in words; ``without`` why they could not be held beside the signals.
        signals: every signal with what came of it, by day.
        findings, run, known_until: what is missing, and from which run.
        version: of the method; it changes when its numbers do.
    """

    days: int
    first: date
    last: date
    accounts: int
    losses: int
    late: int = 0
    kinds: Sequence[Worth] = ()
    tellers: Sequence[Teller] = ()
    few: str = ""
    ahead: Ahead | None = None
    not_asked: str = ""
    numbers: Sequence[str] = ()
    without: str = ""
    signals: Sequence[Signal] = ()
    findings: Sequence[Finding] = ()
    run: str = ""
    known_until: str = ""
    version: int = 1
