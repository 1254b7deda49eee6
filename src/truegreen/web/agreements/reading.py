"""An agreement as it is read: part by part in words, each with its own lines of text and where they stand."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext_noop

from truegreen.files.excerpts import part_texts
from truegreen.files.reader import fields_of
from truegreen.metrics.catalogue import catalogue
from truegreen.model.agreement import Agreement, Measure, Term
from truegreen.readings.specs import formula, spec_of
from truegreen.settlement.difference import said
from truegreen.settlement.digests import order_of, written_of
from truegreen.terms.kinds import noun_of
from truegreen.units.span import NOWHERE, Span

GROUPS: Final = {
    "services": gettext_noop("What is bought"),
    "measures": gettext_noop("How it is measured"),
    "charges": gettext_noop("What is charged"),
    "terms": gettext_noop("What moves money, in this order"),
    "remedies": gettext_noop("What chronic failure gives a right to"),
    "obligations": gettext_noop("What each side owes besides"),
    "meetings": gettext_noop("Who meets, and what they decide"),
    "escalation": gettext_noop("Who is called when it is not settled"),
    "risks": gettext_noop("What may go wrong, and whose it is"),
    "figures": gettext_noop("Numbers that are given besides"),
    "clocks": gettext_noop("Clocks"),
    "calendars": gettext_noop("Opening hours"),
    "transition": gettext_noop("How it began"),
    "checks": gettext_noop("Checks that both sides heed less or more"),
}
"""Parts of an agreement in the order in which people read them."""
_ENDS: Final = re.compile(r"[;:,(.]| like ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing that was agreed.

    Attributes:
        group: one of ``GROUPS``.
        name: its id.
        title: what people call it.
        lead: what it is, in a sentence.
        says: what it says besides, each with a label.
        code: its own lines of text, with those of amendments that have changed it.
        at: where it stands.
    """

    group: str
    name: str
    title: str
    lead: str = ""
    says: tuple[tuple[str, str], ...] = ()
    code: str = ""
    at: Span = NOWHERE

    @property
    def anchor(self) -> str:
        """Give its place on the page."""
        return re.sub(r"[^\w-]", "-", f"{self.group}-{self.name}")

    @property
    def path(self) -> str:
        """Give its path, as an amendment would write it."""
        return (
            f"governance.{self.group}"
            if self.group == "escalation"
            else f"{PATHS.get(self.group, self.group)}.{self.name}"
        )


PATHS: Final = {"meetings": "governance.meetings"}


def parts_of(folder: Path, agreement: Agreement, day: date) -> dict[str, list[Part]]:
    """Give what was agreed, by group, in the order in which it is read.

    Args:
        folder: where the agreement's files stand.
        agreement: as it stands on the day.
        day: until when amendments hold.
    """
    nouns = {group: dict(_nouns(agreement, group)) for group in GROUPS}
    own = {(group, name): _at(noun) for group, each in nouns.items() for name, noun in each.items()}
    texts = part_texts(folder, agreement, day, {key: at for key, at in own.items() if at.file})
    found = {
        group: [_part(group, name, noun, texts.get((group, name), "")) for name, noun in each.items()]
        for group, each in nouns.items()
    }
    return {group: each for group, each in found.items() if each}


def _nouns(agreement: Agreement, group: str) -> Iterator[tuple[str, Any]]:
    if group == "terms":
        for name in order_of(agreement):
            if name in agreement.terms:
                yield name, agreement.terms[name]
    elif group == "meetings":
        yield from agreement.governance.meetings.items() if agreement.governance else ()
    elif group == "escalation":
        steps = agreement.governance.escalation if agreement.governance else ()
        yield from ((str(number), each) for number, each in enumerate(steps, 1))
    else:
        yield from getattr(agreement, group).items()


def _part(group: str, name: str, noun: Any, code: str) -> Part:
    if group == "charges":
        return Part(group=group, name=name, title=name, lead=str(noun))
    title = getattr(noun, "title", "") or name
    if group == "escalation":
        title = f"{noun.client} – {noun.provider}"
    return Part(group=group, name=name, title=title, lead=_lead(noun), says=_says(noun), code=code, at=noun.at)


def _lead(noun: Any) -> str:
    """Say in a sentence what a clause does, and how a measure is counted."""
    if isinstance(noun, Term):
        return str(sys.modules[noun_of(noun.kind).__module__].__doc__).partition("\n")[0]
    if isinstance(noun, Measure):
        spec, _ = (None, []) if noun.is_reported else spec_of(noun, catalogue())
        return formula(spec, catalogue()).words if spec else "It is reported, and not computed from records."
    return str(getattr(noun, "what", ""))


def _says(noun: Any) -> tuple[tuple[str, str], ...]:
    """Give what is written of a noun, field by field in words; of a clause, what its kind says."""
    inner: Any = noun.says if isinstance(noun, Term) else noun
    kind: type = type(inner)
    written = dict(written_of(inner))
    told = [
        (_ENDS.split(each.says)[0].strip(), said(written[each.name])) for each in fields_of(kind)
        if each.name in written and each.name not in ("title", "what")
    ]  # fmt: skip
    return (*told, *([("Where the contract says so", noun.clause)] if isinstance(noun, Term) and noun.clause else []))


def _at(noun: object) -> Span:
    at: Span = getattr(noun, "at", NOWHERE)
    return at


def anchors_of(parts: Mapping[str, Sequence[Part]], texts: Sequence[tuple[bytes, str]]) -> dict[tuple[str, int], str]:
    """Give where each part begins, by file and line, with its anchor; no anchor where lines of no part begin."""
    begins = {
        (name, number): "" for text, name in texts
        for number, line in enumerate(text.decode("utf-8", "replace").splitlines(), 1) if re.match(r"[A-Za-z_]", line)
    }  # fmt: skip
    own = {(each.at.file, each.at.line): each.anchor for group in parts.values() for each in group if each.at.line}
    return begins | own


def anchor_at(anchors: Mapping[tuple[str, int], str], at: Span) -> str:
    """Give the anchor of the part in which a place lies; none if it lies in no part."""
    before = [line for file, line in anchors if file == at.file and line <= at.line]
    return anchors[at.file, max(before)] if before else ""
