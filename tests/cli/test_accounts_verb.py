"""Early warning where there is next to nothing to learn from: it says so, ranks nobody high, and refuses nonsense."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import call, ran_starter, starter
from tests.project.worth import contracts
from tests.project.worth import project as worth


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ran_starter(tmp_path_factory.mktemp("accounts") / "project")


@pytest.mark.parametrize("verb", ["accounts", "backtest"])
def test_without_decisions_nobody_can_tell(project: Path, verb: str, tmp_path: Path) -> None:
    said = call(verb, project, "--page", tmp_path / "page.html")
    assert said.exit_code == 0, said.output
    assert "obody" in said.output
    assert "obody" in (tmp_path / "page.html").read_text("utf-8")
    assert json.loads(call(verb, project, "--json").stdout)["findings"] is not None


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["accounts", "--open", "Nobody & Sons"], "is not ranked"),
        (["accounts", "--months", "0"], "0 is not in the range"),
        (["accounts", "--order", "luck"], "luck"),
        (["accounts", "--picture", "losses.txt"], "neither FILE.svg nor FILE.png"),
        (["backtest", "--picture", "losses.txt"], "neither FILE.svg nor FILE.png"),
        (["backtest", "--budget", "0"], "0 is not in the range"),
    ],
)
def test_what_cannot_be_meant_is_refused(project: Path, words: list[str], says: str) -> None:
    refused = call(words[0], project, *words[1:])
    assert refused.exit_code == 2
    assert says in refused.output


@pytest.mark.parametrize(
    ("verb", "option"),
    [("accounts", "--picture"), ("backtest", "--picture"), ("backtest", "--calibration"), ("heard", "--picture")],
)
def test_with_nothing_to_draw_what_is_known_is_said_first(
    project: Path, tmp_path: Path, verb: str, option: str
) -> None:  # fmt: skip
    said = call(verb, project, option, tmp_path / "a.svg")
    assert (said.exit_code, said.stdout) == (1, call(verb, project).stdout)
    assert "There is nothing to draw yet: a.svg is not written." in said.stderr
    assert not (tmp_path / "a.svg").exists()


@pytest.mark.slow
def test_where_everybody_gave_notice_nobody_is_ranked_and_no_month_is_closed(tmp_path: Path) -> None:
    accounts, months, _ = contracts(120, 0.05, 1)
    gone = [
        (name, segment, since, min(str(day or "2025-11-20"), "2025-11-20"), "")
        for name, segment, since, day, _ in accounts
    ]
    folder = worth(tmp_path / "p", accounts=gone, months=months)
    said = call("accounts", folder, "--alert")
    assert said.exit_code == 0
    assert said.stderr == "Nobody is alerted in 2025-11; nothing is written.\n"
    assert not (folder / "alerts").exists()
    found = json.loads(call("accounts", folder, "--json").stdout)
    assert found["model"] == "nobody is known to be a customer who has not given notice"


@pytest.mark.parametrize("verb", ["accounts", "backtest"])
def test_without_a_run_it_says_what_to_do(tmp_path: Path, verb: str) -> None:
    refused = call(verb, starter(tmp_path / "project"))
    assert refused.exit_code == 1
    assert "truegreen run" in refused.output
