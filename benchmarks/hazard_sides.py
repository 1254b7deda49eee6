"""The sides of the hazard's benchmark, each in a process of its own: prints what it found and used, as JSON."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.measuring import cpu, peak_gigabytes
from truegreen.stats.hazard.concordance import concordance
from truegreen.stats.hazard.cox import Cox, cox
from truegreen.stats.hazard.discrete import Hazard, hazard

Floats = NDArray[np.float64]
EACH = 20  # months of an account
PART = 1 << 16


def main(side: str, rows: int, figures: int) -> dict[str, Any]:
    """Draw and fit."""
    return {"months": _months, "ours": _ours, "peer": _peer}[side](rows, figures)


def _months(rows: int, figures: int) -> dict[str, Any]:
    """Fit account-months of which one in thirty is the last."""
    import_module("scipy.special")
    random, slopes = np.random.default_rng(1), np.linspace(-0.5, 0.5, figures)
    columns, hits = np.empty((rows, figures)), np.empty(rows)
    for start in range(0, rows, PART):
        part = slice(start, start + PART)
        random.standard_normal(out=columns[part])
        hits[part] = random.random(len(hits[part])) < 1 / (1 + np.exp(3.8 - columns[part] @ slopes))
    keys, names, found = np.arange(rows) // EACH, [f"x_{each}" for each in range(figures)], list[Any]()
    taken = cpu(lambda: found.append(hazard(columns, hits, keys, names)), times=1)
    made = found[0]
    if not isinstance(made, Hazard) or np.abs(made.coefficients - slopes).max() > 20 / rows**0.5:
        raise AssertionError(f"not what was drawn: {made}")
    bytes_ = columns.nbytes + hits.nbytes + keys.nbytes
    return {"cpu": taken, "peak": peak_gigabytes(), "rows": bytes_ / 1e9, "steps": made.steps}


def _accounts(rows: int, figures: int) -> tuple[Floats, Floats, Floats]:
    """Draw accounts, each with a time of its own; two in five are still there when last seen."""
    random = np.random.default_rng(2)
    columns = random.standard_normal((rows, figures))
    leaves = random.exponential(size=rows) * np.exp(-columns @ np.linspace(-0.5, 0.5, figures))
    seen = 1.5 * random.exponential(size=rows)
    return columns, np.minimum(leaves, seen), (leaves <= seen).astype(np.float64)


def _ours(rows: int, figures: int) -> dict[str, Any]:
    import_module("scipy.special")
    columns, stops, hits = _accounts(rows, figures)
    names, found = [f"x_{each}" for each in range(figures)], list[Any]()
    taken = cpu(lambda: found.append(cox(columns, stops, hits, names)), times=1)
    peak, made = peak_gigabytes(), found[0]
    assert isinstance(made, Cox)
    return {"cpu": taken, "peak": peak, "c": _told(made.scores(columns), stops, hits)}


def _peer(rows: int, figures: int) -> dict[str, Any]:
    lifelines, pandas = import_module("lifelines"), import_module("pandas")
    columns, stops, hits = _accounts(rows, figures)
    frame = pandas.DataFrame(columns, columns=[f"x_{each}" for each in range(figures)])
    frame["stop"], frame["hit"] = stops, hits
    fitter = lifelines.CoxPHFitter()
    taken = cpu(lambda: fitter.fit(frame, "stop", "hit"), times=1)
    peak = peak_gigabytes()
    return {"cpu": taken, "peak": peak, "c": _told(columns @ fitter.params_.to_numpy(), stops, hits)}


def _told(scores: Floats, stops: Floats, hits: Floats) -> float:
    found = concordance(scores, stops, hits)
    return found.estimate.value if found else float("nan")


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
