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
        "postgresql://me:sec%20ret%40secret@127.0.0.1:1/db",
        "postgresql://me:${ENGINE_PASSWORD}@127.0.0.1:1/db",
        "${ENGINE}",
    ],
)
def test_nobody_listens_and_nothing_secret_is_said(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENGINE_PASSWORD", "very-secret")
    monkeypatch.setenv("ENGINE", "postgresql://me:secret@127.0.0.1:1/db")
    refused = _refused(url)
    assert "cannot be reached" in str(refused)
    assert "refused" in str(refused)
    assert "secret" not in str(refused)


@pytest.mark.parametrize(
    "password", ["secret%secret", "secret/secret", "secret?secret", "se@secret", "secret#secret", "1/secret", "%secret"]
)
def test_a_password_that_would_be_cut_in_pieces_is_refused_and_no_piece_is_said(
    password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENGINE_PASSWORD", password)
    for url in ("postgresql://me:${ENGINE_PASSWORD}@127.0.0.1:1/db", f"postgresql://me:{password}@127.0.0.1:1/db"):
        refused = _refused(url)
        assert "secret" not in str(refused).replace("${ENGINE_PASSWORD}", "")
        assert "127.0.0.1:1/db" in str(refused)
        assert "percent-encoded" in refused.remedy


def test_a_variable_that_is_not_set_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_SUCH_PASSWORD", raising=False)
    refused = _refused("postgresql://me:${NO_SUCH_PASSWORD}@127.0.0.1:1/db")
    assert (refused.name, str(refused)) == (
        "unset-variable", "The environment has no NO_SUCH_PASSWORD, which the address of the engine needs.",
    )  # fmt: skip
    assert refused.remedy == "Set NO_SUCH_PASSWORD before you run this."


def test_a_variable_may_hold_all_of_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENGINE", "duckdb")
    with opened("${ENGINE}") as engine:
        assert engine is None
