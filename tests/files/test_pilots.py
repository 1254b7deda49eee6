"""The text of a pilot: everything wrong with it at once, and what is frozen of it stays as it was."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from truegreen.files.pilot_records import (
    canonical,
    changed_fields,
    digest_of,
    edited,
    read_registered,
    read_sealed,
    write_once,
    write_registered,
)
from truegreen.files.pilot_tables import (
    Assigned,
    assigned_text,
    read_assigned,
    read_told,
    read_treated,
    read_units,
)
from truegreen.files.pilots import names_in, pilot_from, place_of, read_pilot
from truegreen.model.finding import Finding, Level
from truegreen.model.pilot import Pilot, Rule
from truegreen.units.span import Span

SOUND = """\
pilot: call-back  # a comment
hypothesis: Customers called back are content more often.
owner: Ines Vogel
unit: agent
arms: {as-before: 50 %, call-back: 50 %}
metric: csat.top2
strata: [site]
starts: 2025-07-01
weeks: 26
margin: 3 %
"""


def read(text: str) -> tuple[Pilot | None, list[Finding]]:
    findings: list[Finding] = []
    return pilot_from(text, "pilots/call-back.yml", findings), findings


def sound(text: str = SOUND) -> Pilot:
    pilot, findings = read(text)
    assert findings == []
    assert pilot is not None
    return pilot


def test_a_sound_text_is_read_with_its_defaults() -> None:
    pilot = sound()
    assert (pilot.control, pilot.treated, pilot.stops_by) == ("as-before", "call-back", Rule.OBRIEN_FLEMING)
    assert (pilot.planned_looks, pilot.weeks_before, pilot.ends) == (4, 12, date(2025, 12, 29))
    assert [each.isoformat() for each in pilot.look_days] == ["2025-08-15", "2025-09-29", "2025-11-14", "2025-12-29"]


def test_without_an_end_it_is_always_valid() -> None:
    pilot = sound(SOUND.replace("weeks: 26\n", ""))
    assert (pilot.stops_by, pilot.look_days, pilot.ends) == (Rule.ALWAYS_VALID, (), None)


@pytest.mark.parametrize(
    ("change", "to", "ids"),
    [
        ("pilot: call-back  # a comment", "pilot: call back!", ["odd-pilot-name"]),
        ("call-back: 50 %}", "call-back: 40 %}", ["odd-arms"]),
        ("call-back: 50 %}", "call-back: 50 %, both: 0 %}", ["odd-arms"]),
        ("{as-before: 50 %, call-back: 50 %}", "{as-before: 33.35 %, call-back: 66.65 %}", ["odd-arms"]),
        ("metric: csat.top2", "title: none", ["pilot-without-metric"]),
        ("metric: csat.top2", "column: calls", ["pilot-without-metric"]),
        ("weeks: 26", "weeks: 0", ["odd-pilot-figure"]),
        ("weeks: 26", "weeks: 26\nsignificance: 50 %\npower: 20 %", ["odd-pilot-figure", "odd-pilot-figure"]),
        ("weeks: 26\n", "rule: pocock\n", ["pilot-without-end"]),
        ("metric: csat.top2", "metric: retention\nrule: always-valid", []),
        ("weeks: 26\n", "", []),
        ("margin: 3 %\n", "", ["pilot-without-margin"]),
        ("margin: 3 %\n", "goal: non-inferiority\n", ["pilot-needs-margin"]),
        ("margin: 3 %\n", "rule: always-valid\n", ["pilot-needs-margin"]),
        ("margin: 3 %", "margin: -3 %", ["odd-pilot-figure"]),
        ("weeks: 26", "weeks: 26\nrule: fixed\nlooks: 5", ["looks-not-planned"]),
        ("weeks: 26", "weeks: 26\nlooks: 50", ["looks-not-planned"]),
        ("unit: agent", "unit: agent\ndesign: alerts", ["odd-arms"]),
        ("unit: agent", "unit: floor", ["not-a-choice"]),
        ("owner: Ines Vogel\n", "", ["missing-key"]),
        ("owner: Ines Vogel", "ower: Ines Vogel", ["unknown-key", "missing-key"]),
    ],
)
def test_what_is_wrong_is_found(change: str, to: str, ids: list[str]) -> None:
    assert change in SOUND
    pilot, findings = read(SOUND.replace(change, to))
    assert [each.id for each in findings] == ids
    assert (pilot is None) == any(each.level is Level.ERROR for each in findings)
    assert all(each.at.file == "pilots/call-back.yml" and each.says and each.remedy for each in findings)


def test_everything_wrong_comes_at_once() -> None:
    text = SOUND.replace("weeks: 26", "weeks: 999").replace("call-back: 50 %}", "call-back: 49 %}")
    _, findings = read(text.replace("margin: 3 %", "margin: 0 %"))
    assert [each.id for each in findings] == ["odd-arms", "odd-pilot-figure", "odd-pilot-figure"]
    assert [each.at.line for each in findings] == [5, 9, 10]


def test_retention_needs_an_end() -> None:
    _, findings = read(SOUND.replace("csat.top2", "retention").replace("weeks: 26\n", ""))
    assert "pilot-without-end" in [each.id for each in findings]


def test_the_file_has_the_pilots_name(tmp_path: Path) -> None:
    (tmp_path / "pilots").mkdir()
    path = tmp_path / "pilots" / "other.yml"
    path.write_text(SOUND, "utf-8")
    findings: list[Finding] = []
    assert read_pilot(tmp_path, path, findings)[0] is None
    assert [each.id for each in findings] == ["odd-pilot-name"]
    assert names_in(tmp_path) == ["other"]


def test_the_digest_is_that_of_the_meaning() -> None:
    again = SOUND.replace("  # a comment", "").replace("weeks: 26", "rule: obrien-fleming\nlooks: 4\nweeks: 26")
    assert digest_of(sound()) == digest_of(sound(again))
    assert digest_of(sound()) != digest_of(sound(SOUND.replace("margin: 3 %", "margin: 2 %")))
    swapped = SOUND.replace("{as-before: 50 %, call-back: 50 %}", "{call-back: 50 %, as-before: 50 %}")
    assert digest_of(sound()) != digest_of(sound(swapped))


def test_registered_and_read_it_is_the_same(tmp_path: Path) -> None:
    findings: list[Finding] = write_registered(tmp_path, sound(), date(2025, 6, 15))
    found = read_registered(tmp_path, "call-back", findings)
    assert findings == []
    assert found is not None
    assert canonical(found.pilot) == canonical(sound())
    assert (found.on, found.digest) == (date(2025, 6, 15), digest_of(sound()))
    assert [each.id for each in write_registered(tmp_path, sound(), date(2025, 6, 16))] == ["already-frozen"]


@pytest.mark.parametrize(("old", "new"), [('"3 %"', '"1 %"'), ("2025-06-15", "2025-06-14"), ("{", "[")])
def test_what_was_registered_cannot_be_edited(tmp_path: Path, old: str, new: str) -> None:
    write_registered(tmp_path, sound(), date(2025, 6, 15))
    path = tmp_path / place_of("call-back", "registered")
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    findings: list[Finding] = []
    assert read_registered(tmp_path, "call-back", findings) is None
    assert [each.id for each in findings] == ["frozen-edited"]


def test_an_edit_afterwards_names_the_fields(tmp_path: Path) -> None:
    write_registered(tmp_path, sound(), date(2025, 6, 15))
    registered = read_registered(tmp_path, "call-back", [])
    assert registered is not None
    now = sound(SOUND.replace("margin: 3 %", "margin: 1 %").replace("weeks: 26", "weeks: 30"))
    assert changed_fields(now, registered.pilot) == ["weeks", "margin"]
    [found] = edited(now, registered, Span("pilots/call-back.yml"))
    assert (found.id, found.level) == ("edited-after-registering", Level.WARNING)
    assert "weeks, margin" in found.says
    assert edited(sound(), registered, Span("x")) == []
    assert edited(None, registered, Span("x"))[0].id == "edited-after-registering"


def test_a_sealed_file_is_written_once(tmp_path: Path) -> None:
    place = place_of("call-back", "concluded")
    assert write_once(tmp_path, place, {"verdict": "refuted"}) == []
    assert [each.id for each in write_once(tmp_path, place, {"verdict": "established"})] == ["already-frozen"]
    assert read_sealed(tmp_path, place, []) == {"verdict": "refuted"}
    assert list(json.loads((tmp_path / place).read_text("utf-8"))) == ["verdict", "seal"]


ROWS = (
    Assigned("a1", "T1", "Porto", "as-before", date(2025, 6, 30)),
    Assigned("a2", "T2", "Porto", "call-back", date(2025, 7, 2)),
)


def assigned(folder: Path, text: str) -> tuple[tuple[Assigned, ...], list[Finding]]:
    path = folder / place_of("call-back", "assigned")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    findings: list[Finding] = []
    return read_assigned(folder, "call-back", "digest", findings), findings


def test_who_is_in_which_arm_is_read_as_it_was_written(tmp_path: Path) -> None:
    assert assigned(tmp_path, assigned_text(ROWS, "digest")) == (ROWS, [])
    assert assigned_text(ROWS, "digest").startswith(assigned_text(ROWS[:1], "digest"))


@pytest.mark.parametrize("edit", ["moved", "arm", "first gone", "another text", "day"])
def test_a_row_that_is_not_as_it_was_is_found(tmp_path: Path, edit: str) -> None:
    text = assigned_text(ROWS, "digest" if edit != "another text" else "other")
    lines = text.splitlines(keepends=True)
    text = {
        "moved": lines[0] + lines[2] + lines[1],
        "arm": text.replace("as-before", "call-back"),
        "first gone": lines[0] + lines[2],
        "another text": text,
        "day": text.replace("2025-07-02", "2025-07-32"),
    }[edit]
    found, findings = assigned(tmp_path, text)
    assert found == ()
    assert [each.id for each in findings] == ["assignment-edited"]


def test_figures_from_elsewhere_with_everything_that_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / place_of("chat", "data")
    path.parent.mkdir(parents=True)
    path.write_text(
        "unit,arm,calls,before,on,site\nu1,old,3,2,2025-01-05,Porto\nu2,new,,,,Porto\nu3,nwe,1,,,P\n,old,1,,,P\n"
        "u5,old,many,,,P\nu6,old,nan,,32.1.,P\nu7,old,1,P\n",
        "utf-8",
    )
    findings: list[Finding] = []
    told = read_told(tmp_path, "chat", "calls", ["site"], ["old", "new"], findings)
    assert [(each.unit, each.value, each.before, each.on, each.stratum) for each in told] == [
        ("u1", 3.0, 2.0, date(2025, 1, 5), "Porto"), ("u2", None, None, None, "Porto"),
    ]  # fmt: skip
    assert [(each.id, each.at.line) for each in findings] == [
        ("pilot-row-odd", 4), ("pilot-row-odd", 5), ("pilot-row-odd", 6), ("pilot-row-odd", 7), ("pilot-row-odd", 7),
        ("cells-differ", 8),
    ]  # fmt: skip


def test_a_table_without_its_column_is_found(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text("unit,unit\na,b\n", "utf-8")
    findings: list[Finding] = []
    assert read_units(tmp_path, path, "team", ["site"], findings) == []
    assert [each.id for each in findings] == ["column-twice", "missing-column", "missing-column"]


def test_who_was_treated_is_known_only_where_it_is_written(tmp_path: Path) -> None:
    assert read_treated(tmp_path, "chat", []) is None
    path = tmp_path / place_of("chat", "treated")
    path.parent.mkdir(parents=True)
    path.write_text("unit\nu1\nu2\n", "utf-8")
    assert read_treated(tmp_path, "chat", []) == frozenset({"u1", "u2"})
