"""Try a change request on the past, and move it on with what came out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from truegreen.governance.moving import Act, Moved, Unready
from truegreen.web.acts.matters import matter_of, move_matter
from truegreen.web.agreements.rehearsing import rehearse
from truegreen.web.agreements.room import agreement_on
from truegreen.web.models import MatterRow, Member
from truegreen.web.work.doing import Doing, Result, ToldError

EVERY: Final = 0
IS_APART: Final = True


def do(doing: Doing) -> Result:
    """Settle the last months under both texts; a request that was moved meanwhile is left as it is.

    Raises:
        ToldError: its text cannot be settled, or who asked may not move it any more.
    """
    of = matter_of(MatterRow.objects.get(id=doing.says["matter"], kind="change"))
    agreement = agreement_on(of.agreement, datetime.now(UTC).date())
    if agreement is None or of.moves != doing.says["seen"]:
        return {"moved": False}
    doing.goes_on("both texts", 0, 0)
    try:
        tried = rehearse(of.agreement, of.says["text"])["tried"]
    except ValueError as wrong:
        raise ToldError(str(wrong), for_good=True) from wrong
    person = Member.objects.get(key=doing.by).person()
    act = Act(move="try", by=person, at=datetime.now(UTC), found={"tried": tried}, seen=of.moves)
    outcome = move_matter(of.id, act, agreement)
    if not isinstance(outcome, Moved | Unready):
        raise ToldError(str(outcome), for_good=True)
    return {"moved": isinstance(outcome, Moved)}
