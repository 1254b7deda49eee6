"""Account-months: what is looked up of them at once is what a look at each would say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truegreen.signals.warning import rows as module
from truegreen.signals.warning.rows import Rows, has_fewer


@settings(max_examples=60)
@given(
    st.lists(st.integers(0, 12), max_size=60), st.integers(0, 14), st.integers(1, 80),
)  # fmt: skip
def test_fewer_different_values_are_counted_whatever_part_is_looked_at_first(
    values: list[int], than: int, part: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "PART", part)
        assert has_fewer(np.array(values), than) == (len(set(values)) < than)


@pytest.mark.parametrize("turned", [False, True])
def test_a_grid_is_looked_up_by_account_and_month_however_it_lies_in_memory(turned: bool) -> None:
    random = np.random.default_rng(1)
    grid = random.normal(size=(24, 40)).T if turned else random.normal(size=(40, 24))
    part = grid[:, :17]  # a part of a wider one, as histories are cut
    at = Rows(random.integers(0, 40, 200), random.integers(0, 17, 200))
    told = [part[account, month] for account, month in zip(at.account, at.month, strict=True)]
    assert at.of(part).tolist() == told
