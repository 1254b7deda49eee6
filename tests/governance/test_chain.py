"""The journal's chain: whatever is altered, left out, put between or cut off is found, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.governance.chain import chained, findings_of
from truegreen.model.journal import FIRST, Entry, Event

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
TEXTS = st.text(max_size=8)


def written(many: int, says: str = "") -> list[Entry]:
    entries: list[Entry] = []
    for number in range(many):
        event = Event(
            at=START + timedelta(seconds=number), actor="ines", side="client", name="truegreen.action.done",
            about=f"action-{number}", says=says, before={"stage": "open"}, after={"stage": "done"},
        )  # fmt: skip
        entries.append(chained(event, entries[-1] if entries else None))
    return entries


@given(st.integers(0, 12), TEXTS)
def test_what_was_written_holds(many: int, says: str) -> None:
    entries = written(many, says)
    assert findings_of(entries) == []
    assert [each.number for each in entries] == list(range(1, many + 1))
    assert not entries or (entries[0].before == FIRST and findings_of(entries, (many, entries[-1].digest)) == [])


@given(st.integers(2, 12), st.data())
def test_what_was_altered_is_found(many: int, data: st.DataObject) -> None:
    entries = written(many)
    place = data.draw(st.integers(0, many - 1))
    was = entries[place]
    other = data.draw(st.sampled_from([
        replace(was.event, actor="rui"), replace(was.event, at=was.event.at - timedelta(microseconds=1)),
        replace(was.event, says="Otherwise."), replace(was.event, after={}), replace(was.event, side="provider"),
        replace(was.event, name="truegreen.action.dropped"), replace(was.event, about="action-99"),
    ]))  # fmt: skip
    entries[place] = replace(was, event=other)
    found = findings_of(entries)
    assert [each.id for each in found] == ["journal-is-broken"]
    assert f"Entry {place + 1} is not what was written." in found[0].says


@given(st.integers(2, 12), st.data())
def test_what_was_left_out_or_moved_is_found(many: int, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, many - 2))
    assert findings_of([*written(many)[:place], *written(many)[place + 1 :]])
    moved = written(many)
    moved[place], moved[place + 1] = moved[place + 1], moved[place]
    assert findings_of(moved)


def test_an_end_that_was_cut_off_is_found_by_an_anchor() -> None:
    entries = written(5)
    anchor = (5, entries[-1].digest)
    assert findings_of(entries[:4]) == []
    assert "there were 5" in findings_of(entries[:4], anchor)[0].says


def test_a_journal_that_was_written_anew_is_found_by_an_anchor() -> None:
    kept = written(5)[-1]
    assert findings_of(written(5, "Otherwise.")) == []
    assert "kept elsewhere" in findings_of(written(5, "Otherwise."), (5, kept.digest))[0].says


def test_a_moment_without_a_zone_is_refused() -> None:
    event = Event(at=START.replace(tzinfo=None), actor="ines", side="client", name="truegreen.action.done")
    with pytest.raises(ValueError, match="without a zone"):
        chained(event, None)


def test_the_same_moment_in_another_zone_is_the_same_entry() -> None:
    event = Event(at=START, actor="ines", side="client", name="truegreen.action.done")
    elsewhere = replace(event, at=START.astimezone().astimezone(tz=None))
    assert chained(event, None).digest == chained(elsewhere, None).digest
