"""Prove the journal: that nothing was altered, left out or cut off, also against an anchor that was kept elsewhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeAlias

from django.db import Error

from truegreen.governance.chain import findings_of
from truegreen.model.finding import Finding
from truegreen.web.acts.journal import all_entries, verified
from truegreen.web.models import Head

Anchor: TypeAlias = tuple[int, str]


class UnreadableError(Exception):
    """The database cannot be read as this version does; why, in a sentence."""


def end_of_journal() -> Anchor:
    """Give number and digest of the last entry, which whoever keeps them can hold the journal to later."""
    head = Head.objects.get(id=1)
    return head.number, head.digest


def proven(anchor: Anchor | None = None) -> list[Finding]:
    """Say what is wrong with the journal; nothing if it holds.

    Raises:
        UnreadableError: there is no journal of this version.
    """
    try:
        found = verified()
        more = findings_of(all_entries(), anchor) if anchor and anchor[0] else []
    except (Error, Head.DoesNotExist) as wrong:
        why = "it is damaged, or of another version, which `truegreen serve` brings up to this one"
        raise UnreadableError(f"the database cannot be read ({wrong}): {why}.") from wrong
    return found + [each for each in more if each not in found]


def read_anchor(file: Path) -> Anchor:
    """Read an anchor.

    Raises:
        ValueError: the file holds none.
    """
    try:
        told = json.loads(file.read_text("utf-8"))
        return int(told["number"]), str(told["digest"])
    except (KeyError, TypeError, ValueError) as wrong:
        raise ValueError(f"{file} holds no anchor: it has to say number and digest.") from wrong


def write_anchor(file: Path, anchor: Anchor) -> None:
    """Write an anchor, to be kept where the workspace's own people cannot change it.

    Raises:
        OSError: it cannot be written, or is there already.
    """
    with file.open("x", encoding="utf-8") as out:
        out.write(json.dumps({"number": anchor[0], "digest": anchor[1]}) + "\n")
