"""Real records, where they are kept beside the repository: read as published, and every draft can be used."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.drawing import one_in
from truegreen.files.parsing import parse
from truegreen.model.finding import Finding
from truegreen.sources.draft import draft
from truegreen.sources.guess import guess
from truegreen.sources.inputs import inputs
from truegreen.sources.mappings import mapping_of
from truegreen.sources.stage import stage

DATA = Path(__file__).parents[2].parent / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the real records are not here")
FILES = sorted(DATA.glob("*.csv*")) + sorted(DATA.glob("connector_seeds/*/*.csv")) if DATA.exists() else []

INCIDENTS = """\
source: incidents
files: ["uci_incidents_slice.csv.gz"]
missing: ["?"]
facts:
  case:
    keep: {last: sys_mod_count, per: [number]}
    where: incident_state = 'Closed'
    columns: {case_id: number, opened_at: opened_at, closed_at: closed_at, on_target: made_sla}
  case_event:
    columns:
      case_id: number
      at: sys_updated_at
      number: sys_mod_count
      kind: {column: incident_state, values: {Resolved: resolved, Closed: closed}, otherwise: updated}
      on_target: made_sla
"""


def test_the_incident_log_gives_the_published_shares() -> None:
    findings: list[Finding] = []
    node = parse(INCIDENTS, "sources/incidents.yml", findings)
    mapping = mapping_of(node, findings) if node else None
    assert mapping, findings
    connection = duckdb.connect()
    (cases, events), findings = stage(connection, mapping, inputs(mapping, DATA), DATA)
    assert findings == []
    counts = "count_if(on_target), count(*)"
    assert connection.sql(f"SELECT {counts} FROM {cases.relation}").fetchall() == [(1334, 2090)]
    assert connection.sql(f"SELECT {counts} FROM {events.relation}").fetchall() == [(11115, 11879)]
    resolved = connection.sql(f"SELECT {counts} FROM {events.relation} WHERE kind = 'resolved'").fetchall()
    assert round(resolved[0][0] / resolved[0][1], 4) == 0.9995


@pytest.mark.parametrize("path", one_in(8, FILES), ids=[path.name for path in FILES])
def test_a_draft_is_a_mapping_that_stages_or_says_why_not(path: Path) -> None:
    found = guess(path)
    findings: list[Finding] = []
    node = parse(draft(found), "sources/draft.yml", findings)
    mapping = mapping_of(node, findings) if node else None
    if found.table != "case" or "case_id" in dict(found.matches):
        assert mapping
        assert findings == []
        staged, findings = stage(duckdb.connect(), mapping, [path], path.parent)
        assert bool(staged) != any(each.level == "error" for each in findings)
