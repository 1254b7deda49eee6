"""The published regimes that are settled as worked examples: where each is from, and what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Final

from truegreen.files.cases import parse_cases

_REGIMES: Final = Path(__file__).parents[1] / "tests" / "regimes"


def regimes() -> Iterator[str]:
    """Make a section of every regime: its source as its text begins, and what each of its examples shows."""
    for path in sorted(_REGIMES.glob("*/agreement.yml")):
        name = path.parent.name
        lines = path.read_text("utf-8").splitlines()
        source = " ".join(each.lstrip("# ") for each in takewhile(lambda line: line.startswith("#"), lines))
        cases, _ = parse_cases((path.parent / "cases.yml").read_text("utf-8"), "cases.yml")
        yield f"### [{name.replace('_', ' ')}](../tests/regimes/{name}/agreement.yml)\n\n{source}\n"
        yield from (f"- {each.case}" for each in cases)
        yield ""
