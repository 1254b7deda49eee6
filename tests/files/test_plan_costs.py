"""Costs in a plan: what the draft shows is read once its marks are taken away."""

from __future__ import annotations

from datetime import date

from truegreen.files.plan_draft import Seen, SiteSeen, text_of
from truegreen.files.plans import plan_from
from truegreen.model.finding import Finding, Level
from truegreen.model.plan_costs import Ground


def test_the_draft_s_costs_are_read_without_their_marks() -> None:
    seen = Seen({"Porto": SiteSeen("Northline: care", None, None)}, ["invoice"], [], "EUR", "UTC", date(2025, 1, 1),
                date(2025, 12, 31))  # fmt: skip
    before, mark, costs = text_of("next", seen).partition("# costs:")
    text = before + "\n".join(line.removeprefix("# ").removeprefix("#") for line in (mark + costs).splitlines())
    findings: list[Finding] = []
    plan = plan_from(text + "\n", "plans/next.yml", findings)
    assert [each for each in findings if each.level is Level.ERROR] == []
    assert plan is not None
    assert plan.costs is not None
    northline = plan.costs.suppliers["Northline: care"]
    assert str(northline.sold["fees"].amount) == "100,000.00 EUR"
    assert northline.run["transition"].ground is Ground.CONTRACT
    assert northline.run["learning"].reference == ("tco.productivity",)
