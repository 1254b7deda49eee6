"""The queues of a plan: what cannot be meant is found with its place, all of it at once."""

from __future__ import annotations

from truegreen.files.plans import plan_from
from truegreen.model.finding import Finding

HEAD = """plan: p
currency: EUR
starts: 2026-01-01
sites: {Porto: {supplier: N}}
staffing:
"""


def found(text: str) -> list[Finding]:
    findings: list[Finding] = []
    plan_from(HEAD + text, "plans/p.yml", findings)
    return [each for each in findings if each.id == "odd-staffing"]


def test_queues_as_they_should_be_are_read_in_silence() -> None:
    text = """  queues:
    bills: {where: {service: billing-support}, answered: 80 %, within: 20 s, open: [mon-fri 08:00-18:00]}
    tracks: {speed: 30 s, busiest: 85 %, patience: 3 min, shrinkage: 30 %, growth: -5 %}
  pools: {care: [bills, tracks]}
  interval: 15 min
"""
    findings: list[Finding] = []
    plan = plan_from(HEAD + text, "plans/p.yml", findings)
    assert findings == []
    assert plan is not None
    assert plan.staffing is not None
    assert list(plan.staffing.queues) == ["bills", "tracks"]


def test_everything_that_is_odd_is_found_at_its_place() -> None:
    text = """  queues:
    bills: {answered: 0.8, within: 20 s}
    tracks: {answered: 80 %, shrinkage: 100 %, takes: 14}
    third: {hours: desk, open: [mon-fri 08:00-18:00]}
  pools: {care: [bills, trucks], own: [bills]}
  interval: 20 min
  week: 40 %
  confidence: 8 %
"""
    places = [each.at.line for each in found(text)]
    assert sorted(places) == [5, 5, 7, 8, 8, 8, 9, 11, 12, 13]


def test_a_pool_of_a_queue_that_is_not_there_names_the_nearest() -> None:
    (wrong,) = found("  queues: {bills: {}, tracks: {}}\n  pools: {care: [bills, tracksy]}\n")
    assert "tracks" in wrong.remedy
