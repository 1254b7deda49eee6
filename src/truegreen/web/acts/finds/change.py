"""What is found for a change request: what it would have changed, and the file that its amendment becomes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from truegreen.governance.workflow import Says
from truegreen.model.agreement import Agreement
from truegreen.model.matter import Matter
from truegreen.web.acts.finding import Find
from truegreen.web.agreements.proposing import next_place, plain, standing_texts
from truegreen.web.agreements.rehearsing import rehearsed
from truegreen.web.agreements.room import agreements


def tried(matter: Matter, agreement: Agreement) -> Says:
    """Say what came out when the text was tried on the past; nothing if nobody has tried it."""
    found = rehearsed(matter.agreement, matter.says["text"])
    return {"tried": found["tried"] if found else ""}


def file(matter: Matter, agreement: Agreement) -> Says:
    """Name the file that the amendment becomes."""
    texts = standing_texts(agreements()[matter.agreement])
    return {"file": next_place(matter.agreement, texts, plain(matter.says["text"]))}


FINDS: Final[Mapping[str, Find]] = {"try": tried, "amend": file}
