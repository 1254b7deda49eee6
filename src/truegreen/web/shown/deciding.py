"""What decides what is shown, input by input: a part is made anew when one of its own says something else.

A part names its inputs as ``DECIDED_BY``. Of the project's other agreements only that counts which the pages of this
one show.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from truegreen import __version__
from truegreen.reports.statement_records import statement_record
from truegreen.web.shown.marking import day_of, digest_of, plan_files
from truegreen.web.shown.plans import has_one_client
from truegreen.web.shown.showing import Showing
from truegreen.web.shown.standing import text_of

PLACES: Final = {
    "settings": ("truegreen.toml",), "cases": ("cases",), "figures": ("figures/{of}.csv", "figures/{of}"),
    "issued": ("settled/{of}",), "pilots": ("pilots",), "alerts": ("alerts",),
}  # fmt: skip
"""Inputs that are files."""


def in_files(folder: Path, agreement: str) -> dict[str, str]:
    """Give what decides in files, by the names of inputs; it can be told before anything is opened."""
    found = {
        name: digest_of(folder, *(each.format(of=agreement) for each in places)) for name, places in PLACES.items()
    }
    beside = sorted(f"settled/{each.name}" for each in (folder / "settled").glob("*") if each.is_file())
    return {
        **found, "issued": f"{found['issued']} {digest_of(folder, *beside)}", "text": text_of(agreement),
        "day": day_of(folder), "plans": digest_of(folder, *plan_files(folder)),
    }  # fmt: skip


def around(of: Showing) -> dict[str, str]:
    """Give what decides besides: the run, and what the project's agreements together say that pages of one show."""
    view, latest = of.view, of.versions.latest
    every = [each.latest for each in view.project.agreements.values()]
    holidays = {str(day.day) for each in every for held in each.calendars.values() for day in held.holidays}
    services = {(name, str(each.measures[name].service)) for each in every for name in latest.measures
                if name in each.measures}  # fmt: skip
    return {
        "run": f"{view.run} {view.state.forgetting}", "title": latest.title, "many": str(len(every)),
        "slices": repr(view.project.settings.slices), "holidays": repr(sorted(holidays)),
        "services": repr(sorted(services)), "bills": _bills(of),
        "clients": str(has_one_client(every)),
    }  # fmt: skip


def summed(part: str, decided_by: Iterable[str], inputs: Mapping[str, str], *, has_rows: bool) -> str:
    """Give the digest of all that decides a part; empty where some of it cannot be told."""
    if any(name not in inputs for name in decided_by):
        return ""
    said = [__version__, part, str(has_rows), *(f"{name} {inputs[name]}" for name in decided_by)]
    return sha256("\n".join(said).encode()).hexdigest()


def _bills(of: Showing) -> str:
    """Give the digest of what all statements come to."""
    statements, why = of.bills
    said = [repr(statement_record(each.statement)) for each in statements]
    return sha256("\n".join([why, str(of.versions.latest.currency), *said]).encode()).hexdigest()
