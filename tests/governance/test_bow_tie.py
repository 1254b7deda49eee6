"""Who talks to whom: sides told by what the agreement calls them, and nobody made up."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

from tests.governance.room import PEOPLE, room
from truegreen.governance.bow_tie import End, bow_tie, side_of
from truegreen.model.agreement import Contact, Meeting, Side
from truegreen.reports.bow_tie_picture import WIDTH, bow_tie_of

HOSTILE = '<script>alert("x")</script>'


def test_functions_of_both_sides_under_two_points_of_contact(tmp_path: Path) -> None:
    agreement = room(tmp_path)
    assert agreement.governance
    meetings = {"daily-call": Meeting(every="day", attends=("Care managers", "Team lead", "Account management"))}
    found = bow_tie(replace(agreement, governance=replace(agreement.governance, meetings=meetings)), PEOPLE.values())
    assert (found.client.contact.name, found.provider.contact.name) == ("Ines", "Rui")
    step = found.escalations[0]
    assert (step.when, step.client, step.provider) == (
        "answered within 4 h",
        (End("Care manager"),),
        (End("Team lead"),),
    )
    (daily,) = found.meetings
    assert (daily.about, daily.client, daily.provider) == ("Daily call", (End("Care managers"),), (End("Team lead"),))
    assert daily.others == ("Account management",)
    money = found.here[-1]
    assert money.client == (End("Client finance", ("Client Finance",)),)
    assert not money.is_one_sided


def test_whose_a_function_is(tmp_path: Path) -> None:
    agreement = room(tmp_path)
    assert side_of("care manager ", agreement) is Side.CLIENT
    assert side_of("Directors", agreement) is Side.PROVIDER
    assert side_of("Northline client partner", agreement) is Side.PROVIDER
    assert side_of("Lawyer", agreement) is None


def test_people_are_only_named_to_those_who_may_see_them(tmp_path: Path) -> None:
    agreement = room(tmp_path)
    found = [end for tie in bow_tie(agreement).here for end in (*tie.client, *tie.provider)]
    assert not any(end.people or end.is_vacant for end in found)
    few = bow_tie(agreement, [PEOPLE["client-finance"]])
    assert [end.is_vacant for end in (*few.here[-1].client, *few.here[-1].provider)] == [False, True]
    assert "nobody yet" in bow_tie_of(few)
    assert "nobody yet" not in bow_tie_of(bow_tie(agreement))


def test_the_drawing_is_sound_narrow_and_says_what_others_wrote_as_text(tmp_path: Path) -> None:
    agreement = room(tmp_path)
    assert agreement.governance
    client = replace(agreement.parties.client, name=HOSTILE, contact=Contact(name=HOSTILE, role="A & B" * 40))
    meetings = {"m": Meeting(every="week", attends=("<script>2", "Care manager"))}
    hostile = replace(
        agreement, parties=replace(agreement.parties, client=client),
        governance=replace(agreement.governance, meetings=meetings),
    )  # fmt: skip
    drawn = bow_tie_of(bow_tie(hostile, PEOPLE.values()))
    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn
    root = ElementTree.fromstring(drawn)  # noqa: S314 — our own drawing
    assert root.get("viewBox", "").split()[2] == str(WIDTH)
    said = " ".join("".join(each.itertext()) for each in root.iter("text"))
    assert "also: <script>" in said
    assert "nobody" in said
    assert "answered within 4 h" in said
    boxes = [(float(each.get("y", "")), float(each.get("height", ""))) for each in root.iter("rect")]
    rows = sorted(set(boxes))
    assert all(top + height <= after for (top, height), (after, _) in pairwise(rows))
