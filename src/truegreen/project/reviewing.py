"""Gather a joint business review from a finished run: truth, scorecard, money, accounts; nothing is judged here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TypeAlias

from truegreen.files.figures import units_of
from truegreen.model.agreement import Versions
from truegreen.model.finding import has_errors
from truegreen.model.review import Billed, Preset, Review
from truegreen.model.scorecard import Scorecard
from truegreen.model.truth import Kind, Opened, Truth
from truegreen.model.valued import Valued
from truegreen.model.warning import Ranked
from truegreen.primitives.calendar import settled_period, settled_periods
from truegreen.project.looking import View, last_period, show_scorecard
from truegreen.project.settling import Ready, given_to, issued_statements, settled
from truegreen.project.truth.truths import Choices, open_entry, truths
from truegreen.project.value.valued import Choices as Worth
from truegreen.project.value.valued import gathered, valued
from truegreen.project.warning.gathered import Asked
from truegreen.project.warning.warned import ranked
from truegreen.units.period import Period, period_of, periods

Progress: TypeAlias = Callable[[str, int, int], None]
Bills: TypeAlias = tuple[Sequence[Billed], str]
"""Every settled statement; or none, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What somebody has computed already, or computes once for all who ask; None is computed."""

    truth: Truth | None = None
    through: Truth | None = None
    ranked: Ranked | None = None
    valued: Valued | None = None
    bills: Bills | None = None
    card: Callable[[Period], Scorecard] | None = None


NOTHING_KNOWN = Known()


def period_for(view: View, versions: Versions, preset: Preset, within: Period | None = None) -> Period | None:
    """Give the period a review is about.

    Args:
        view: the run.
        versions: the agreement.
        preset: how long a time.
        within: the period asked for; the last that the records cover whole if left out.

    Returns:
        The period; None where the records cover no whole one, or nothing of the one asked for.
    """
    anchor, last = versions.latest.month_starts_on, last_period(view, versions)
    if within is not None:
        asked = period_of(within.last, preset.period, anchor)
        return asked if view.came and asked.start <= view.came.date() and _has_begun(view, asked) else None
    if last is None:
        return None
    found = period_of(last.last, preset.period, anchor)
    whole = found if found.last <= last.last else period_of(found.start - timedelta(days=1), preset.period, anchor)
    return whole if _has_begun(view, whole) else None


def _has_begun(view: View, period: Period) -> bool:
    """Say whether the records begin before a period is over."""
    return f"{period.last:%Y-%m}" >= view.first_month


def before(versions: Versions, period: Period, preset: Preset) -> Period | None:
    """Give the period before, where the agreement stood in it."""
    found = period_of(period.start - timedelta(days=1), preset.period, versions.latest.month_starts_on)
    return found if found.end > versions.each[0][1].starts else None


def review(
    view: View,
    versions: Versions,
    period: Period,
    preset: Preset,
    known: Known = NOTHING_KNOWN,
    progress: Progress = lambda what, done, of: None,
) -> Review:
    """Gather the review of a period."""
    earlier = before(versions, period, preset)
    progress("holding contract and customers beside each other", 0, 1)
    found = known.truth or truths(view, versions, Choices(period))
    bills, unsettled = known.bills or bills_of(view, versions)
    agreement = versions.on(period.last)
    card = known.card or partial(show_scorecard, view, versions)
    cards = [card(each) for each in _months(versions, period)]
    rows = view.has_rows
    return Review(
        agreement=versions.id,
        title=agreement.title,
        client=agreement.parties.client.name,
        provider=agreement.parties.provider.name,
        currency=view.project.settings.currency,
        preset=preset,
        period=period,
        before=earlier,
        truth=found,
        through=known.through or truths(view, versions, Choices(None)),
        worst=_worst(view, versions, found),
        card=cards[-1],
        card_before=card(_months(versions, earlier)[-1]) if earlier else None,
        cards=cards,
        whole=cards[-1] if len(cards) == 1 else card(period),
        statements=[each for each in bills if _within(each, period)],
        statements_before=[each for each in bills if earlier and _within(each, earlier)],
        unsettled=unsettled,
        ranked=known.ranked or (ranked(Asked(view, versions, progress=progress)) if rows else None),
        valued=known.valued or (valued(view, gathered(view, Worth(agreement=versions.id), progress)) if rows else None),
    )


def _months(versions: Versions, period: Period) -> list[Period]:
    """Give the months of a period, in order."""
    return [*periods(period.start, period.end, "month", versions.latest.month_starts_on)]


def _worst(view: View, versions: Versions, found: Truth) -> Opened | None:
    """Open the first watermelon, which is the dearest where revenue is known."""
    first = next((each for each in found.entries if each.kind is Kind.WATERMELON), None)
    return open_entry(view, versions, found, first) if first and view.has_rows else None


def _within(bill: Billed, period: Period) -> bool:
    return period.start <= bill.statement.period.start and bill.statement.period.last <= period.last


def bills_of(view: View, versions: Versions) -> Bills:
    """Settle every period for which something is given; or say why none can be."""
    project = view.project
    scaled = project.scales[versions.id]
    given, run, findings = given_to(project, versions.id, units_of(versions, scaled), None)
    issued, wrong = issued_statements(project.folder, versions.id)
    if has_errors([*findings, *wrong]):
        return (), next(each.says for each in (*findings, *wrong) if has_errors([each]))
    days = [each.last for givens in given.values() for _, each in givens.by if each.end > versions.each[0][1].starts]
    if not days:
        return (), "Nothing is given to settle."
    ready, last = Ready(versions, scaled, given, run), settled_period(versions.on(max(days)), max(days))
    each = [
        settled(ready, contract, period, issued, true_up=False)
        for period in settled_periods(versions, last)
        for contract in given
    ]
    return [Billed(one.statement, one.as_issued is not None) for one in each], ""
