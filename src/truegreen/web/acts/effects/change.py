"""What a change request does outside itself: its text is read before it is kept, and is an amendment at the end."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext

from truegreen.files.writing import write_once
from truegreen.governance.moving import Moved
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, error
from truegreen.readings.latest import latest
from truegreen.units.span import Span
from truegreen.web.acts.effect import Effect
from truegreen.web.agreements.proposing import Proposal, proposed
from truegreen.web.agreements.rehearsing import ask_for_trial, rehearsed
from truegreen.web.shown.shelf import STORE
from truegreen.web.work.queue import ask

MOST: Final = 5
"""Errors that are told at the form; the page lists them all."""


def read(made: Moved, agreement: Agreement) -> Mapping[str, str]:
    """Say what is wrong with the text; one with errors is not kept."""
    says = made.matter.says
    found = proposed(made.matter.agreement, says["text"])
    if wrong := _wrong(found):
        return {"text": wrong}
    if not found.differences:
        return {"text": gettext("It changes nothing: the agreement says all of it already.")}
    if str(found.effective) != says["from"]:
        return {"from": gettext("The text says that it is effective on %s; write the same day.") % found.effective}
    return {}


def tried(made: Moved, agreement: Agreement) -> Mapping[str, str]:
    """See to it that it is tried; it moves on by itself when that is done."""
    if made.matter.says["tried"]:
        return {}
    ask_for_trial(made.matter.id, made.matter.moves - 1, made.event.actor)
    return {"": gettext("It is being tried on the past; this takes a minute, and it moves on by itself.")}


def approved(made: Moved, agreement: Agreement) -> Mapping[str, str]:
    """Say where what was tried is not what stands now."""
    if rehearsed(made.matter.agreement, made.matter.says["text"]) is None:
        return {"": gettext("The agreement has changed since this was tried; try it again before you approve it.")}
    return {}


def amended(made: Moved, agreement: Agreement) -> Mapping[str, str]:
    """Write the amendment as it was approved, once, and have shown what follows; nothing that is there is touched."""
    of, folder = made.matter, Path(settings.FOLDER)
    found, place = proposed(of.agreement, of.says["text"]), Path(of.says["file"])
    if wrong := _wrong(found):
        return {"": gettext("With it, the agreement could not be read any more. %s") % wrong}
    if not _stands(folder / place, found.text):
        stopped = write_once(folder, place, found.text, _there)
        if stopped:
            return {"": " ".join(f"{each.says} {each.remedy}" for each in stopped)}
    ask("run" if latest(folder / STORE) else "fill", made.event.actor)
    return {}


def _stands(place: Path, text: str) -> bool:
    """Say whether it was written before, by somebody whose machine stopped between the file and the journal."""
    return place.is_file() and place.read_bytes() == text.encode()


def _there(at: Span) -> Finding:
    return error(at, "cannot-write", f"There is another {at} by now.", "Look again, and write the amendment then.")


def _wrong(found: Proposal) -> str:
    """Give the first errors as sentences, each with its line in the proposed text."""
    wrong = [each for each in found.findings if each.level is Level.ERROR][:MOST]
    return " ".join(f"{_line(each, found)}{each.says} {each.remedy}" for each in wrong)


def _line(of: Finding, found: Proposal) -> str:
    return gettext("Line %d: ") % of.at.line if of.at.file == found.file and of.at.line else ""


EFFECTS: Final[Mapping[str, Effect]] = {
    "ask": read, "rewrite": read, "try": tried, "approve": approved, "amend": amended,
}  # fmt: skip
