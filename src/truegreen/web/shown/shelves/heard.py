"""What people heard of accounts, and every account that the records know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext_noop

from truegreen.engine import sql
from truegreen.facts.store import Store
from truegreen.model.heard import Heard
from truegreen.project.hearing import what_was_heard
from truegreen.reports.heard_page import heard_page
from truegreen.reports.heard_record import heard_record
from truegreen.reports.rendering import parts_of
from truegreen.web.shown.accounts import KNOWN
from truegreen.web.shown.shelf import Kept
from truegreen.web.shown.showing import Showing

TITLE: Final = gettext_noop("what was heard")
DECIDED_BY: Final = ("run", "settings", "pilots", "slices")
SHOWS: Final = ("heard", KNOWN)


def fill(of: Showing) -> Iterator[Kept]:
    """Make both ready, where the run's rows are still there."""
    if of.view.has_rows:
        heard = what_was_heard(of.view)
        yield Kept("heard", heard_record(heard), parts_of(heard_page(heard)))
        yield Kept(KNOWN, {"accounts": _known(of, heard)})


def _known(of: Showing, heard: Heard) -> dict[str, list[dict[str, Any]]]:
    """Give every account that the records know, with what was heard of it, the latest first."""
    store, state = Store(of.view.project.store), of.view.state
    said: dict[str, list[dict[str, Any]]] = defaultdict(list)
    if state.of("account"):
        files = sql.parquet(store.files(state.of("account").values()))
        for (name,) in of.view.source.duck.rows(f"SELECT DISTINCT account_id FROM {files} ORDER BY 1"):
            said[name] = []
    for each in sorted(heard.signals, key=lambda signal: signal.on, reverse=True):
        said[each.account].append({
            "on": each.on.isoformat(), "kind": str(each.kind), "severity": each.severity, "by": each.by,
            "came": str(each.came), "days": each.days,
        })  # fmt: skip
    return dict(said)
