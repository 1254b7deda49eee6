"""Each kind of matter by its stories: who does what when, where it stands then, and who may not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.governance.room import PEOPLE, room
from truegreen.governance.asking import Denied
from truegreen.governance.kinds import kinds
from truegreen.governance.moving import Act, Moved, Unready, moved, on_silence, opened
from truegreen.model.agreement import Agreement
from truegreen.model.matter import Matter

HERE = Path(__file__).parent / "matters"
STORIES = [
    pytest.param(file.stem, story, id=f"{file.stem}: {story['story']}")
    for file in sorted(HERE.glob("*.yml")) for story in yaml.safe_load(file.read_text("utf-8"))
]  # fmt: skip


def at(text: object) -> datetime:
    return text if isinstance(text, datetime) else datetime.fromisoformat(str(text))


def as_said(says: dict[str, Any]) -> dict[str, str]:
    return {name: str(text) for name, text in says.items()}


@pytest.mark.parametrize(("kind", "story"), STORIES)
def test_a_story(kind: str, story: dict[str, Any], tmp_path: Path) -> None:
    agreement, matter, now = room(tmp_path), None, at("2026-02-02 09:00+00:00")
    for step in story["steps"]:
        now = at(step.get("silence") or step.get("at") or now)
        outcome = _done(kind, story, step, matter, now, agreement)
        if isinstance(outcome, Denied):
            assert str(outcome) == step["denied"]
        elif isinstance(outcome, Unready):
            assert outcome.problems == step["wrong"]
        elif outcome is None:
            assert "stage" not in step
        else:
            _holds(step, outcome)
            matter = outcome.matter


def _done(
    kind: str, story: dict[str, Any], step: dict[str, Any], matter: Matter | None, now: datetime, agreement: Agreement
) -> Moved | Denied | Unready | None:  # fmt: skip
    if "silence" in step:
        assert matter is not None
        return on_silence(kinds()[kind], matter, now, agreement)
    act = Act(
        move=step["does"], by=PEOPLE[step["by"]], at=now, says=as_said(step.get("says", {})),
        found=step.get("found", {}), seen=matter.moves if matter else 0, digest=step.get("digest", ""),
    )  # fmt: skip
    if matter is None:
        return opened(kinds()[kind], act, agreement, f"{kind}-1", story.get("about", ""))
    return moved(kinds()[kind], matter, act, agreement)


def _holds(step: dict[str, Any], outcome: Moved) -> None:
    assert outcome.matter.stage == step.get("stage")
    if "due" in step:
        assert outcome.matter.due == (at(step["due"]) if step["due"] else None)
    if "event" in step:
        assert outcome.event.name == step["event"]
    for name, text in step.get("holds", {}).items():
        assert outcome.matter.says[name] == text


def test_every_kind_has_its_stories() -> None:
    assert {file.stem for file in HERE.glob("*.yml")} == set(kinds())


def test_who_looked_too_early_looks_again(tmp_path: Path) -> None:
    agreement, workflow = room(tmp_path), kinds()["action"]
    says = {"title": "Send the list", "owner": "provider-lead", "by_day": "2026-02-10"}
    act = Act(move="add", by=PEOPLE["provider-lead"], at=at("2026-02-02 09:00+00:00"), says=says)
    made = opened(workflow, act, agreement, "action-1")
    assert isinstance(made, Moved)
    first = moved(workflow, made.matter, replace(act, move="finish", seen=1), agreement)
    assert isinstance(first, Moved)
    again = moved(workflow, first.matter, replace(act, move="reopen", seen=1, says={"why": "Not so"}), agreement)
    assert again == Unready({"": "Somebody moved it since you looked; look again before you decide."})


def test_an_event_says_what_it_was_and_what_it_is(tmp_path: Path) -> None:
    agreement, workflow = room(tmp_path), kinds()["action"]
    says = {"title": "Send the list", "owner": "provider-lead", "by_day": "2026-02-10"}
    act = Act(move="add", by=PEOPLE["provider-lead"], at=at("2026-02-02 09:00+00:00"), says=says)
    made = opened(workflow, act, agreement, "action-1")
    assert isinstance(made, Moved)
    handed = moved(workflow, made.matter, replace(act, move="hand", seen=1, says={"owner": "auditor"}), agreement)
    assert isinstance(handed, Moved)
    event = handed.event
    assert (event.name, event.actor, event.side, event.about) == (
        "truegreen.action.handed-on", "provider-lead", "provider", "action-1",
    )  # fmt: skip
    assert (event.before, event.after) == ({"says.owner": "provider-lead"}, {"says.owner": "auditor"})


@pytest.mark.parametrize("kind", kinds())
def test_a_workflow_is_whole(kind: str) -> None:
    """Every stage can be reached, every end is an end, every silence is a move from there, every clock has a turn."""
    workflow = kinds()[kind]
    names = {each.name for each in workflow.stages}
    assert len(names) == len(workflow.stages)
    assert len({each.name for each in workflow.moves}) == len(workflow.moves)
    reached = {workflow.opening.to, *(each.to for each in workflow.moves)}
    forks = any(each.fork for each in (workflow.opening, *workflow.moves))
    assert reached <= names
    assert reached == names or forks
    assert {start for each in workflow.moves for start in each.start} <= names
    asked = {ask.name for each in (workflow.opening, *workflow.moves) for ask in each.asks}
    for stage in workflow.stages:
        left = {each.name: each for each in workflow.moves if stage.name in each.start}
        assert not stage.silence or left[stage.silence].by_clock
        assert bool(left) or stage.turn is None
        assert stage.turn is not None or not (stage.within or stage.silence or stage.by_day)
        assert not stage.by_day or stage.by_day in asked
    silent = {each.silence for each in workflow.stages if each.silence}
    assert silent == {each.name for each in workflow.moves if each.by_clock}
    assert workflow.opening.asks[0].name == "title"
