"""Is green true: the answer, the pieces of work behind it, what changed since the last review, and three questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC
from functools import lru_cache, partial
from typing import Any, Final

from django.http import HttpResponse

from truegreen.governance.diagnosis import Figures, Turns, diagnosed
from truegreen.governance.rights import Right
from truegreen.model.diagnosis import Answer
from truegreen.model.journal import CLOCK
from truegreen.reports.rendering import drawing
from truegreen.stats.estimate import Estimate
from truegreen.web.acts.journal import entry_of
from truegreen.web.doors import Asked, Door
from truegreen.web.models import EntryRow, Head, MatterRow
from truegreen.web.pages.accounts_list import money
from truegreen.web.people.seen import entries_seen
from truegreen.web.rendering import page
from truegreen.web.shown.alike import alike
from truegreen.web.shown.shelf import record_of
from truegreen.web.shown.withholding import hidden_for, notice, record_for

FIRST: Final = 3
"""Pieces of work that are named at once; all of them are one click away."""
LATELY: Final = 8
TELLING: Final = ("pay on it", "keep as guardrail")


def green(asked: Asked) -> HttpResponse:
    """Show whether green is true; where nothing was computed yet, what to do."""
    truth, drawn = record_for(asked, "truth"), record_for(asked, "green")
    if truth is None or drawn is None:
        return page(asked, "green_nothing.html")
    return alike(asked, "green.html", partial(_told, asked, truth, drawn), hidden_for(asked))


def _told(asked: Asked, truth: Mapping[str, Any], drawn: Mapping[str, Any]) -> dict[str, Any]:
    """Give what the page shows."""
    of = asked.of.agreement
    melons = [each for each in truth["entries"] if each["kind"] == "watermelon"]
    return {
        "truth": truth, "lines": record_for(asked, "alignment"), "melons": melons, "first": melons[:FIRST],
        "quadrant": drawing(drawn.get("quadrant", "")), "answers": answers_of(of, drawn),
        "since": since_of(asked, of), "withheld": notice(asked), "money": money,
    }  # fmt: skip


def answers_of(of: str, drawn: Mapping[str, Any]) -> Sequence[Answer]:
    """Answer the three questions, with what the answers rest on."""
    trend = Estimate(**drawn["trend"]) if drawn["trend"] else None
    head = Head.objects.get(id=1)
    every, changes = _turns(of, head.number, head.digest)
    return diagnosed(every, trend, drawn["months"], _figures(of), changes)


def _figures(of: str) -> Figures | None:
    """Count the figures that money moves by, by what validity says of them."""
    found = record_of(of, "validity")
    if found is None:
        return None
    paid = [each["advice"] for each in found["figures"] if each["paid"]]
    return Figures(sum(each in TELLING for each in paid), sum(each == "wait for data" for each in paid), len(paid))


@lru_cache(maxsize=256)
def _turns(of: str, last: int, digest: str) -> tuple[Turns, Turns]:
    """Count moves out of stages that had a day, and those of them that somebody made rather than time; and of changes.

    Args:
        of: the agreement's id.
        last: the number of the last entry that counts.
        digest: of that entry, and so of all before it: with another one it is counted anew.
    """
    moves = EntryRow.objects.filter(agreement=of, before__has_key="due", number__lte=last)
    told = moves.values_list("name", "actor", "at", "before__due")
    kept = [(name, actor != CLOCK and at.astimezone(UTC).isoformat() <= due) for name, actor, at, due in told]
    changes = [is_kept for name, is_kept in kept if name.startswith("truegreen.change.")]
    return Turns(sum(is_kept for _, is_kept in kept), len(kept)), Turns(sum(changes), len(changes))


def since_of(asked: Asked, of: str) -> Mapping[str, Any]:
    """Say what was decided and done since the last review that was held."""
    last = MatterRow.objects.filter(agreement=of, kind="review", stage__in=("held", "kept")).order_by("-since").first()
    done = entries_seen(EntryRow.objects.filter(agreement=of), asked.person, of).order_by("-number")
    lately = done.filter(at__gt=last.since) if last else done
    return {"review": last, "entries": [entry_of(each) for each in lately[:LATELY]]}


DOORS: Final = (Door(name="green", path="a/<str:agreement>/", view=green, needs=Right.SEE),)
