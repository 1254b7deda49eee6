"""Make the example world: two years of a freight forwarder's customer service, its records and its own books."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np

from truegreen.world import exports, ledger, programmes, resources
from truegreen.world.books import Books, close_books, read_books
from truegreen.world.life import World, begun, live
from truegreen.world.nature import AS_PLANTED, NOTHING_PLANTED
from truegreen.world.setting import MONTHS
from truegreen.world.truth import write_truth

FEWEST, MOST = 1_000, 100_000_000
_WRITTEN: Final = re.compile(
    r"accounts|(cases|orders|saves|offers|steps|calls|surveys|evaluations|billing|signals|costs|people|volumes)-\d{4}-\d{2}"
)


def make(
    folder: Path,
    cases: int = 40_000,
    seed: int = 7,
    nothing_planted: bool = False,
    form: str = "csv",
    progress: Callable[[str, int, int], None] = lambda what, done, of: None,
) -> Books:
    """Write a world's files into ``folder/data`` and its truth into ``folder/truth``; give its books.

    Args:
        folder: a project folder, such as a copy of ``examples/acme``; the world's own older files are replaced.
        cases: about how many cases, 1 thousand to 100 million; accounts and agents grow with them.
        seed: the same seed gives the same bytes; another gives another world.
        nothing_planted: no cell differs, nothing matters, and accounts leave at random.
        form: ``csv`` (gzipped) or ``parquet``.
        progress: told what is counted (months), how many are done, of how many.

    Raises:
        ValueError: the number of cases or the form is none of these.
    """
    if not FEWEST <= cases <= MOST:
        raise ValueError(f"a world has {FEWEST:,} to {MOST:,} cases, not {cases:,}")
    if form not in exports.FORMS:
        raise ValueError(f"a world is written as {' or '.join(exports.FORMS)}, not as “{form}”")
    data = _cleared(folder)
    world = begun(cases, seed, NOTHING_PLANTED if nothing_planted else AS_PLANTED)
    shares = np.cumsum([1.15 if month.month >= 11 else 1.0 for month in MONTHS])
    for month, share in enumerate(shares / shares[-1]):
        live(world, month, round(cases * float(share)))
        _export(world, month, data, form)
        progress("months", month + 1, len(MONTHS))
    ledger.lay_out_accounts(world.duck, world.accounts, world.now)
    exports.write(world.duck, ledger.ACCOUNTS, data, "accounts", form)
    close_books(world.duck, folder / "truth" / "books.csv")
    run = programmes.programmes(world, seed)
    for name, month, query in programmes.files(world.duck, run):
        exports.write(world.duck, query, data, f"{name}-{MONTHS[month]:%Y-%m}", form)
    write_truth(folder / "truth", world.accounts, world.now, world.nature, seed, cases, run)
    world.duck.close()
    return read_books(folder)


def _export(world: World, month: int, data: Path, form: str) -> None:
    """Write the files of a month; each holds all that is ever known of what was opened in it."""
    queries = {
        "cases": exports.CASES,
        "steps": exports.EVENTS,
        "calls": exports.CALLS,
        "surveys": exports.SURVEYS,
        "evaluations": exports.EVALUATIONS,
        "billing": ledger.ledger_rows(month),
        "signals": ledger.SIGNALS,
        "costs": resources.cost_rows(month),
        "people": resources.staffing_rows(month),
        "volumes": resources.volume_rows(month),
    }
    for name, query in queries.items():
        exports.write(world.duck, query, data, f"{name}-{MONTHS[month]:%Y-%m}", form)


def _cleared(folder: Path) -> Path:
    """Give the data folder without the files of an older world; other files stay."""
    (folder / "truth").mkdir(parents=True, exist_ok=True)
    data = folder / "data"
    data.mkdir(exist_ok=True)
    for ending, _ in exports.FORMS.values():
        for path in data.glob(f"*.{ending}"):
            if _WRITTEN.fullmatch(path.name.removesuffix(f".{ending}")):
                path.unlink()
    return data
