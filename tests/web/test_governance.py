"""Governance in the browser: the latest first, who talks to whom, and when both sides meet."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone

from tests.web.visiting import at, visitor
from truegreen.web.models import MatterRow, Member
from truegreen.web.written import date_of

HOSTILE = "<script>alert(1)</script>"


def raised(title: str, once: str) -> None:
    said = {"title": title, "happened": "41", "wanted": "A date", "severity": "critical", "once": once}
    assert visitor("client-commercial").post(at("open/escalation"), said).status_code == 302


def page(place: str = "governance", who: str = "provider-lead") -> str:
    answer = visitor(who).get(at(place))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_latest_stand_first_with_the_time_that_is_left(workspace: Path) -> None:
    for number, title in enumerate(("Soon", "Never", "Late by days", "Late by hours")):
        raised(title, f"k{number}")
    now = timezone.now()
    dues = {"Soon": now + timedelta(days=9), "Never": None, "Late by days": now - timedelta(days=5),
            "Late by hours": now - timedelta(hours=7)}  # fmt: skip
    for title, due in dues.items():
        MatterRow.objects.filter(title=title).update(due=due)
    told = page()
    places = [told.index(f">{title}</a>") for title in ("Late by days", "Late by hours", "Soon", "Never")]
    assert places == sorted(places)
    assert "2 matters are late" in told
    assert all(left in told for left in ("5 days late", "7 hours late", "9 days left"))


def test_people_are_named_to_those_who_may_see_them_and_escaped(workspace: Path) -> None:
    Member.objects.filter(key="p-client-finance").update(name=HOSTILE)
    told = page()
    assert HOSTILE not in told
    assert "&lt;script&gt;" in told
    assert "Who talks to whom: Acme Forwarding and Northline Services" in told
    hidden = page(who="provider-analyst")
    assert "alert(1)" not in hidden
    assert "Client finance" in hidden


def test_the_picture_has_its_table(workspace: Path) -> None:
    told = page()
    row = told.partition('<th scope="row">Escalation, step 1</th>')[2]
    assert row.startswith('<td data-label="Acme Forwarding">Care manager</td>')
    assert row.index("Team lead</td>") < row.index("</tr>")
    assert "answered within 4 h" in told


def test_meetings_stand_with_their_next_days_none_on_a_weekend(workspace: Path) -> None:
    told = page("governance/meetings")
    assert all(f">{name}</h2>" in told for name in ("Daily call", "Monthly review", "Quarterly board"))
    assert "Sat " not in told
    assert "Sun " not in told
    assert "open/review?title=Monthly%20review&amp;on_day=" in told
    assert "open/review" not in page("governance/meetings", "auditor")


def test_a_planned_review_stands_in_the_calendar(workspace: Path) -> None:
    day = (timezone.localdate() + timedelta(days=12)).isoformat()
    said = {"title": "Monthly review", "on_day": day, "agenda": "Claims", "once": "r1"}
    assert visitor("provider-lead").post(at("open/review"), said).status_code == 302
    shown = date_of(date.fromisoformat(day))
    assert f"{shown}: <a" in page("governance/meetings", "auditor")
