"""Tables of real databases: the same rows from each kind; what is wrong is a finding, and secrets stay secret."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.clocks.engines import postgres
from tests.drawing import drawn
from tests.sources.folders import CASES, Outcome
from truegreen.model.finding import Finding, has_errors
from truegreen.model.identity import Who
from truegreen.sources.changes import Input, arrived
from truegreen.sources.connecting import ThroughIbis
from truegreen.sources.inputs import unmatched
from truegreen.sources.mapping import Mapping
from truegreen.sources.mappings import read_mappings
from truegreen.sources.stage import stage

COLUMNS = 'id {text}, opened {time}, cost {number}, "by" {text}, again integer, met {yes}, secret {text}'
KINDS = {
    "sqlite": {"text": "text", "time": "timestamp", "number": "numeric", "yes": "boolean"},
    "duckdb": {"text": "varchar", "time": "timestamp", "number": "decimal(12, 4)", "yes": "boolean"},
    "postgres": {"text": "text", "time": "timestamp", "number": "numeric", "yes": "boolean"},
}
RECORDS = """
    ('1', '2024-01-31 08:00:00', 12.50, 'Phone ', 0, true, 'x'),
    ('Zoë, "2"', '2024-02-29 23:59:59.25', -3, 'Staff', NULL, false, 'y'),
    ('two\nlines', '2024-03-01 00:00:00', NULL, '?', 12, NULL, NULL)"""
EXPECTED = [
    ("1", datetime(2024, 1, 31, 8), Decimal("12.5000"), "customer", 0, True),
    ('Zoë, "2"', datetime(2024, 2, 29, 23, 59, 59, 250000), Decimal("-3.0000"), "provider", None, False),
    ("two\nlines", datetime(2024, 3, 1), None, None, 12, None),
]


class Desk:
    """A database of some kind that holds a table of cases, and what it takes to change it."""

    def __init__(self, kind: str, url: str, run: Callable[[str], Any]) -> None:
        self.kind, self.url, self.run = kind, url, run
        run("CREATE SCHEMA IF NOT EXISTS desk") if kind != "sqlite" else None
        self.table = "cases" if kind == "sqlite" else "desk.cases"
        run("DROP VIEW IF EXISTS seen")
        run(f"DROP TABLE IF EXISTS {self.table}")
        run(f"CREATE TABLE {self.table} ({COLUMNS.format(**KINDS[kind])})")
        run(f"INSERT INTO {self.table} VALUES {RECORDS}")


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    with postgres() as engine:
        yield engine


@pytest.fixture(params=["sqlite", "duckdb", "postgres"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Desk:
    (tmp_path / "data").mkdir()
    if request.param == "postgres":
        connection = request.getfixturevalue("server").connection
        host = connection.info.host
        return Desk("postgres", f"postgresql://truegreen@/postgres?host={host}", connection.execute)
    path = tmp_path / "data" / "held.db"

    def run(statement: str) -> None:
        connection: Any = sqlite3.connect(path) if request.param == "sqlite" else duckdb.connect(path)
        connection.execute(statement)
        connection.commit() if request.param == "sqlite" else None
        connection.close()

    return Desk(request.param, f"{request.param}:///data/held.db", run)


def mapped(
    folder: Path, url: str, table: str, changed: str = "", mapping: str = CASES
) -> tuple[Mapping, list[Finding]]:
    """Write a mapping of a table, and read it."""
    option = f", changed: {changed}" if changed else ""
    text = mapping.replace('files: ["data/*"]', f'database: {{url: "{url}", table: "{table}"{option}}}')
    (folder / "sources").mkdir(exist_ok=True)
    (folder / "sources" / "cases.yml").write_text(text)
    mappings, findings = read_mappings(folder)
    assert not has_errors(findings)
    return mappings[0], findings


def taken(folder: Path, mapping: Mapping) -> Outcome:
    connection = duckdb.connect()
    return Outcome(connection, *stage(connection, mapping, [], folder))


def now(folder: Path, mapping: Mapping, known: dict[str, tuple[str, str]] | None = None) -> Input:
    (found,) = arrived([mapping], folder, "UTC", Who(), known or {})
    return found


def test_every_database_gives_the_same_rows(desk: Desk, tmp_path: Path) -> None:
    mapping, _ = mapped(tmp_path, desk.url, desk.table)
    assert unmatched(mapping, tmp_path) == []
    outcome = taken(tmp_path, mapping)
    assert outcome.findings == []
    assert outcome.rows("case_id, opened_at, cost, raised_by, reopened, on_target") == EXPECTED
    assert outcome.rows("source, _row") == [("cases", 1), ("cases", 2), ("cases", 3)]


def test_views_are_read_as_tables_are(desk: Desk, tmp_path: Path) -> None:
    desk.run(f"CREATE VIEW seen AS SELECT * FROM {desk.table} WHERE again > 0")
    mapping, _ = mapped(tmp_path, desk.url, "seen")
    assert taken(tmp_path, mapping).rows("case_id") == [("two\nlines",)]


def test_times_with_zones_are_those_moments(desk: Desk, tmp_path: Path) -> None:
    kind = "text" if desk.kind == "sqlite" else "timestamptz"
    desk.run("DROP TABLE IF EXISTS zoned")
    desk.run(f"CREATE TABLE zoned (id text, opened {kind})")
    desk.run("INSERT INTO zoned VALUES ('1', '2024-07-01 09:00:00+02:00')")
    mapping, _ = mapped(tmp_path, desk.url, "zoned", mapping=CASES.partition("      cost:")[0])
    assert taken(tmp_path, mapping).rows("opened_at") == [(datetime(2024, 7, 1, 7),)]


def test_numbers_keep_their_digits(desk: Desk, tmp_path: Path) -> None:
    kind = {"sqlite": "text", "duckdb": "decimal(38, 20)", "postgres": "numeric"}[desk.kind]
    desk.run("DROP TABLE IF EXISTS numbers")
    desk.run(f"CREATE TABLE numbers (id {kind}, opened date)")
    desk.run("INSERT INTO numbers VALUES ('12345678901234567.12345678901234567890', '2024-01-01')")
    mapping, _ = mapped(tmp_path, desk.url, "numbers", mapping=CASES.partition("      cost:")[0])
    assert taken(tmp_path, mapping).rows("case_id") == [("12345678901234567.12345678901234567890",)]


def test_what_is_not_there_or_not_allowed_is_said(desk: Desk, tmp_path: Path) -> None:
    wrong, _ = mapped(tmp_path, desk.url, desk.table.replace("cases", "casse"))
    (found,) = unmatched(wrong, tmp_path)
    assert (found.id, str(found.at)) == ("missing-table", "sources/cases.yml:2:1")
    assert desk.table in found.remedy
    assert taken(tmp_path, wrong).ids() == ["missing-table"]
    column, _ = mapped(tmp_path, desk.url, desk.table, mapping=CASES.replace("opened_at: opened", "opened_at: opend"))
    assert [(each.id, str(each.at)) for each in taken(tmp_path, column).findings] == [
        ("missing-column", "sources/cases.yml:8:18")
    ]
    mark, _ = mapped(tmp_path, desk.url, desk.table, changed="again_at")
    assert [each.id for each in unmatched(mark, tmp_path)] == ["missing-column"]


WRONG = {
    "a table and files": ("{url: 'sqlite:///a.db', table: a}\nfiles: [a.csv]", ["files-and-database"]),
    "no address": ("{url: data/desk.db, table: a}", ["no-address"]),
    "no table": ("{url: 'sqlite:///a.db', table: ''}", ["nothing-written"]),
    "half a table": ("{url: 'sqlite:///a.db', table: desk.}", ["no-table"]),
    "free SQL": ("{url: 'sqlite:///a.db', table: a, query: select 1}", ["unknown-key"]),
    "no url": ("{table: a}", ["missing-key"]),
    "what only files have": ("{url: 'sqlite:///a.db', table: a}\nformat: csv\nsheet: a", ["option-does-not-fit"] * 2),
    "a password in the open": ("{url: 'postgresql://a:b@c/d', table: a}", ["password-in-text"]),
    "a password of the environment": ("{url: 'postgresql://a:${B}@c/d', table: a}", []),
}


@pytest.mark.parametrize(("database", "expected"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_before_anything_is_reached(database: str, expected: list[str], tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    text = CASES.replace('files: ["data/*"]', f"database: {database}")
    (tmp_path / "sources" / "cases.yml").write_text(text)
    _, findings = read_mappings(tmp_path)
    assert [each.id for each in findings] == expected
    assert all(each.at.line >= 2 and each.remedy for each in findings)


@pytest.mark.parametrize("kind", ["sqlite", "duckdb"])
def test_files_that_are_no_database_are_said(kind: str, tmp_path: Path) -> None:
    (tmp_path / "no.db").write_bytes(b"no database at all, and much too long to be empty" * 99)
    for url in (f"{kind}:///no.db", f"{kind}:///nowhere.db", f"{kind}://{tmp_path}"):
        mapping, _ = mapped(tmp_path, url, "cases")
        (found,) = unmatched(mapping, tmp_path)
        assert found.id in ("cannot-connect", "unreadable-table")
        assert str(tmp_path) not in found.says
        assert taken(tmp_path, mapping).ids() == [found.id]
    mapping, _ = mapped(tmp_path, f"{kind}:///data/nowhere.db", "cases")
    assert "there is no file data/nowhere.db" in unmatched(mapping, tmp_path)[0].says


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://reader:${DESK_SECRET}@127.0.0.1:1/desk",
        "postgresql://reader:${DESK_SECRET}@nowhere.invalid/desk",
        "postgresql://reader:${DESK_SECRET}%zz@127.0.0.1:1/desk",
        "postgresql://127.0.0.1:1/desk?password=${DESK_SECRET}&nonsense=1",
        "postgresql://[::${DESK_SECRET}/desk",
        "${DESK_SECRET}",
        "sqlite:///${DESK_SECRET}.db",
        "mysql://reader:${DESK_SECRET}@127.0.0.1:1/desk",
        "nonsense://reader:${DESK_SECRET}@127.0.0.1/desk",
        "postgresql://reader:correct%20horse@127.0.0.1:1/correct horse",
    ],
)
def test_secrets_stay_secret(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_SECRET", "correct horse")
    mapping, findings = mapped(tmp_path, url, "cases")
    assert [each.id for each in findings] == (["password-in-text"] if "%" in url else [])
    findings += [*unmatched(mapping, tmp_path), *taken(tmp_path, mapping).findings]
    assert {each.id for each in findings} - {"password-in-text"} == {"cannot-connect"}
    assert not any("horse" in str(each) for each in findings)
    assert "horse" not in str(now(tmp_path, mapping)).replace(url, "")


def test_what_the_environment_lacks_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DESK_SECRET", raising=False)
    mapping, _ = mapped(tmp_path, "postgresql://reader:${DESK_SECRET}@127.0.0.1:1/desk", "cases")
    assert [each.id for each in unmatched(mapping, tmp_path)] == ["unset-variable"]


def test_an_address_may_be_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with sqlite3.connect(tmp_path / "a.db") as connection:
        connection.execute("CREATE TABLE cases (id, opened)")
    connection.close()
    monkeypatch.setenv("DESK", f"sqlite:///{tmp_path}/a.db")
    mapping, _ = mapped(tmp_path, "${DESK}", "cases", mapping=CASES.partition("      cost:")[0])
    assert taken(tmp_path, mapping).rows("case_id") == []


@pytest.mark.parametrize("changed", ["", "opened"])
def test_a_table_is_loaded_again_once_it_changed(changed: str, desk: Desk, tmp_path: Path) -> None:
    mapping, _ = mapped(tmp_path, desk.url, desk.table, changed)
    before = now(tmp_path, mapping)
    assert (before.label, before.files) == ("cases", ())
    desk.run(f"INSERT INTO {desk.table} SELECT * FROM {desk.table} WHERE id = '1'")
    more = now(tmp_path, mapping)
    desk.run(f"DELETE FROM {desk.table} WHERE id = '1'")
    desk.run(f"INSERT INTO {desk.table} VALUES ('1', '2024-01-31 08:00:00', 12.50, 'Phone ', 0, true, 'other')")
    again = now(tmp_path, mapping)
    assert before.digest == again.digest != more.digest
    desk.run(f"UPDATE {desk.table} SET opened = '2025-01-01 00:00:00' WHERE id = '1'")
    assert now(tmp_path, mapping).digest not in (before.digest, more.digest)


def test_a_table_out_of_reach_is_as_it_was(tmp_path: Path) -> None:
    mapping, _ = mapped(tmp_path, "sqlite:///gone.db", "cases")
    assert now(tmp_path, mapping, {"cases": ("seen", "abc")}).digest == "abc"


def at(server: Any) -> str:
    return f"postgresql://truegreen@/postgres?host={server.connection.info.host}"


def test_rows_of_a_server_come_in_pieces(server: Any, tmp_path: Path) -> None:
    server.connection.execute(
        """DROP TABLE IF EXISTS many;
        CREATE TABLE many (id bigint, opened timestamp, tags text[], "Id" text, state jsonb, worth real);
        INSERT INTO many SELECT n, '2024-01-01'::timestamp + n * '1 min'::interval, '{a,b}', 'x', '{"a": [1]}', 0.5
        FROM generate_series(1, 25000) AS n"""
    )
    columns = CASES.partition("      cost:")[0] + "      team: {combine: [tags, Id, state, worth]}\n"
    outcome = taken(tmp_path, mapped(tmp_path, at(server), "many", mapping=columns)[0])
    rows = outcome.rows("case_id, opened_at, team, _row")
    assert len({row[0] for row in rows}) == 25_000
    assert rows[0] == ("1", datetime(2024, 1, 1, 0, 1), '{a,b} x {"a": [1]} 0.5', 1)


def test_times_beyond_all_calendars_are_findings(server: Any, tmp_path: Path) -> None:
    for odd in ("infinity", "0044-03-15 BC", "294276-12-31"):
        server.connection.execute("DROP TABLE IF EXISTS odd; CREATE TABLE odd (id bigint, opened timestamp)")
        server.connection.execute(f"INSERT INTO odd VALUES (1, '2024-01-01'), (2, '{odd}')")
        mapping, _ = mapped(tmp_path, at(server), "odd", mapping=CASES.partition("      cost:")[0])
        outcome = taken(tmp_path, mapping)
        assert (odd, outcome.ids(), outcome.staged) == (odd, ["unreadable-value"], [])


def test_only_what_is_mapped_has_to_be_allowed(server: Any, tmp_path: Path) -> None:
    server.connection.execute(
        """DROP TABLE IF EXISTS kept; DROP ROLE IF EXISTS reader;
        CREATE TABLE kept (id text, opened date, secret text); INSERT INTO kept VALUES ('1', '2024-01-01', 'x');
        CREATE ROLE reader LOGIN; GRANT SELECT (id, opened) ON kept TO reader"""
    )
    url, short = at(server).replace("truegreen@", "reader@"), CASES.partition("      cost:")[0]
    allowed, _ = mapped(tmp_path, url, "kept", mapping=short)
    assert unmatched(allowed, tmp_path) == []
    assert taken(tmp_path, allowed).rows("case_id") == [("1",)]
    refused, _ = mapped(tmp_path, url, "kept", mapping=short + "      team: secret\n")
    assert [each.id for each in unmatched(refused, tmp_path)] == ["no-permission"]
    assert taken(tmp_path, refused).ids() == ["no-permission"]
    assert now(tmp_path, refused, {"cases": ("seen", "abc")}).digest != "abc"


def test_nothing_can_be_written(desk: Desk, tmp_path: Path) -> None:
    mapping, _ = mapped(tmp_path, desk.url, "cases; DROP TABLE cases")
    assert [each.id for each in unmatched(mapping, tmp_path)] == ["missing-table"]
    mapping, _ = mapped(tmp_path, desk.url, desk.table)
    assert taken(tmp_path, mapping).rows("case_id") == [(each[0],) for each in EXPECTED]


@pytest.mark.filterwarnings("ignore")  # Ibis' backends, and not we, use what pandas is about to drop.
def test_what_ibis_reaches_is_read_alike(tmp_path: Path) -> None:
    pytest.importorskip("regex", reason="Ibis' backend of SQLite is not installed")
    pytest.importorskip("pyarrow_hotfix", reason="Ibis' backend of SQLite is not installed")
    with sqlite3.connect(tmp_path / "a.db") as connection:
        connection.execute("CREATE TABLE cases (id integer, opened text)")
        connection.execute("INSERT INTO cases VALUES (1, '2024-01-01'), (2, NULL)")
    connection.close()
    table = ThroughIbis(f"sqlite://{tmp_path}/a.db", ["cases"], tmp_path)
    assert table.kinds() == {"id": "", "opened": ""}
    assert [row for each in table.batches(["opened", "id"]) for row in each.to_pylist()] == [
        {"opened": "2024-01-01", "id": 1},
        {"opened": None, "id": 2},
    ]
    assert [row for each in table.batches(["id"], 0) for row in each.to_pylist()] == []
    assert table.extent("id") == "2 2"
    assert table.tables() == ["cases"]
    with pytest.raises(table.wrong) as raised:
        ThroughIbis(f"sqlite://{tmp_path}/a.db", ["casse"], tmp_path).kinds()
    assert table.is_missing(raised.value)
    table.close()


WHOLE = st.integers(-(2**63), 2**63 - 1)
CELLS = st.none() | WHOLE | st.floats(allow_nan=False) | st.text(max_size=5) | st.binary(max_size=5)


@pytest.mark.slow
@settings(max_examples=50, deadline=None)
@given(rows=st.lists(st.tuples(CELLS, CELLS), max_size=4))
def test_any_cells(rows: list[tuple[object, object]], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("any")
    with sqlite3.connect(folder / "a.db") as connection:
        connection.execute("CREATE TABLE cases (id, opened)")
        connection.executemany("INSERT INTO cases VALUES (?, ?)", rows)
    connection.close()
    mapping, _ = mapped(folder, "sqlite:///a.db", "cases", mapping=CASES.partition("      cost:")[0])
    outcome = taken(folder, mapping)
    assert bool(outcome.staged) != has_errors(outcome.findings)
    assert now(folder, mapping).digest == now(folder, mapping).digest


@drawn(few=4, many=60)
@given(data=st.data())
@pytest.mark.parametrize("kind", ["sqlite", "duckdb"])
def test_files_with_wrong_bytes(kind: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("wrong")
    connection: Any = (sqlite3 if kind == "sqlite" else duckdb).connect(folder / "a.db")
    connection.execute("CREATE TABLE cases (id text, opened text)")
    connection.execute("INSERT INTO cases VALUES ('1', '2024-01-01'), ('2', '2024-01-02')")
    connection.commit() if kind == "sqlite" else None
    connection.close()
    content = bytearray((folder / "a.db").read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=40)):
        content[place] = data.draw(st.integers(0, 255))
    (folder / "a.db").write_bytes(content[: data.draw(st.integers(0, len(content)) | st.just(len(content)))])
    mapping, _ = mapped(folder, f"{kind}:///a.db", "cases", mapping=CASES.partition("      cost:")[0])
    found = unmatched(mapping, folder)
    outcome = taken(folder, mapping)
    assert bool(outcome.staged) != has_errors(outcome.findings)
    assert all(each.remedy for each in (*found, *outcome.findings))
