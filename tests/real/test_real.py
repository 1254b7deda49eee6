"""The published figures of real records, to the row, and what stands beside them in the panel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.real.projects import card_of, explained, panel_of, ran
from truegreen.model.reading import Contract
from truegreen.project.looking import View
from truegreen.units.share import Share


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("real")


@pytest.fixture
def uci(folder: Path) -> Iterator[View]:
    with ran("uci", folder) as view:
        yield view


@pytest.fixture
def boston(folder: Path) -> Iterator[View]:
    with ran("boston", folder) as view:
        yield view


@pytest.fixture
def scms(folder: Path) -> Iterator[View]:
    with ran("scms", folder) as view:
        yield view


def counts(view: View) -> dict[str, tuple[int, int]]:
    return {row.id: (row.reading.count, row.reading.total) for row in card_of(view).rows if row.reading}


def test_incidents_made_their_sla_in_638_of_1000(uci: View) -> None:
    assert counts(uci) == {"made-sla": (2090, 1334)}
    assert str(Share(1334, 2090)) == "63.8 %"
    assert card_of(uci).rows[0].contract is Contract.MISSED


def test_the_same_log_is_green_by_event_row_and_at_resolved(uci: View) -> None:
    panel = {each.variant: each for each in explained(uci, "made-sla").panel}
    per_event = panel["on_time.reported_per_event"]
    at_resolved = panel["on_time.reported_at_resolved"]
    assert per_event.reading
    assert (per_event.reading.total, per_event.reading.count) == (11115, 11879)
    assert at_resolved.reading
    assert (at_resolved.reading.total, at_resolved.reading.count) == (2161, 2162)
    assert (str(Share(11115, 11879)), round(2161 / 2162, 4)) == ("93.6 %", 0.9995)
    assert (per_event.contract, at_resolved.contract) == (Contract.MET, Contract.MET)
    assert per_event.differs["grain"] == "event row"


@pytest.mark.slow
def test_requests_are_on_time_as_reported_with_a_target_and_where_a_citizen_asked(boston: View) -> None:
    assert counts(boston) == {
        "as-reported": (10427, 8197),
        "with-a-target": (9033, 6803),
        "citizens": (6830, 4795),
    }
    shares = [str(Share(hits, n)) for n, hits in counts(boston).values()]
    assert shares == ["78.6 %", "75.3 %", "70.2 %"]
    assert {row.id: row.contract for row in card_of(boston).rows}["citizens"] is Contract.MISSED


@pytest.mark.slow
def test_deliveries_are_on_or_before_the_day_and_fewer_exactly_on_it(scms: View) -> None:
    (on_time,) = counts(scms).values()
    exactly = panel_of(scms, "on-time")["on_time.exactly_on_day"]
    assert (on_time, exactly) == ((10324, 9138), (10324, 6324))
    assert (str(Share(9138, 10324)), str(Share(6324, 10324))) == ("88.5 %", "61.3 %")


@pytest.mark.slow
def test_vendors_that_always_hit_the_day_are_named(scms: View) -> None:
    named = {each.says.split(":")[0] for each in scms.findings if each.id == "too-perfect"}
    assert named == {
        "ABBVIE LOGISTICS (FORMERLY ABBOTT LOGISTICS BV)",
        "BRISTOL-MYERS SQUIBB",
        "GLAXOSMITHKLINE EXPORT LIMITED",
        "Hoffmann-La Roche ltd Basel",
        "MICRO LABS LIMITED",
        "Orasure Technologies Inc.",
        "PHARMACY DIRECT",
        "Trinity Biotech, Plc",
    }


@pytest.mark.parametrize(
    ("project", "measure"),
    [
        ("uci", "made-sla"),
        pytest.param("boston", "citizens", marks=pytest.mark.slow),
        pytest.param("scms", "on-time", marks=pytest.mark.slow),
    ],
)
def test_the_rows_behind_a_number_are_as_many_as_it_says(folder: Path, project: str, measure: str) -> None:
    with ran(project, folder) as view:
        found = explained(view, measure)
        assert found.row.reading
        query = found.query.replace("'.truegreen/", f"'{view.project.folder}/.truegreen/")
        counted = view.source.duck.row(f"SELECT count(*), sum(value::INT) FROM ({query})")
        assert counted == (found.row.reading.count, found.row.reading.total)
        assert found.sample
