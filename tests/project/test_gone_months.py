"""A month that the records do not have any more: nothing of it is measured, kept, or left with an engine."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from tests.clocks.engines import OnPostgres, postgres
from truegreen.engine.duck import Duck
from truegreen.facts.store import Store
from truegreen.files.start import start
from truegreen.project.opened import open_project
from truegreen.project.run import run
from truegreen.readings.runs import latest_cells

NOW = datetime(2026, 1, 1)
MONTH = "03/2025"


def ran(folder: Path, engine: str = "") -> None:
    made, findings = run(open_project(folder), NOW, engine=engine)
    assert made, findings


def started(folder: Path) -> Path:
    assert not start(folder)[1]
    return folder


def without_a_month(folder: Path) -> Path:
    """Take every case out of the records that was opened in March."""
    path = folder / "data" / "cases.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if MONTH not in line]
    assert 10 < len(kept) < len(lines)
    path.write_text("".join(kept), "utf-8")
    return folder


def cells(folder: Path) -> Mapping[tuple[str, str], list[tuple[object, ...]]]:
    """Give the rows of the latest run's cells, by table and month."""
    store = folder / ".truegreen"
    with closing(Duck()) as duck:
        return {key: duck.rows(f"SELECT * FROM read_parquet('{store / each.file}') ORDER BY ALL")
                for key, each in latest_cells(store).files.items()}  # fmt: skip


def parts(folder: Path) -> set[str]:
    """Name the months of facts that count, as an engine keeps them."""
    held = Store(folder / ".truegreen").read().partitions.values()
    return {f"{each.table}_{each.month}_{each.digest}".replace("-", "_") for each in held}


def test_the_embedded_engine_builds_what_it_would_have_built_without_it(tmp_path: Path) -> None:
    folder = started(tmp_path / "project")
    ran(folder)
    before = cells(folder)
    ran(without_a_month(folder))
    ran(anew := without_a_month(started(tmp_path / "anew")))
    assert cells(folder) == cells(anew) != before
    assert ("case", "2025-03") in before
    assert ("case", "2025-03") not in cells(folder)
    files = {
        path.relative_to(folder / ".truegreen").as_posix() for path in (folder / ".truegreen" / "facts").rglob("*.*")
    }
    assert files == {each.file for each in Store(folder / ".truegreen").read().partitions.values()}


@pytest.mark.slow
def test_postgresql_keeps_no_month_that_is_gone_and_every_one_that_is_not_ours(tmp_path: Path) -> None:
    with postgres() as server:
        assert isinstance(server, OnPostgres)
        url = f"postgresql://truegreen@/postgres?host={server.connection.info.host}&facts=kept"

        def there() -> set[str]:
            return {name for (name,) in server.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'kept'")}

        folder = started(tmp_path / "project")
        ran(folder, url)
        first = parts(folder)
        assert there() == first
        server.connection.execute("CREATE TABLE kept.case_2025_03_of_another_project (n BIGINT)")
        gone = next(each for each in first if each.startswith("case_2025_03"))
        server.connection.execute(f'CREATE VIEW read_by_somebody AS SELECT * FROM kept."{gone}"')
        ran(without_a_month(folder), url)
        assert gone not in parts(folder)
        assert there() == {*parts(folder), gone, "case_2025_03_of_another_project"}
        server.connection.execute("DROP VIEW read_by_somebody")
        with (folder / "truegreen.toml").open("a", encoding="utf-8") as settings:
            settings.write("# and another run\n")
        ran(folder, url)
        assert there() == {*parts(folder), "case_2025_03_of_another_project"}
        anew = Path(shutil.copytree(folder, tmp_path / "anew", ignore=shutil.ignore_patterns(".truegreen")))
        ran(anew)
        assert cells(folder) == cells(anew)
