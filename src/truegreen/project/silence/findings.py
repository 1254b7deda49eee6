"""What a list of silent accounts would need and does not have, and what takes its place where only months are known."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

import numpy as np

from truegreen.facts.store import Store
from truegreen.model.finding import Finding, note, warning
from truegreen.model.silence import ANY, Account, Quiet, Silence
from truegreen.project.looking import View
from truegreen.readings.engaged_months import by_month
from truegreen.signals.silence.by_month import fallen
from truegreen.signals.silence.learning import LEAST, Rhythm
from truegreen.units.span import Span

RECENT: Final = 60
"""Days before the last within which a feed that was out is worth a warning."""
_AT: Final = Span("facts/engagement")


def found_of(rhythms: Sequence[Rhythm], low: Sequence[Quiet], until: date) -> Iterator[Finding]:
    """Say which feeds were out, and why nobody can be told of."""
    for each in low:
        if not each.known:
            yield _low(each, until)
    for rhythm in rhythms:
        if rhythm.why and rhythm.name == ANY:
            says = f"Nobody can tell yet who fell silent: {rhythm.why}; accounts need {LEAST + 1} comings each."
            yield note(_AT, "too-few-engaged", says, "Load older records, or wait.")


def _low(each: Quiet, until: date) -> Finding:
    days = f"{each.first} to {each.last}" if each.last > each.first else str(each.first)
    came = f"{each.came:,} where {each.usual:,} would be usual, all together"
    if each.out and (until - each.last).days < RECENT:
        says = f"The feed of {each.kind} was out from {days}: {came}. These days count for nobody."
        remedy = "Load what is missing; if nothing is, ask what happened to all customers at once."
        return warning(_AT, "engagement-feed-out", says, remedy)
    says = f"{each.kind.capitalize()} was low from {days}: {came}. These days count for less."
    return note(_AT, "engagement-low", says, "If rows are missing, load them.")


def without_events(
    view: View, made: Silence, accounts: Mapping[str, Account], among: Collection[str]
) -> Silence:  # fmt: skip
    """Fall back on months, where nothing finer is recorded, and say so; or say that nothing is."""
    told = by_month(view.source.duck, Store(view.project.store), view.state, made.until)
    if told is None or made.asked:
        says = "No record says what accounts do of their own accord: orders, logins, reviews, references, training."
        remedy = "Map them to the fact table engagement, and run again."
        return replace(made, findings=(*made.findings, warning(_AT, "no-engagement", says, remedy)))
    known = {str(name): Account(id=str(name)) for name in told.accounts} | {**accounts}
    found, looked_at = fallen(told.accounts, told.month, told.counts, known, among, made.promise)
    says = f"Only months are recorded: engagement of {told.month:%B %Y} is held against each account's own months."
    if looked_at.why:
        says += f" Nobody can tell: {looked_at.why}."
    remedy = "Map each order or login to the fact table engagement; a silence is then seen weeks earlier."
    return replace(
        made, fallen=found, by_month=True, never=0, judged=int(np.isfinite(looked_at.p).sum()),
        wrong=found[-1].adjusted * len(found) if found else 0.0,
        findings=(*made.findings, note(_AT, "engagement-by-month", says, remedy)),
    )  # fmt: skip
