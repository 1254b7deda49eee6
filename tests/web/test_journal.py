"""The journal as it is kept: append-only in the database itself, whole with what it tells of, and checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from tests.web.databases import unguarded
from tests.web.visiting import at, visitor
from truegreen.model.journal import Event
from truegreen.model.people import Post
from truegreen.web.acts.journal import all_entries, verified, written_down
from truegreen.web.models import EntryRow, Member
from truegreen.web.upkeep.starting import first_owner

EVENT = Event(at=datetime(2026, 1, 5, 9, 0, 0, 123456, UTC), actor="p-owner", side="client", name="truegreen.test.done")


def write_and_fail() -> None:
    with transaction.atomic():
        written_down([EVENT])
        raise RuntimeError("it went wrong afterwards")


def written(many: int) -> None:
    with transaction.atomic():
        written_down([EVENT] * many)


def test_it_holds_as_it_grows(workspace: Path) -> None:
    written(3)
    written(2)
    assert [each.number for each in all_entries()] == [1, 2, 3, 4, 5]
    assert verified() == []


@pytest.mark.parametrize("change", ["UPDATE web_entryrow SET says = 'Otherwise.'", "DELETE FROM web_entryrow"])
def test_the_database_refuses_to_change_it(workspace: Path, change: str) -> None:
    written(2)
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(change)
    assert verified() == []


def test_what_somebody_changes_behind_its_back_is_found(workspace: Path) -> None:
    written(3)
    unguarded()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE web_entryrow SET says = 'Otherwise.' WHERE number = 2")
    assert [each.id for each in verified()] == ["journal-is-broken"]
    page = visitor("auditor").get(at("journal")).content.decode()
    assert "The journal does not hold" in visitor("auditor").get(at("journal?whole")).content.decode()
    assert "The journal does not hold" in page
    assert "Entry 2 is not what was written." in page


def test_an_end_that_was_cut_off_is_found(workspace: Path) -> None:
    written(3)
    unguarded()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM web_entryrow WHERE number = 3")
    assert "there were 3" in verified()[0].says


def test_nothing_is_written_without_what_it_tells_of(workspace: Path) -> None:
    with pytest.raises(RuntimeError, match="in the transaction"):
        written_down([EVENT])
    with pytest.raises(RuntimeError, match="it went wrong"):
        write_and_fail()
    assert EntryRow.objects.count() == 0
    written(1)
    assert verified() == []


def test_names_are_not_written_into_it_and_chains_that_have_one_hold(workspace: Path) -> None:
    Member.objects.filter(is_owner=True).update(is_owner=False)
    with transaction.atomic():
        written_down([replace(EVENT, name="truegreen.workspace.begun", says="Ines Vogel began the workspace.")])
    first_owner("ada@example.org", "Ada Lovelace", Post.VENDOR_MANAGER)
    begun = EntryRow.objects.get(number=2)
    assert (begun.name, begun.actor) == ("truegreen.workspace.begun", begun.about.removeprefix("person:"))
    assert "Ada" not in f"{begun.says}{begun.after}{begun.about}"
    assert verified() == []


def test_a_clock_that_goes_back_breaks_no_chain(workspace: Path) -> None:
    with transaction.atomic():
        written_down([EVENT, replace(EVENT, at=EVENT.at - timedelta(days=400)), EVENT])
    assert verified() == []
    assert [each.number for each in all_entries()] == [1, 2, 3]
