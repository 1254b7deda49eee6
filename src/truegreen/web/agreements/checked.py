"""What checks find in an agreement as it stands, and what they would find if nobody had made them quieter.

It takes a while, so it lies on the shelf; where a text has changed since, it is looked at once more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from truegreen.checks import check_versions
from truegreen.metrics.catalogue import catalogue
from truegreen.model.agreement import Versions
from truegreen.model.finding import Finding, Level
from truegreen.readings.specs import scales
from truegreen.reports.finding_record import finding_record
from truegreen.units.span import Span
from truegreen.web.agreements.proposing import Texts, base_of, findings_of, standing_texts
from truegreen.web.shown.shelf import record_of

KEPT: Final = "agreement/checks"


@dataclass(frozen=True, slots=True)
class Checked:
    """What checks say.

    Attributes:
        findings: as ``truegreen check`` gives them.
        silenced: what they find besides, and both sides have agreed not to heed.
    """

    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...]


def checked(versions: Versions) -> Checked:
    """Give what checks say of an agreement as it stands now: from the shelf, if that is of the same text."""
    texts = standing_texts(versions)
    record = record_of(versions.id, KEPT)
    if record is None or record["base"] != base_of(texts):
        return _looked(versions.id, texts, settings.FOLDER)
    return Checked(*(tuple(map(_finding, record[name])) for name in ("findings", "silenced")))


def check_record(versions: Versions) -> Mapping[str, Any]:
    """Give the same as it is kept, with the digest of the text that it is of."""
    texts = standing_texts(versions)
    found = _looked(versions.id, texts, settings.FOLDER)
    told = {name: [finding_record(each) for each in getattr(found, name)] for name in ("findings", "silenced")}
    return {"base": base_of(texts), **told}


@lru_cache(maxsize=4)
def _looked(name: str, texts: Texts, folder: Path) -> Checked:
    versions, found = findings_of(name, texts, folder)
    return Checked(found, tuple(_silenced(versions, found)) if versions else ())


def _silenced(versions: Versions, found: tuple[Finding, ...]) -> Iterator[Finding]:
    """Give what would be found besides if the parties had made no choice among checks."""
    if not versions.latest.checks:
        return
    plain = Versions(versions.id, tuple((day, replace(each, checks={})) for day, each in versions.each))
    heard = {(each.at, each.id, each.says) for each in found}
    for each in check_versions(plain, scales(versions, catalogue())):
        if (each.at, each.id, each.says) not in heard:
            yield each


def _finding(record: Mapping[str, Any]) -> Finding:
    at = Span(**record["at"]) if record["at"] else Span("")
    return Finding(at, Level(record["level"]), record["id"], record["says"], record["remedy"], record["count"])
