"""The provider in front; it comes last, when the runs that the client's walk asked for are done or nearly so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.visits import Sit
from tests.browser.walking import PROVIDER
from tests.browser.whole import walked


@pytest.mark.slow
def test_from_the_watermelon_to_the_pack(visit: Sit, tmp_path: Path) -> None:
    """The same with the parts changed: who disputes, who denies, who asks and who says yes."""
    walked(visit, PROVIDER, tmp_path)
