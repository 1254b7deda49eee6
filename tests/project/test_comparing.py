"""What a plan comes to in a future is the same from its shares alone as from the problem that it was solved by."""

from __future__ import annotations

import pytest

from tests.project.plans import TWO_SITES, Row, plan_of, problem_of
from truegreen.model.allocated import Allocated
from truegreen.project.sourcing.allocating import Ready, found_for
from truegreen.project.sourcing.asked import Effort
from truegreen.project.sourcing.comparing import outcome

ROWS: tuple[Row, ...] = (
    ("claims", "Porto", 4000, 1600, 1800), ("claims", "Bonn", 1000, 50, 60),
    ("tracking", "Porto", 4000, 400, 450), ("tracking", "Bonn", 1000, 100, 110),
)  # fmt: skip
FUTURES = """\
futures:
  as expected: {chance: 50 %}
  dearer in Portugal: {chance: 20 %, prices: {PT: 50 %}}
  more claims: {chance: 20 %, demand: {claims: 30 %, all: -10 %}}
  Bonn forgets: {chance: 10 %, solved: {Bonn: -20 %, Porto: 3 %}, prices: {DE: -5 %}, demand: {all: 4 %}}
"""


@pytest.mark.parametrize("suppliers", [
    "", "suppliers: {Northline: {tiers: [{start: \"10,000 EUR\", off: 4 %}], committed: \"30,000 EUR\"}, Us: {}}\n",
])  # fmt: skip
def test_futures_agree(suppliers: str) -> None:
    text = TWO_SITES + suppliers + FUTURES
    ready = Ready(problem_of(text, ROWS, {"claims": 20.0, "tracking": 3.0}))
    found = found_for(ready, Effort(seconds=10.0, near=0.0, points=0), run="by-hand")
    assert isinstance(found, Allocated)
    assert found.futures is not None
    told = [outcome(found, each) for each in plan_of(text).futures.values()]
    assert told == pytest.approx(list(found.futures.costs[0]), abs=1e-6)
    assert len({round(each) for each in told}) == 4
