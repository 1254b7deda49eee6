"""Laws of all workflows: whatever people do in whatever order, rights hold, clocks run, the journal tells it all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.governance.room import PEOPLE, room
from truegreen.governance.asking import Denied, denied
from truegreen.governance.kinds import kinds
from truegreen.governance.moving import Act, Moved, Unready, moved, moves_for, on_silence, opened
from truegreen.governance.rights import HELD_BY, Right
from truegreen.governance.workflow import Ask, Shape, Workflow
from truegreen.model.agreement import Agreement, Side
from truegreen.model.journal import Event
from truegreen.model.matter import Matter
from truegreen.model.people import Post

START = datetime(2026, 2, 2, 9, tzinfo=UTC)
ANSWERS = {Shape.AMOUNT: "4.00 EUR", Shape.SHARE: "80 %", Shape.NUMBER: "1", Shape.DAY: "2026-03-02"}
ABOUT = {"dispute": "line:2026-01:fcr", "save": "account:A-1", "statement": "statement:2026-01"}
FOUND = {"disputes": "0", "approved": "a", "tried": "none differ", "file": "settled/care/2026-01.json",
         "arm": "treated"}  # fmt: skip
SEATED = sorted(post.value for post in Post)


@pytest.fixture(scope="module")
def agreement() -> Agreement:
    with TemporaryDirectory() as folder:
        return room(Path(folder))


def answered(asks: tuple[Ask, ...]) -> dict[str, str]:
    return {ask.name: ask.choices[0] if ask.choices else ANSWERS.get(ask.shape, "So it is") for ask in asks}


def one_opened(workflow: Workflow, agreement: Agreement, who: str) -> Moved | Denied | Unready:
    act = Act(move="", by=PEOPLE[who], at=START, says=answered(workflow.opening.asks), found=FOUND)
    return opened(workflow, act, agreement, f"{workflow.name}-1", ABOUT.get(workflow.name, ""))


def replayed(events: list[Event]) -> dict[str, str]:
    """Give what the journal says that a matter is."""
    told: dict[str, str] = {}
    for event in events:
        assert {name: told.get(name, "") for name in {*event.before, *event.after}} == {
            name: event.before.get(name, "") for name in {*event.before, *event.after}
        }
        told = {name: text for name, text in {**told, **event.after}.items() if name in event.after or name in told}
        for name in event.before.keys() - event.after.keys():
            told.pop(name, None)
    return told


@pytest.mark.drawn
@pytest.mark.parametrize("kind", kinds())
@given(data=st.data())
def test_whatever_people_do(kind: str, agreement: Agreement, data: st.DataObject) -> None:
    workflow, now, events = kinds()[kind], START, list[Event]()
    matter: Matter | None = None
    for _ in range(data.draw(st.integers(1, 12))):
        now += timedelta(hours=data.draw(st.integers(0, 60)))
        who = data.draw(st.sampled_from(SEATED))
        if matter is None:
            outcome: Moved | Denied | Unready | None = one_opened(workflow, agreement, who)
            right, turn = workflow.opening.right, None
        elif silent := on_silence(workflow, matter, now, agreement):
            assert matter.due is not None
            assert matter.due <= now
            outcome, right, turn = silent, None, None
        elif not (leading := moves_for(workflow, matter, PEOPLE[who])):
            assert workflow.is_over(matter)
            assert matter.due is None
            break
        else:
            move, no = data.draw(st.sampled_from(leading))
            act = Act(
                move=move.name, by=PEOPLE[who], at=now, says=answered(move.asks), found=FOUND, seen=matter.moves,
                digest="one",
            )  # fmt: skip
            outcome = moved(workflow, matter, act, agreement)
            assert isinstance(outcome, Denied) == (no is not None)
            right, turn = move.right, move.turn.side(matter.side)
        if isinstance(outcome, Moved):
            assert right is None or (Post(who) in HELD_BY[right] and turn in (None, Post(who).side))
            assert outcome.matter.moves == (matter.moves if matter else 0) + 1
            matter = outcome.matter
            events.append(outcome.event)
            stage = workflow.stage(matter.stage)
            assert matter.due is None or (stage.turn is not None and matter.due > matter.since)
            assert not stage.silence or matter.due is not None
    if matter is not None:
        told = replayed(events)
        assert told.get("stage") == matter.stage
        assert {name: told.get(f"says.{name}", "") for name in matter.says} == dict(matter.says)


@pytest.mark.parametrize("kind", kinds())
def test_silence_alone_comes_to_rest(kind: str, agreement: Agreement) -> None:
    workflow = kinds()[kind]
    made = next(
        found for who in SEATED if isinstance(found := one_opened(workflow, agreement, who), Moved)
    )  # fmt: skip
    matter, far = made.matter, START + timedelta(days=3650)
    for _ in range(len(workflow.stages) + 3):
        silent = on_silence(workflow, matter, far, agreement)
        if silent is None:
            break
        matter = silent.matter
    assert on_silence(workflow, matter, far, agreement) is None


@pytest.mark.parametrize("right", Right)
def test_a_right_is_held_by_somebody_and_never_by_strangers(right: Right) -> None:
    assert HELD_BY[right]
    for post in Post:
        no = denied(PEOPLE[post.value], right, "care")
        assert (no is None) == (post in HELD_BY[right])
        assert no is None or (no.exists and no.who)
    for who in ("stranger", "owner"):
        no = denied(PEOPLE[who], right, "care")
        assert no is not None
        assert not no.exists


@pytest.mark.parametrize("right", [Right.DISPUTE, Right.APPROVE, Right.APPROVE_CHANGE, Right.ANSWER, Right.INVITE])
def test_what_binds_a_side_can_be_done_by_each(right: Right) -> None:
    assert {each.side for each in HELD_BY[right]} == {Side.CLIENT, Side.PROVIDER}


def test_auditors_and_readers_change_nothing() -> None:
    seeing = {each for each in Right if each.name.startswith("SEE") or each in (Right.EXPORT, Right.TOKEN)}
    for post in (Post.AUDITOR, Post.READER):
        assert {right for right, held in HELD_BY.items() if post in held} <= seeing
