"""Published instances: the plan's objective is the published optimum, proven."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sourcing.allocation.problems import DATA, assignments, warehouses
from truegreen.sourcing.allocation.path import ImpossibleError, solve

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="published instances are not here")


@pytest.mark.parametrize(("name", "optimum"), [("cap41", 1040444.375), ("cap71", 932615.750), ("cap104", 928941.750)])
def test_warehouses(name: str, optimum: float) -> None:
    found = solve(warehouses(DATA / f"{name}.txt"), near=1e-9)
    assert found.certificate.objective == pytest.approx(optimum, abs=0.001)
    assert found.certificate.bound == pytest.approx(optimum, abs=0.01)
    assert not found.certificate.breaches


def test_whole_cells_cost_nothing_more_where_sites_are_large() -> None:
    single = solve(warehouses(DATA / "cap104.txt", is_single=True), near=1e-9)
    assert single.certificate.objective == pytest.approx(928941.750, abs=0.001)
    assert set(single.answer.shares.round(9)) == {0.0, 1.0}


def test_whole_cells_are_impossible_where_one_is_larger_than_every_site() -> None:
    problem = warehouses(DATA / "cap41.txt", is_single=True)
    assert problem.work.volume.max() > problem.sites.hours.max()
    with pytest.raises(ImpossibleError):
        solve(problem)


def test_assignments() -> None:
    found = [solve(each, near=1e-12).certificate for each in assignments(DATA / "gap1.txt")]
    assert [round(-each.objective) for each in found] == [336, 327, 339, 341, 326]
    assert all(each.gap < 1e-6 and not each.breaches for each in found)


def test_a_file_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    cut = tmp_path / "cut.txt"
    cut.write_text((DATA / "cap41.txt").read_text("utf-8").rsplit(maxsplit=3)[0], "utf-8")
    with pytest.raises(ValueError, match="numbers"):
        warehouses(cut)
