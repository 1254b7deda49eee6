"""The page of the statistics: every name leads to the code, every signature is the real one, no module is left out."""

from __future__ import annotations

import inspect
import re
from enum import Enum
from importlib import import_module
from math import comb
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.docs.blocks import DOCS, HOME
from truegreen.stats.exact import clopper_pearson
from truegreen.stats.intervals import wilson
from truegreen.stats.share_intervals import agresti_coull, jeffreys, mid_p, wald, wilson_corrected

PAGE = (DOCS / "statistics.md").read_text("utf-8")
CODE = HOME / "src" / "truegreen" / "stats"
NAMES = sorted(set(re.findall(r"`(stats\.[\w.]+)", PAGE)))
SIGNED = sorted(set(re.findall(r"`(stats\.[\w.]+)\(([^`]*)\)`", PAGE)))
MODULES = sorted(
    ".".join(("stats", *path.relative_to(CODE).with_suffix("").parts))
    for path in CODE.rglob("*.py")
    if path.name != "__init__.py"
)
INTERVALS = {
    "Wilson": wilson,
    "Clopper–Pearson": clopper_pearson,
    "Wald": wald,
    "Agresti–Coull": agresti_coull,
    "Wilson, corrected": wilson_corrected,
    "Jeffreys": jeffreys,
    "mid-P": mid_p,
}


def named(path: str) -> Any:
    try:
        return import_module(f"truegreen.{path}")
    except ModuleNotFoundError:
        module, _, name = path.rpartition(".")
        return getattr(import_module(f"truegreen.{module}"), name)


def written(default: object) -> str:
    if isinstance(default, Enum):
        return f"{type(default).__name__}.{default.name}"
    return repr(default) if default is None or isinstance(default, (int, float, str)) else "…"


def signature(function: Any) -> str:
    parts, starred = [], False
    for each in inspect.signature(function).parameters.values():
        if each.kind is each.KEYWORD_ONLY and not starred:
            parts.append("*")
            starred = True
        parts.append(each.name if each.default is each.empty else f"{each.name}={written(each.default)}")
    return ", ".join(parts)


def test_every_name_leads_to_the_code() -> None:
    for name in NAMES:
        assert named(name) is not None, name


@pytest.mark.parametrize(("name", "said"), SIGNED, ids=[name for name, _ in SIGNED])
def test_a_signature_is_the_real_one(name: str, said: str) -> None:
    assert said == signature(named(name))


@pytest.mark.parametrize("module", MODULES)
def test_every_module_is_named(module: str) -> None:
    assert any(name == module or name.startswith(f"{module}.") for name in NAMES), f"{module} is not on the page"


def test_the_page_is_linked() -> None:
    assert "(statistics.md)" in (DOCS / "index.md").read_text("utf-8")
    assert Path(HOME / "tests" / "stats" / "published").is_dir()


@pytest.mark.parametrize("name", INTERVALS)
def test_intervals_hold_the_truth_as_often_as_the_page_says(name: str) -> None:
    rows, held = 30, []
    ends = [INTERVALS[name](count, rows) for count in range(rows + 1)]
    for share in np.arange(0.7, 0.991, 0.005):
        chances = [comb(rows, k) * share**k * (1 - share) ** (rows - k) for k in range(rows + 1)]
        held.append(sum(p for p, (low, high) in zip(chances, ends, strict=True) if low <= share <= high))
    assert f"| {name} | {np.mean(held):.1%} | {min(held):.1%} |".replace("%", " %") in PAGE
