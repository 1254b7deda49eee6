"""Criteria, scores and comparisons of a plan that cannot be meant are told, all at once."""

from __future__ import annotations

import pytest

from truegreen.files.plans import plan_from
from truegreen.model.finding import Finding

SITES = """plan: a
currency: EUR
starts: 2026-01-01
sites:
  Porto: {supplier: Northline, open: [mon-fri 08:00-18:00], zone: Europe/Lisbon, per_hour: 24.00 EUR}
  Portal: {supplier: Acme, kind: self-service, per_contact: 0.20 EUR}
  Nowhere: {supplier: Acme, kind: eliminated}
evaluation:
"""
SOUND = """  criteria:
    solved: {measured: solved, limit: 70 %}
    brand: {least: 0, most: 10, scores: {client: {Porto: 7}, provider: {Porto: {low: 6, high: 9}}}}
    tools: {least: 0, most: 10, assumed: {Portal: 4}}
  panel:
    Ines: {side: client, pairs: {solved: {brand: 3, tools: 5}, brand: {tools: 2}}}
    Rui: {side: provider, best: brand, worst: tools, over: {solved: 2, tools: 6}, under: {solved: 3, brand: 6}}
"""


def found(text: str) -> list[Finding]:
    findings: list[Finding] = []
    plan_from(SITES + text, "plans/a.yml", findings)
    return [each for each in findings if each.id not in ("supplier-without-terms",)]


def test_a_sound_evaluation_says_nothing() -> None:
    assert found(SOUND) == []


@pytest.mark.parametrize(
    ("was", "written", "name"),
    [
        (
            "{measured: solved, limit: 70 %}",
            "{measured: solved, limit: 70 %}\n    gone: {}",
            "criterion-without-scores",
        ),
        ("{measured: solved, limit: 70 %}", "{measured: solved, limit: 0.7}", "odd-score"),
        ("{measured: solved, limit: 70 %}", "{measured: cost, better: lower, most: 12 USD}", "odd-score"),
        ("{Porto: 7}", "{Porto: 17}", "odd-score"),
        ("{Porto: 7}", "{Porto: 7 %}", "odd-score"),
        ("{low: 6, high: 9}", "{low: 9, high: 6}", "odd-score"),
        ("{Porto: 7}", "{Prto: 7}", "unknown-alternative"),
        ("{Portal: 4}", "{Nowhere: 4}", "unknown-alternative"),
        ("brand: {least: 0, most: 10, ", "brand: {", "criterion-without-bounds"),
        (", provider: {Porto: {low: 6, high: 9}}", "", "scored-by-one-side"),
        (", brand: {tools: 2}", "", "comparison-missing"),
        ("brand: {tools: 2}", "brand: {tools: 2, solved: 2}", "comparison-twice"),
        ("{brand: 3, tools: 5}", "{brand: 30, tools: 5}", "odd-comparison"),
        ("{brand: 3, tools: 5}", "{brnd: 3, tools: 5}", "unknown-criterion"),
        ("over: {solved: 2, tools: 6}", "over: {solved: 2}", "comparison-missing"),
        ("worst: tools, ", "", "comparison-missing"),
        ("over: {solved: 2, tools: 6}", "over: {solved: 2, tools: 6, brand: 2}", "odd-comparison"),
        ("over: {solved: 2, tools: 6}", "over: {solved: 2, tools: 5}", "odd-comparison"),
        ("  criteria:", "  alternatives: [Porto]\n  criteria:", "nothing-to-choose"),
        ("assumed:", "weight: -2, assumed:", "odd-score"),
    ],
)
def test_what_cannot_be_meant_is_told(was: str, written: str, name: str) -> None:
    assert was in SOUND
    assert name in [each.id for each in found(SOUND.replace(was, written))]


def test_without_weights_and_panel_everything_counts_alike_and_that_is_told() -> None:
    text = SOUND[: SOUND.index("  panel:")]
    assert [each.id for each in found(text)] == ["criteria-without-weights"]
    assert found(text.replace("limit:", "weight: 2, limit:"))[0].says == "Nobody says how much “brand”, “tools” count."


def test_nobody_compares_eleven_criteria_in_pairs() -> None:
    more = "".join(f"    c{at}: {{least: 0, most: 10, assumed: {{Porto: 4}}}}\n" for at in range(8))
    assert "odd-comparison" in [each.id for each in found(SOUND.replace("  panel:", f"{more}  panel:"))]
