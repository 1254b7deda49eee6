"""People through the whole product: never written down as the source has them, and forgotten for good."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from tests.cli.calling import call, starter
from truegreen.files.people import FORGOTTEN, KEY_FILE, VARIABLE
from truegreen.model.finding import Finding
from truegreen.project.forgetting import forget
from truegreen.project.opened import open_project
from truegreen.project.run import run

NOW = datetime(2026, 1, 1)
MAPPING = """\
source: desk
files: ["data/*.csv"]
facts:
  case:
    columns:
      case_id: no
      customer_id: asker
      agent_id: agent
      service: {constant: care}
      contact_type: {constant: order}
      channel: {constant: mail}
      opened_at: opened
      resolved_at: solved
"""
HEADER = "no,asker,agent,opened,solved\n"
JANUARY = (
    HEADER
    + "".join(f"{n},Zoë Quint,Xavier Yates,2025-01-{n:02} 09:00,2025-01-{n:02} 10:00\n" for n in range(1, 9))
    + "9,Vera Unger,Xavier Yates,2025-01-30 09:00,2025-01-31 10:00\n"
)
NAMES = ("zoë", "quint", "xavier", "yates", "vera", "unger")


@dataclass(frozen=True, slots=True)
class Desk:
    """A project with one export."""

    folder: Path

    def write(self, name: str, text: str) -> None:
        (self.folder / name).parent.mkdir(exist_ok=True)
        (self.folder / name).write_text(text, "utf-8")

    def run(self) -> str:
        """Run it and give the run's id."""
        made, findings = run(open_project(self.folder), NOW)
        assert made, findings
        return made.id

    def refused(self) -> list[str]:
        made, findings = run(open_project(self.folder), NOW)
        assert made is None
        return [each.id for each in findings]

    def rows(self, columns: str = "case_id, customer_id, agent_id") -> list[tuple[object, ...]]:
        held = json.loads((self.folder / ".truegreen" / "facts.json").read_text("utf-8"))["partitions"]
        files = [str(self.folder / ".truegreen" / each["file"]) for each in held if each["table"] == "case"]
        query = f"SELECT {columns} FROM read_parquet({files}, hive_partitioning = false) ORDER BY case_id::INT"
        return duckdb.connect().execute(query).fetchall()

    def shows_nobody(self) -> bool:
        """Say whether no cell of any file that was built, and no other file of it, holds a name."""
        built = [path for path in (self.folder / ".truegreen").rglob("*") if path.is_file()]
        cells = [
            str(duckdb.connect().execute(f"SELECT * FROM read_parquet('{path}')").fetchall())
            for path in built
            if path.suffix == ".parquet"
        ]
        others = [path.read_text("utf-8") for path in built if path.suffix != ".parquet"]
        assert len(cells) > 1
        assert len(others) > 2
        held = "\n".join([*cells, *others]).lower()
        return not any(name in held for name in NAMES)


def written(folder: Path) -> Desk:
    """Write the project."""
    desk = Desk(starter(folder))
    (desk.folder / "data" / "cases.csv").unlink()
    desk.write("sources/cases.yml", MAPPING)
    desk.write("data/january.csv", JANUARY)
    return desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return written(tmp_path / "desk")


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    desk = written(tmp_path_factory.mktemp("once") / "desk")
    desk.run()
    return desk.folder


@pytest.fixture
def ran(once: Path, tmp_path: Path) -> Desk:
    """Give a copy of the project that was run before; to run it again does no work."""
    return Desk(Path(shutil.copytree(once, tmp_path / "desk")))


def test_nothing_that_is_built_holds_a_name(ran: Desk) -> None:
    assert ran.shows_nobody()
    assert {type(cell) for row in ran.rows() for cell in row} == {str}
    assert len({agent for _, _, agent in ran.rows()}) == 1


def test_the_first_run_makes_a_key_and_the_next_keeps_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    first, rows = desk.run(), desk.rows()
    key = (desk.folder / KEY_FILE).read_text("ascii")
    assert desk.run() == first
    (desk.folder / KEY_FILE).unlink()
    assert desk.refused() == ["people-key-missing"]
    assert not (desk.folder / KEY_FILE).exists()
    desk.write(KEY_FILE, "ab" * 32)
    assert desk.run() != first
    assert desk.rows() != rows
    desk.write(KEY_FILE, key)
    assert desk.run() == first
    assert desk.rows() == rows


