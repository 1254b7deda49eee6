"""The shelf: which records are ready, what each part of it was made from, and what has to be known of it."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal

from django.conf import settings
from pydantic import BaseModel, Field

from truegreen.governance.rights import Right
from truegreen.web.api.calls import AGREEMENT, Call
from truegreen.web.api.records import may_read
from truegreen.web.doors import Asked
from truegreen.web.people.tokens import Scope
from truegreen.web.shown.manifest import Part, parts_in_order
from truegreen.web.shown.shelf import latest_mark, names
from truegreen.web.shown.standing import SHELVED, notes


class PartShown(BaseModel):
    """One part of the shelf, as the page Runs lists it."""

    title: str
    state: Literal["ready", "failed", "empty"]
    made_at: datetime
    run: str = Field(description="the run that it was made from; empty where an earlier version made it")
    decided_by: list[str] = Field(description="what it was made from; it is made anew when one of these changes")
    records: list[str] = Field(description="how the names of its records begin, of those that you may see")
    problem: str = Field(description="the kind of error for which it could not be made; run tries it again")


class Shelf(BaseModel):
    """What is ready to be read."""

    mark: str = Field(description="changes when anything on the shelf does; empty where nothing was run")
    records: list[str] = Field(description="names of records, each below agreements/ID/")
    notes: list[str] = Field(description="what has to be known of all of it: that it is of an earlier text, or run")
    parts: list[PartShown] = Field(description="what it is made of, that first which could not be made")


def shelf(asked: Asked) -> Shelf:
    """List the records that are ready, of those that you may see; single accounts stand in accounts-known."""
    found = [each for each in names(asked.of.agreement) if may_read(asked, each) and not each.startswith("account/")]
    return Shelf(
        mark=latest_mark(settings.FOLDER), records=found, notes=[each.says for each in notes(asked, SHELVED[0])],
        parts=[_shown(asked, each) for each in parts_in_order(settings.FOLDER, asked.of.agreement)],
    )  # fmt: skip


def _shown(asked: Asked, of: Part) -> PartShown:
    return PartShown(
        title=of.title, state="failed" if of.problem else "ready" if of.files else "empty", made_at=of.made_at,
        run=of.run, decided_by=list(of.decided_by), problem=of.problem,
        records=[each for each in of.shows if may_read(asked, each)],
    )  # fmt: skip


CALLS: Final = (
    Call(name="shelf", method="GET", path=f"{AGREEMENT}/shelf", does=shelf, needs=Right.SEE, scope=Scope.READ,
         gives=Shelf, group="records"),
)  # fmt: skip
