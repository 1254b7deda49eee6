"""What has to be said above what is shown: that it is of an earlier text or older records, or could not be made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext, ngettext

from truegreen.web.agreements.room import Seen, agreements
from truegreen.web.doors import Asked
from truegreen.web.shown.manifest import Part, latest_manifest
from truegreen.web.shown.marking import digest_of
from truegreen.web.written import moment

SHELVED: Final = ("green", "scorecard", "truth", "accounts", "value", "plan", "statement", "review")
"""Entries of the menu whose pages come from the shelf."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that has to be said.

    Attributes:
        says: it, in sentences.
        door: where more is said of it.
        title: of the link there.
    """

    says: str
    door: str
    title: str


def notes(asked: Asked, here: str) -> Iterator[Note]:
    """Say what who reads a page must know of how current it is.

    Args:
        asked: what was asked.
        here: the entry of the menu that the page belongs to.
    """
    if asked.agreement is None:
        return
    name = asked.agreement.agreement
    problems = agreements().problems(name)
    if problems:
        yield Note(_broken(asked, len(problems)), "agreement", gettext("What is wrong with it"))
    if here in SHELVED:
        yield from _shelved(asked, is_broken=bool(problems))


def not_made(asked: Asked, name: str) -> Part | None:
    """Give the part by which something would be on the shelf and that could not be made; None if there is none."""
    for each in latest_manifest(settings.FOLDER).parts.get(asked.of.agreement, {}).values():
        if each.problem and any(shows.rstrip("/") == name.partition("/")[0] for shows in each.shows):
            return each
    return None


def text_of(agreement: str) -> str:
    """Give the digest of the text of an agreement that counts: what its files say, or what they said last."""
    known = agreements()
    last = known.last_whole(agreement) if known.problems(agreement) else None
    if last:
        return digest_of(last.folder, *(f"agreements/{each}" for each in last.files))
    return _text(known.folder, known.files.get(agreement, ()))


@lru_cache(maxsize=512)
def _text(folder: Path, files: tuple[Seen, ...]) -> str:
    return digest_of(folder, *(f"agreements/{name}" for name, _, _ in files))


def _broken(asked: Asked, many: int) -> str:
    last = agreements().last_whole(asked.of.agreement)
    says = ngettext("The agreement's text cannot be read as it stands now: it has %(many)d error.",
                    "The agreement's text cannot be read as it stands now: it has %(many)d errors.", many)  # fmt: skip
    stands = gettext("All pages go by the text as it was last read whole, on %(at)s.")
    told = {"many": many, "at": moment(last.at, asked.agreement) if last else ""}
    return f"{says % told} {stands % told}" if last else says % told


def _shelved(asked: Asked, *, is_broken: bool) -> Iterator[Note]:
    found, name = latest_manifest(settings.FOLDER), asked.of.agreement
    if name not in found.parts:
        return
    if not is_broken and found.wrong.get(name):
        says = gettext("The agreement has an error, so this is still of the text before. %(why)s")
        yield Note(says % {"why": found.wrong[name]}, "agreement", gettext("See the text"))
    elif not is_broken and found.texts.get(name) != text_of(name):
        made = max((each.made for each in found.parts[name].values()), default="")
        says = gettext(
            "The agreement's text has changed since this was made ready, on %(at)s; it is of the text before."
        )
        at = moment(datetime.fromisoformat(made), asked.agreement) if made else ""
        yield Note(says % {"at": at}, "runs", gettext("How far the new one is"))
    elif found.is_older:
        says = gettext("Records, agreements or formulas have changed since the run that this is made from.")
        yield Note(says, "runs", gettext("Run again to see them"))
