"""The relationship pulse: means and their gap with their doubt, and nothing of whom too few answered."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.governance.pulse import LEAST, QUESTIONS, Line, lines, problems
from truegreen.model.agreement import Side

HELD = st.lists(st.integers(1, 5), max_size=12)


def told(client: list[int], provider: list[int]) -> Line:
    def of(side: Side, each: int) -> tuple[Side, Mapping[str, int]]:
        return side, {"trust": each}

    return lines([
        *(of(Side.CLIENT, each) for each in client), *(of(Side.PROVIDER, each) for each in provider),
    ])[0]  # fmt: skip


def test_means_and_their_gap_as_scipy_has_them() -> None:
    from scipy.stats import ttest_1samp, ttest_ind

    client, provider = [4, 5, 5, 4, 3], [3, 2, 3, 3, 3]
    found = told(client, provider)
    assert found.client
    assert found.gap
    one = ttest_1samp(client, 0).confidence_interval()
    assert found.client.value == 4.2
    assert found.client.low == pytest.approx(one.low, abs=0.01)
    both = ttest_ind(client, provider, equal_var=False).confidence_interval()
    assert found.gap.value == pytest.approx(1.4)
    assert found.gap.low == pytest.approx(both.low, abs=0.05)  # Degrees of freedom are rounded down: a little wider.
    assert 0 < found.gap.low <= both.low


@pytest.mark.parametrize(("client", "provider", "why"), [
    ([4, 5], [1, 2, 3], ["2 of the client’s side answered"]), ([4, 5, 4], [], ["0 of the provider’s side answered"]),
    ([1], [2, 2], ["1 of the client’s side answered", "2 of the provider’s side answered"]),
    ([5, 5, 5], [1, 2, 3], ["all of the client’s side who answered said the same"]), ([1, 2, 3], [3, 4, 5], []),
])  # fmt: skip
def test_what_would_show_somebodys_answer_is_withheld_with_the_reason(
    client: list[int], provider: list[int], why: list[str]
) -> None:
    found = told(client, provider)
    assert (found.gap is None) == bool(why)
    assert all(each in found.withheld for each in why)
    assert found.withheld.count("Withheld") == len(why)


@given(HELD, HELD)
def test_what_is_told_holds_together(client: list[int], provider: list[int]) -> None:
    found = told(client, provider)
    for mean, held in ((found.client, client), (found.provider, provider)):
        assert (mean is None) == (len(held) < LEAST or len(set(held)) == 1)
        if mean:
            assert mean.count == len(held)
            assert 1 <= mean.low <= mean.value <= mean.high <= 5
    assert (found.gap is None) == (found.client is None or found.provider is None)
    if found.gap and found.client and found.provider:
        assert found.gap.value == pytest.approx(found.client.value - found.provider.value)
        assert found.gap.low < found.gap.value < found.gap.high


@given(HELD, HELD)
def test_either_side_reads_the_same_gap_the_other_way_round(client: list[int], provider: list[int]) -> None:
    one, other = told(client, provider).gap, told(provider, client).gap
    assert (one is None) == (other is None)
    if one and other:
        assert one.value == pytest.approx(-other.value)
        assert one.low == pytest.approx(-other.high)


@given(HELD, HELD)
def test_the_order_of_answers_tells_nothing(client: list[int], provider: list[int]) -> None:
    mixed = sorted(client), sorted(provider, reverse=True)
    one, other = told(client, provider), told(*mixed)
    assert (one.withheld, one.client and round(one.client.value, 9)) == (
        other.withheld, other.client and round(other.client.value, 9),
    )  # fmt: skip


def test_each_question_is_answered_from_one_to_five() -> None:
    good = {each.name: "3" for each in QUESTIONS}
    assert problems(good) == {}
    assert set(problems({**good, "trust": "6", "fair": ""})) == {"trust", "fair"}
    assert set(problems({})) == {each.name for each in QUESTIONS}
