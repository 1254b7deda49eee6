"""Who may give and end posts, and whose sign-in; and that any decision is explained as it is made."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.governance.room import PEOPLE
from truegreen.governance.asking import denied
from truegreen.governance.explaining import decision
from truegreen.governance.rights import BY_SECOND_FACTOR, Right
from truegreen.governance.seating import (
    NEEDED,
    may_hold_link,
    may_let_go,
    may_own,
    may_sit,
    may_tend,
    posts_of,
    undone,
)
from truegreen.model.agreement import Side
from truegreen.model.people import EVERY, Person, Post, Seat

LEAD, MANAGER, ANALYST = (PEOPLE[each] for each in ("provider-lead", "client-vendor-manager", "provider-analyst"))
OWNER = PEOPLE["owner"]


@pytest.mark.parametrize(
    ("by", "whom", "side", "may"),
    [
        (LEAD, None, Side.PROVIDER, True),
        (LEAD, None, Side.CLIENT, False),
        (LEAD, ANALYST, Side.PROVIDER, True),
        (LEAD, LEAD, Side.PROVIDER, False),
        (ANALYST, None, Side.PROVIDER, False),
        (OWNER, None, Side.CLIENT, True),
        (OWNER, OWNER, Side.CLIENT, False),
        (replace(OWNER, is_sure=False), None, Side.CLIENT, False),
        (replace(LEAD, is_sure=False), None, Side.PROVIDER, False),
        (PEOPLE["stranger"], None, Side.CLIENT, False),
        (LEAD, PEOPLE["auditor"], Side.BOTH, False),
        (OWNER, PEOPLE["auditor"], Side.BOTH, True),
    ],
)
def test_each_side_tends_its_own_and_nobody_themselves(by: Person, whom: Person | None, side: Side, may: bool) -> None:
    assert (may_tend(by, whom, "care", side) is None) is may


@pytest.mark.parametrize(
    ("seats", "wanted", "may"),
    [
        ((), Seat("care", Side.CLIENT, Post.CLIENT_FINANCE), True),
        ((Seat("care", Side.CLIENT, Post.AUDITOR),), Seat("care", Side.PROVIDER, Post.PROVIDER_LEAD), False),
        ((Seat(EVERY, Side.CLIENT, Post.AUDITOR),), Seat("care", Side.PROVIDER, Post.PROVIDER_LEAD), False),
        ((Seat("care", Side.PROVIDER, Post.READER),), Seat(EVERY, Side.CLIENT, Post.CLIENT_FINANCE), False),
        ((Seat("other", Side.PROVIDER, Post.READER),), Seat("care", Side.CLIENT, Post.CLIENT_FINANCE), True),
        ((Seat("care", Side.BOTH, Post.AUDITOR),), Seat("care", Side.CLIENT, Post.CLIENT_FINANCE), False),
        ((Seat("care", Side.CLIENT, Post.READER),), Seat("care", Side.CLIENT, Post.CLIENT_FINANCE), True),
        ((Seat("care", Side.CLIENT, Post.READER),), Seat("care", Side.CLIENT, Post.READER), False),
    ],
)
def test_nobody_sits_on_both_sides_or_twice(seats: tuple[Seat, ...], wanted: Seat, may: bool) -> None:
    assert (may_sit(Person("p", "Ada", seats), wanted) is None) is may


def test_a_sign_in_is_ended_by_who_tends_all_its_posts_or_an_owner() -> None:
    both = replace(ANALYST, seats=(*ANALYST.seats, Seat("other", Side.PROVIDER, Post.PROVIDER_LEAD)))
    assert may_let_go(LEAD, ANALYST, 1) is None
    for by, whom in ((LEAD, both), (LEAD, LEAD), (LEAD, OWNER), (LEAD, PEOPLE["stranger"]), (MANAGER, ANALYST),
                     (LEAD, PEOPLE["auditor"])):  # fmt: skip
        assert may_let_go(by, whom, 2)
    other = Person("other", "Other", is_owner=True)
    assert may_let_go(OWNER, both, 1) is None
    assert may_let_go(OWNER, other, 2) is None
    assert may_let_go(replace(OWNER, is_sure=False), both, 1)
    assert may_let_go(other, OWNER, 1)


def test_a_link_is_for_the_eyes_of_who_tends_all_and_only_before_the_first_time() -> None:
    both = replace(ANALYST, seats=(*ANALYST.seats, Seat("other", Side.PROVIDER, Post.PROVIDER_LEAD)))
    assert may_hold_link(LEAD, ANALYST, has_come=False)
    assert not may_hold_link(LEAD, ANALYST, has_come=True)
    assert not may_hold_link(LEAD, both, has_come=False)
    assert not may_hold_link(LEAD, PEOPLE["auditor"], has_come=False)
    assert not may_hold_link(LEAD, replace(ANALYST, is_owner=True), has_come=False)
    assert may_hold_link(OWNER, both, has_come=True)


def test_ownership_is_given_by_owners_and_the_last_one_stays() -> None:
    assert may_own(OWNER, LEAD, 1, gives=True) is None
    assert may_own(OWNER, OWNER, 2, gives=False) is None
    for by, whom, owners, gives in (
        (LEAD, LEAD, 1, True), (OWNER, OWNER, 1, False), (OWNER, OWNER, 1, True), (OWNER, LEAD, 1, False),
        (replace(OWNER, is_sure=False), LEAD, 1, True),
    ):  # fmt: skip
        assert may_own(by, whom, owners, gives=gives)


def test_what_nobody_can_do_is_told_side_by_side() -> None:
    assert undone(PEOPLE.values(), "care") == []
    assert set(undone([], "care")) == {(side, right) for side in (Side.CLIENT, Side.PROVIDER) for right in NEEDED}
    assert (Side.PROVIDER, Right.ISSUE) in undone([LEAD], "care")
    assert (Side.PROVIDER, Right.ANSWER) not in undone([LEAD], "care")


@pytest.mark.parametrize("right", Right)
@pytest.mark.parametrize("who", sorted(PEOPLE))
def test_a_decision_is_explained_as_it_is_made(who: str, right: Right) -> None:
    for person in (PEOPLE[who], replace(PEOPLE[who], is_sure=False)):
        found = decision(person, right, "care", PEOPLE.values())
        assert found.no == denied(person, right, "care")
        lacks = right in BY_SECOND_FACTOR and not person.is_sure
        assert bool(found.by) is (found.no is None or bool(found.by and lacks))
        assert all(denied(each, right, "care") is None and each.id != person.id for each in found.others)


def test_a_post_belongs_to_its_side() -> None:
    assert {*posts_of(Side.CLIENT)} & {*posts_of(Side.PROVIDER)} == {Post.AUDITOR, Post.READER}
    assert posts_of(Side.BOTH) == (Post.AUDITOR, Post.READER)
