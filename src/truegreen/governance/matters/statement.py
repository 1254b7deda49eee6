"""A month's statement on its way: both sides approve the same one, and then it is issued.

What each approved is kept as the digest of the statement they had before them. If the statement changes, what was
approved before counts no more.
"""

from __future__ import annotations

from typing import Final

from truegreen.governance.rights import Right
from truegreen.governance.saying import counted
from truegreen.governance.workflow import Ask, Move, Says, Shape, Stage, Tone, Turn, Workflow
from truegreen.model.agreement import Agreement
from truegreen.model.matter import Matter
from truegreen.units.quantity import Quantity


def _undisputed(matter: Matter, agreement: Agreement, says: Says) -> str:
    many = int(says.get("disputes") or 0)
    if not many:
        return ""
    return counted(
        "%(count)s of its lines is disputed; settle that first, or issue without them.",
        "%(count)s of its lines are disputed; settle that first, or issue without them.", many,
    )  # fmt: skip


WORKFLOW: Final = Workflow(
    name="statement",
    title="Statement",
    purpose="Takes a month's money from computed to approved by both sides and issued.",
    opening=Move(
        name="open", title="Put it before both sides", done="opened", start=(), to="open", right=Right.APPROVE,
        asks=(Ask("title", "The statement", Shape.LINE),),
    ),
    stages=(
        Stage("open", "Waits for both sides", Tone.WAITING, Turn.EITHER, Quantity.parse("10 d")),
        Stage("approved", "Approved by both", Tone.OPEN, Turn.EITHER, Quantity.parse("5 d")),
        Stage("issued", "Issued", Tone.GOOD),
    ),
    moves=(
        Move(
            name="approve", title="Approve", done="approved", start=("open",), to="approved", right=Right.APPROVE,
            is_joint=True, finds=("disputes", "approved"),
            refuses=_undisputed,
        ),
        Move(
            name="reopen", title="Take the approval back", done="reopened", start=("open", "approved"), to="open",
            right=Right.APPROVE, asks=(Ask("why", "Why"),),
        ),
        Move(
            name="issue", title="Issue", done="issued", start=("approved",), to="issued", right=Right.ISSUE,
            finds=("file",),
        ),
    ),
)  # fmt: skip
