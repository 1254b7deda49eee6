"""Every metric's worked examples, and what must hold for the text of every variant."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from tests.metrics.running import count, run_case, table
from truegreen.metrics.catalogue import catalogue
from truegreen.metrics.define import Quotient, Spread, Tally, Variant

HERE: Final = Path(__file__).parent
METRICS: Final = catalogue()
CASES: Final[dict[str, list[dict[str, Any]]]] = {
    path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(HERE.glob("*.yml"))
}
EXAMPLES: Final = [(name, case) for name, cases in CASES.items() for case in cases]
VARIANTS: Final = {f"{m.name}.{v.name}": v for m in METRICS.values() for v in m.variants.values()}


@pytest.mark.parametrize(("name", "case"), EXAMPLES, ids=[f"{name}: {case['case']}" for name, case in EXAMPLES])
def test_the_example_gives_what_it_says(name: str, case: dict[str, Any]) -> None:
    found = run_case(METRICS[name], case)
    assert {each: found[each] for each in case["gives"]} == pytest.approx(case["gives"], rel=_tolerance(found))


def _tolerance(found: dict[str, Any]) -> float:
    return 0.01 if "value" in found else 0


def test_every_variant_has_an_example() -> None:
    shown = {f"{name}.{case['variant']}" for name, case in EXAMPLES}
    assert shown == set(VARIANTS)


def _tallies(variant: Variant) -> list[tuple[str, Tally | Spread]]:
    """Give the tables a variant counts in, and what it counts there."""
    counted = count(variant, {name: "x" for name, each in variant.parameters.items() if each.default is None})
    if isinstance(counted, Quotient):
        return [(variant.tables[0], counted.total), (variant.tables[-1], counted.count)]
    return [(variant.tables[0], counted)]


@pytest.mark.parametrize("name", VARIANTS)
def test_it_counts_whole_things(name: str) -> None:
    for _, tally in _tallies(VARIANTS[name]):
        flags = (tally.among, getattr(tally, "eligible", None), getattr(tally, "invited", None))
        assert all(flag.type().is_boolean() for flag in flags if flag is not None)
        assert tally.value.type().is_boolean() or tally.value.type().is_integer()


@pytest.mark.parametrize("name", VARIANTS)
def test_it_says_what_it_counts(name: str) -> None:
    variant = VARIANTS[name]
    said = variant.words({name: each.default or "x" for name, each in variant.parameters.items()})
    assert said.endswith(".")
    assert "{" not in said
    assert all(f"{{{name}}}" in variant.says for name in variant.parameters), "a parameter is not told"


@pytest.mark.parametrize("name", VARIANTS)
def test_it_says_where_and_when_it_counts(name: str) -> None:
    variant = VARIANTS[name]
    assert len(variant.counted_on) == len(variant.tables)
    assert all(day in table(facts).columns for facts, day in zip(variant.tables, variant.counted_on, strict=True))
    assert variant.looks_ahead is None or variant.parameters[variant.looks_ahead].kind == "int"


@pytest.mark.parametrize("name", METRICS)
def test_no_two_variants_say_the_same(name: str) -> None:
    said = [(variant.says, *variant.aspects.values()) for variant in METRICS[name].variants.values()]
    assert len(set(said)) == len(said)
    assert METRICS[name].says.endswith(".")


def test_the_catalogue_loads_without_ibis() -> None:
    assert _after("list(catalogue().values()); print('ibis' in sys.modules)") == "False"


def test_a_metric_is_loaded_when_it_is_asked_for() -> None:
    loaded = "print([each for each in sys.modules if each in ('truegreen.metrics.on_time', 'truegreen.metrics.csat')])"
    assert _after(f"'csat' in catalogue(); 'on_time' in list(catalogue()); {loaded}") == "[]"
    assert _after(f"catalogue()['csat']; {loaded}") == "['truegreen.metrics.csat']"
    assert METRICS.get("nothing") is None


def _after(work: str) -> str:
    script = f"import sys; from truegreen.metrics.catalogue import catalogue; {work}"
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip()
