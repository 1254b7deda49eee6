"""The connection reads and writes Parquet in UTC, within the memory it is given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from truegreen.engine.duck import Duck


@pytest.fixture
def duck() -> Iterator[Duck]:
    opened = Duck()
    yield opened
    opened.close()


def setting(duck: Duck, name: str) -> object:
    return duck.row(f"SELECT current_setting('{name}')")[0]


def test_rows_are_written_in_the_querys_order_and_read_back_exactly(duck: Duck, tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "part.parquet"
    duck.write("SELECT n, (n / 8)::DECIMAL(18, 4) AS amount FROM range(9, -1, -1) AS t(n)", file)
    rows = duck.rows(f"SELECT n, amount::VARCHAR FROM read_parquet('{file}')")
    assert [n for n, _ in rows] == list(range(9, -1, -1))
    assert rows[0] == (9, "1.1250")


def test_the_same_rows_make_the_same_bytes(duck: Duck, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("one.parquet", "other.parquet")]
    for file in files:
        duck.write("SELECT n, n % 7 AS place FROM range(1000) AS t(n)", file)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_rows_come_as_tuples_by_name_or_alone(duck: Duck) -> None:
    duck.view('the "view"', "SELECT 1 AS a, 'x' AS b UNION ALL SELECT 2, NULL ORDER BY a")
    assert duck.rows('SELECT * FROM "the ""view"""') == [(1, "x"), (2, None)]
    assert duck.records('SELECT * FROM "the ""view"""') == [{"a": 1, "b": "x"}, {"a": 2, "b": None}]
    assert duck.row("SELECT 3, 4") == (3, 4)
    with pytest.raises(ValueError, match="unpack"):
        duck.row('SELECT * FROM "the ""view"""')


def test_times_are_utc_wherever_the_machine_stands(duck: Duck) -> None:
    assert duck.row("SELECT CAST(TIMESTAMPTZ '2025-07-01 00:30:00+02' AS VARCHAR)") == ("2025-06-30 22:30:00+00",)


def test_no_extension_is_fetched_or_loaded_unasked(duck: Duck) -> None:
    assert not setting(duck, "autoinstall_known_extensions")
    assert not setting(duck, "autoload_known_extensions")


def test_what_does_not_fit_into_memory_goes_to_the_folder_for_it(tmp_path: Path) -> None:
    spill = tmp_path / "it's" / "spill"
    duck = Duck(spill=spill, memory="64MB", threads=1)
    assert (setting(duck, "memory_limit"), setting(duck, "threads")) == ("61.0 MiB", 1)
    duck.run("CREATE TEMP TABLE numbers AS SELECT hash(n) AS h, n FROM range(6000000) AS t(n)")
    assert list(spill.iterdir())
    assert duck.row("SELECT count(*), sum(n) FROM numbers") == (6_000_000, sum(range(6_000_000)))
    duck.close()
