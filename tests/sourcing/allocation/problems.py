"""Problems for tests: published instances, and small ones drawn at random."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from truegreen.sourcing.allocation.arrays import Floats
from truegreen.sourcing.allocation.problem import Pairs, Problem, Sites, Work
from truegreen.sourcing.allocation.tiers import Tiers
from truegreen.sourcing.allocation.wishes import Wishes

DATA = Path(__file__).parents[4] / "shared" / "data" / "orlib"


def plain(
    hours: Floats, spend: Floats, capacity: Floats, fixed: Floats, *, wishes: Wishes, volume: Floats | None = None
) -> Problem:
    """Give a problem of one contact type in which every site may do every cell; tables are cells × sites."""
    cells, sites = spend.shape
    return Problem(
        Work(np.ones(cells) if volume is None else volume, np.zeros(cells), np.zeros(cells, np.intp),
             np.zeros(1, np.intp), np.zeros(1)),
        Sites(np.arange(sites), np.arange(sites), np.zeros(sites, bool), capacity, fixed),
        Pairs(np.repeat(np.arange(cells), sites), np.tile(np.arange(sites), cells), hours.ravel(), spend.ravel(),
              np.ones(cells * sites), np.ones(cells * sites), np.zeros(cells * sites)),
        np.zeros((1, sites)), np.zeros((1, sites)), (Tiers(),) * sites, np.zeros(sites), wishes,
    )  # fmt: skip


def warehouses(path: Path, *, capacity: float | None = None, is_single: bool = False) -> Problem:
    """Read a capacitated warehouse location problem of the OR-Library (Beasley, 1988).

    Raises:
        ValueError: if the file has fewer or more numbers than it says it has.
    """
    words = path.read_text("utf-8").replace("capacity", str(capacity)).split()
    sites, cells = int(words[0]), int(words[1])
    numbers = np.array(words[2:], float)
    if len(numbers) != 2 * sites + cells * (sites + 1):
        raise ValueError(f"{path.name} has {len(numbers)} numbers")
    held, fixed = numbers[: 2 * sites].reshape(sites, 2).T
    rows = numbers[2 * sites :].reshape(cells, sites + 1)
    demand = np.repeat(rows[:, :1], sites, axis=1)
    return plain(demand, rows[:, 1:], held, fixed, wishes=Wishes(is_single=is_single), volume=rows[:, 0])


def assignments(path: Path) -> list[Problem]:
    """Read generalised assignment problems of the OR-Library, in which a profit is to be made as large as can be."""
    numbers = iter(path.read_text("utf-8").split())
    found = []
    for _ in range(int(next(numbers))):
        agents, jobs = int(next(numbers)), int(next(numbers))
        table = np.array([float(next(numbers)) for _ in range(2 * agents * jobs)]).reshape(2, agents, jobs)
        held = np.array([float(next(numbers)) for _ in range(agents)])
        made = plain(table[1].T, 0 * table[0].T, held, np.zeros(agents), wishes=Wishes(is_single=True))
        found.append(replace(made, work=replace(made.work, worth=np.ones(jobs)),
                             pairs=replace(made.pairs, solved=table[0].T.ravel())))  # fmt: skip
    return found


def small(seed: int, *, cells: int = 4, sites: int = 3, types: int = 2, **wishes: object) -> Problem:
    """Draw a small problem: the first site can do everything, so that something is possible where little is wished."""
    draw = np.random.default_rng(seed)
    may = draw.random((cells, sites)) < 0.8
    may[:, 0] = True
    cell, site = np.nonzero(may)
    volume = draw.integers(50, 200, cells).astype(float)
    hours = volume[cell] * draw.uniform(0.1, 0.3, len(cell))
    today = np.zeros(len(cell))
    today[np.unique(cell, return_index=True)[1]] = 1.0
    total = volume.sum() * 0.3
    held = np.append(total, draw.uniform(0.3, 0.9, sites - 1) * total)
    tiers = (Tiers(), Tiers((0.0, 300.0), (0.0, 0.15)), Tiers((0.0, 300.0), (0.0, 0.15), on_all=False))
    return Problem(
        Work(volume, draw.uniform(1.0, 8.0, cells), np.arange(cells) * types // cells, np.arange(types),
             draw.uniform(0.0, 8.0, types)),
        Sites(np.arange(sites), np.arange(sites) % 2, np.zeros(sites, bool), held, draw.uniform(0.0, 60.0, sites)),
        Pairs(cell, site, hours, hours * draw.uniform(8.0, 30.0, sites)[site], draw.uniform(0.4, 0.95, len(cell)),
              np.ones(len(cell)), today),
        draw.uniform(0.0, 40.0, (types, sites)), np.zeros((types, sites)),
        tuple(tiers[each % 3] for each in range(sites)), np.where(np.arange(sites) == 1, 150.0, 0.0),
        Wishes(**wishes),  # type: ignore[arg-type]
    )  # fmt: skip
