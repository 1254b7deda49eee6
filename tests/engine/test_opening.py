"""An engine is reached by its address, or it is said in a sentence why not; what is secret is never said."""

from __future__ import annotations

import pytest

from truegreen.engine.opening import EngineError, opened


def _refused(url: str) -> EngineError:
    with pytest.raises(EngineError) as refused, opened(url):
        pass
    return refused.value


@pytest.mark.parametrize("url", ["", "duckdb"])
def test_the_embedded_engine_is_open_already(url: str) -> None:
    with opened(url) as engine:
        assert engine is None


def test_an_address_of_no_engine_is_refused() -> None:
    refused = _refused("oracle://scott:tiger@host/db")
    assert str(refused) == "No engine is known by oracle://host/db."
    assert refused.remedy == "Write duckdb, postgresql://…, sc://… or spark://…."


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:secret@127.0.0.1:1/db",
        "postgresql://127.0.0.1:1/db?user=me&password=secret",
        "sc://127.0.0.1:1/;token=secret",
        "spark://127.0.0.1:1",
    ],
)
def test_nobody_listens_and_nothing_secret_is_said(url: str) -> None:
    refused = _refused(url)
    assert "cannot be reached" in str(refused)
    assert "refused" in str(refused)
    assert "secret" not in str(refused)
