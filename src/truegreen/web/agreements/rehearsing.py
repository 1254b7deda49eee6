"""Try a proposed amendment on the past: the same months under both texts, and what is kept of that.

What was found lies in ``workspace/rehearsed/DIGEST.json``, the digest being that of the text; both sides look at it
before they approve.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from truegreen.files.figures import units_of
from truegreen.files.writing import replace
from truegreen.metrics.catalogue import catalogue
from truegreen.model.agreement import Versions
from truegreen.model.finding import Finding, Level, has_errors
from truegreen.primitives.calendar import settled_period
from truegreen.project.settling import given_to
from truegreen.readings.specs import scales
from truegreen.reports.difference_text import back_test_record, differences_record
from truegreen.reports.finding_record import finding_record
from truegreen.settlement.backtest import BackTest, back_test, throughout
from truegreen.web.agreements.opening import open_now
from truegreen.web.agreements.proposing import Proposal, base_of, plain, proposed, standing_texts
from truegreen.web.agreements.rehearsal_words import sentence
from truegreen.web.agreements.room import agreements
from truegreen.web.models import Job
from truegreen.web.work.queue import ask

MONTHS: Final = 12
"""Settled periods that are tried, as ``truegreen diff`` does."""


def digest_of(agreement: str, text: str) -> str:
    """Give the digest of a proposed text, by which what was found of it is kept."""
    return sha256(f"{agreement}\n{plain(text)}".encode()).hexdigest()


def rehearse(agreement: str, text: str) -> Mapping[str, Any]:
    """Settle the last months under both texts, keep what comes out, and give it.

    Raises:
        ValueError: the text cannot be read, or changes nothing; why stands in it.
    """
    found = proposed(agreement, text)
    wrong = [each for each in found.findings if each.level is Level.ERROR]
    if found.versions is None or wrong:
        raise ValueError(f"{wrong[0].says} {wrong[0].remedy}" if wrong else "The agreement cannot be read.")
    record = _record(found, found.versions)
    place = _place(digest_of(agreement, text))
    place.parent.mkdir(parents=True, exist_ok=True)
    replace(place, json.dumps(record, ensure_ascii=False))
    return record


def kept(agreement: str, text: str) -> Mapping[str, Any] | None:
    """Give what came out when a text was tried on the past, whatever stood then; None if it was not tried."""
    found = kept_text(agreement, text)
    return read(found) if found else None


def kept_text(agreement: str, text: str) -> str:
    """Give the same as it lies in its file; empty where there is none."""
    try:
        return _place(digest_of(agreement, text)).read_text("utf-8")
    except FileNotFoundError:
        return ""


@lru_cache(maxsize=64)
def read(kept: str) -> Mapping[str, Any]:
    """Read what is kept of a trial."""
    record: Mapping[str, Any] = json.loads(kept)
    return record


def rehearsed(agreement: str, text: str) -> Mapping[str, Any] | None:
    """Give what came out when a text was tried on what stands now; None if it was not."""
    record = kept(agreement, text)
    return record if record and record["base"] == base_of(standing_texts(agreements()[agreement])) else None


def ask_for_trial(matter: str, seen: int, by: str) -> None:
    """Ask a worker to try a change request on the past; asked twice, it is done once.

    Args:
        matter: the change request.
        seen: how often it had been moved when this was asked for.
        by: the key of who asks.
    """
    waiting = Job.objects.filter(kind="rehearse", ended_at__isnull=True, says__matter=matter, says__seen=seen)
    if not waiting.exists():
        ask("rehearse", by, {"matter": matter, "seen": seen})


def _record(found: Proposal, new: Versions) -> dict[str, Any]:
    each = list(_tried(found, new))
    tests = [{"contract": contract, **back_test_record(tried)} for contract, tried, _ in each if tried]
    beside = dict.fromkeys(one for _, _, findings in each for one in findings)
    return {
        "agreement": found.standing.id, "base": base_of(standing_texts(found.standing)),
        "tests": tests, "differences": differences_record(found.differences),
        "findings": [finding_record(one) for one in found.findings], "beside": [finding_record(one) for one in beside],
        "tried": sentence(tests, len(found.differences), found.new),
    }  # fmt: skip


def _tried(found: Proposal, new: Versions) -> Iterator[tuple[str, BackTest | None, list[Finding]]]:
    """Settle the last periods under both texts, contract by contract, as if each had stood from the first day."""
    old, project = found.standing, open_now(settings.FOLDER)
    scaled = {**scales(new, catalogue()), **project.scales[old.id]}
    units = {**units_of(new, scaled), **units_of(old, scaled)}
    given, _, wrong = given_to(project, old.id, units, None)
    if has_errors(wrong):
        yield "", None, [each for each in wrong if each.level is Level.ERROR]
        return
    before, after = (throughout(each.latest, old) for each in (old, new))
    for contract, givens in given.items():
        days = [each.last for _, each in givens.by if each.end > old.each[0][1].starts]
        if days:
            yield contract, *back_test(before, after, givens, scaled, settled_period(before.latest, max(days)), MONTHS)


def _place(digest: str) -> Path:
    folder: Path = settings.FOLDER
    return folder / "workspace" / "rehearsed" / f"{digest}.json"
