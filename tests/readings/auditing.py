"""Small records laid out for an audit, as a run would leave them."""

from __future__ import annotations

from pathlib import Path

from tests.facts.staging import Rows, arrival, loaded
from tests.files.texts import whole
from truegreen.engine.duck import Duck
from truegreen.facts.store import Store
from truegreen.files.agreements import read_agreement
from truegreen.model.agreement import Agreement
from truegreen.readings.audited import Count, see
from truegreen.readings.audited_looks import LOOKS
from truegreen.readings.audited_tables import Laid, lay, missing


def agreement(text: str = "") -> Agreement:
    """Give an agreement of a few lines."""
    versions, findings = read_agreement(whole(text), "care.yml")
    assert versions, findings
    return versions.latest


def laid_out(folder: Path, by: str = "team", text: str = "", **tables: Rows) -> tuple[Duck, Laid]:
    """Load tables and lay them out."""
    duck = Duck()
    state, findings = loaded(duck, folder, arrival(duck, "records", **tables))
    assert not [each for each in findings if each.level == "error"], findings
    return duck, lay(duck, Store(folder), state, agreement(text), by, None)


def seen(folder: Path, detector: str, **tables: Rows) -> dict[str, Count]:
    """Give what a detector counts, by member; everybody is the empty one."""
    duck, laid = laid_out(folder, "team", "", **tables)
    look = LOOKS[detector]
    assert not missing(laid, look.needs)
    return {each.member: each for each in see(duck, laid, detector, look)}


def hits(folder: Path, detector: str, **tables: Rows) -> tuple[int, int]:
    """Give hits of rows of everybody."""
    found = seen(folder, detector, **tables)[""]
    return found.hits, found.of