def test_a_project_without_people_needs_no_key(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    desk.write("sources/cases.yml", MAPPING.replace("      customer_id: asker\n      agent_id: agent\n", ""))
    first = desk.run()
    assert not (desk.folder / KEY_FILE).exists()
    monkeypatch.setenv(VARIABLE, "ab" * 32)
    assert desk.run() == first


def test_the_key_is_nowhere_but_in_its_file(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    said = call("run", desk.folder)
    key = (desk.folder / KEY_FILE).read_text("ascii").strip()
    files = [path for path in desk.folder.rglob("*") if path.is_file() and path.name != KEY_FILE]
    assert key not in said.output
    assert not [path for path in files if key.encode() in path.read_bytes() or bytes.fromhex(key) in path.read_bytes()]


@pytest.mark.parametrize(
    ("mapping", "export", "found"),
    [
        (MAPPING.replace("agent_id: agent", "agent_id: {column: agent, values: {Al: al}}"), JANUARY, "unknown-value"),
        (MAPPING.replace("agent_id: agent", "agent_id: agent\n      team: {column: agent, values: {Al: a}}"), JANUARY,
         "unknown-value"),
        (MAPPING.replace("agent_id: agent", 'agent_id: {expression: "if(agent + 0 > 1, agent, asker)"}'), JANUARY,
         "unreadable-value"),
        (MAPPING.replace("agent_id: agent", "agent_id: agent\n      reopened: agent"), JANUARY, "unreadable-value"),
        (MAPPING.replace("    columns:", "    keep: {last: agent, per: [no]}\n    columns:"), JANUARY,
         "no-order-to-keep-by"),
        (MAPPING, JANUARY + "10,Vera Unger,Xavier Yates,2025-01-31 09:00\n", "too-few-cells"),
        (MAPPING, JANUARY + '10,"Vera Unger"x,Xavier Yates,2025-01-31 09:00,\n', "broken-quote"),
        (MAPPING, JANUARY + "9,Vera Unger,Xavier Yates,2025-01-30 09:00,2025-01-31 10:00\n", "duplicate-key"),
        (MAPPING.replace("*.csv", "*.jsonl"), "Vera Unger\n", "not-json-lines"),
    ],
)  # fmt: skip
def test_findings_about_people_show_nobody(desk: Desk, mapping: str, export: str, found: str) -> None:
    desk.write("sources/cases.yml", mapping)
    desk.write("data/january.jsonl" if found == "not-json-lines" else "data/january.csv", export)
    findings = refusal(desk)
    assert found in [each.id for each in findings]
    text = " ".join(f"{each} {each.says} {each.remedy}" for each in findings).lower()
    assert [name for name in NAMES if name in text] == []


def refusal(desk: Desk) -> list[Finding]:
    made, findings = run(open_project(desk.folder), NOW)
    assert made is None
    return findings


def test_whoever_is_forgotten_stays_forgotten(ran: Desk) -> None:
    first = ran.run()
    before = ran.rows()
    erasure, findings = forget(open_project(ran.folder), " ZOË quint", NOW.date())
    assert not findings
    assert erasure is not None
    assert (dict(erasure.rows), erasure.before) == ({"case": 8}, False)
    expected = [(case, None if case != "9" else customer, agent) for case, customer, agent in before]
    assert ran.rows() == expected
    second = ran.run()
    assert second != first
    assert ran.run() == second
    assert ran.rows() == expected
    ran.write("data/january.csv", JANUARY.replace("09:00", "09:01"))
    ran.write("data/february.csv", HEADER + "10,zoë quint,Xavier Yates,2025-02-01 09:00,2025-02-01 10:00\n")
    ran.run()
    assert ran.rows("customer_id") == [(None,)] * 8 + [(before[8][1],), (None,)]
    assert erasure.pseudonym in (ran.folder / FORGOTTEN).read_text("utf-8")
    assert ran.shows_nobody()


def test_loading_everything_anew_equals_forgetting(ran: Desk, tmp_path: Path) -> None:
    """A store that forgot and one that was built afterwards are the same, to the name of every file."""
    ran.run()
    forget(open_project(ran.folder), "Zoë Quint", NOW.date())
    run_id, rows = ran.run(), ran.rows()
    files = sorted(path.name for path in (ran.folder / ".truegreen" / "facts").rglob("*.parquet"))
    (ran.folder / ".truegreen").rename(tmp_path / "gone")
    assert (ran.run(), ran.rows()) == (run_id, rows)
    assert sorted(path.name for path in (ran.folder / ".truegreen" / "facts").rglob("*.parquet")) == files


def test_figures_do_not_change_by_forgetting_an_agent(ran: Desk) -> None:
    ran.run()
    before = json.loads(call("scorecard", ran.folder, "--period", "all", "--json").output)["rows"]
    assert [each["reading"]["count"] for each in before if each["id"] == "time-to-resolve"] == [9]
    forget(open_project(ran.folder), "Xavier Yates", NOW.date())
    ran.run()
    assert json.loads(call("scorecard", ran.folder, "--period", "all", "--json").output)["rows"] == before


def test_a_run_that_is_shown_says_that_it_is_older_than_the_forgetting(ran: Desk) -> None:
    ran.run()
    explain = ("explain", "time-to-resolve", ran.folder, "--period", "all", "--json")
    assert json.loads(call(*explain).output)["sample"]
    forget(open_project(ran.folder), "Zoë Quint", NOW.date())
    assert not json.loads(call(*explain).output)["sample"]
    card = json.loads(call("scorecard", ran.folder, "--period", "all", "--json").output)
    assert "run-is-older" in [each["id"] for each in card["findings"]]


def test_a_list_that_was_written_elsewhere_is_heeded_by_the_next_run(ran: Desk, tmp_path: Path) -> None:
    """A colleague forgot somebody, and the list came by git: rows that are loaded already are emptied too."""
    ran.run()
    other = Desk(tmp_path / "other")
    starter(other.folder)
    erasure, _ = forget(open_project(other.folder), "Zoë Quint", NOW.date())
    assert erasure is not None
    assert dict(erasure.rows) == {}
    ran.write(FORGOTTEN, (other.folder / FORGOTTEN).read_text("utf-8"))
    ran.run()
    assert ran.rows("customer_id")[:8] == [(None,)] * 8


def test_a_line_that_is_taken_out_lets_the_person_come_back(ran: Desk) -> None:
    first, rows = ran.run(), ran.rows()
    forget(open_project(ran.folder), "Zoë Quint", NOW.date())
    ran.run()
    (ran.folder / FORGOTTEN).unlink()
    assert (ran.run(), ran.rows()) == (first, rows)


def test_a_list_of_another_key_stops_the_run(ran: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ran.run()
    forget(open_project(ran.folder), "Zoë Quint", NOW.date())
    monkeypatch.setenv(VARIABLE, "ab" * 32)
    assert ran.refused() == ["forgotten-by-another-key"]
    assert forget(open_project(ran.folder), "Vera Unger", NOW.date())[1][0].id == "people-key-differs"


def test_nothing_is_done_where_the_list_cannot_be_written(ran: Desk) -> None:
    ran.run()
    rows, manifest = ran.rows(), (ran.folder / ".truegreen" / "facts.json").read_bytes()
    (ran.folder / f"{FORGOTTEN}.new").mkdir()
    erasure, findings = forget(open_project(ran.folder), "Zoë Quint", NOW.date())
    assert erasure is None
    assert [each.id for each in findings] == ["cannot-write"]
    assert (ran.rows(), (ran.folder / ".truegreen" / "facts.json").read_bytes()) == (rows, manifest)


def test_nobody_can_be_forgotten_without_a_key(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    assert [each.id for each in forget(open_project(desk.folder), "Ana", NOW.date())[1]] == ["people-key-missing"]
    assert not (desk.folder / KEY_FILE).exists()
