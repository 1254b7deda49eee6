"""Event logs in the shapes of public ones and of process-mining tools, with lives whose figures are known beforehand.

Lives are drawn, written as the logs of Volvo IT (BPI Challenge 2013), of a bank's loans (2017) and of an Italian help
desk are, and as tools export them; what is read of each is held against sums made here, in plain Python.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Final, TypeAlias
from xml.sax.saxutils import quoteattr

import pytest

from tests.drawing import one_in
from truegreen.clocks.by_team import Pauses, Wait
from truegreen.model.finding import Finding
from truegreen.project.pausing import log_pauses
from truegreen.units.quantity import Quantity

Step: TypeAlias = tuple[datetime, str, str]
Life: TypeAlias = tuple[str, Sequence[Step]]
Words: TypeAlias = Mapping[str, Sequence[str]]
Figures: TypeAlias = dict[str | None, dict[str, int]]

BEGIN: Final = datetime(2012, 3, 1, 8)
TARGET: Final = 5 * 86_400
TEAMS: Final = ("G97", "V30", "N26 2nd")
DESK: Final[Words] = {
    "open": ["New"], "ran": ["In Progress"], "customer": ["Waiting for customer"], "other": ["On Hold"],
    "done": ["Resolved"],
}  # fmt: skip
VOLVO: Final[Words] = {
    "open": ["Accepted/In Progress"],
    "ran": ["Accepted/In Progress", "Accepted/Assigned", "Queued/Awaiting Assignment"],
    "customer": ["Accepted/Wait - User", "Accepted/Wait - Customer"],
    "other": ["Accepted/Wait", "Accepted/Wait - Vendor", "Accepted/Wait - Implementation"],
    "done": ["Completed/Resolved", "Completed/In Call", "Completed/Closed"],
}


def lives(seed: int, stands: Sequence[str] = ("ran", "customer", "other")) -> list[Life]:
    """Draw lives: some end open, some go on after their end, and teams hand over."""
    draw = random.Random(seed)  # noqa: S311 (lives, and no secrets)
    drawn = list[Life]()
    for number in range(60):
        at, team, steps = BEGIN + timedelta(seconds=draw.randrange(30 * 86_400)), draw.choice(TEAMS), list[Step]()
        end = draw.choice([[], ["done"], ["done"], ["done", "ran", "done"]])
        for stand in ["open", *draw.choices(stands, k=draw.randrange(1, 7)), *end]:
            team = draw.choice(TEAMS) if draw.random() < 0.2 else team
            steps.append((at, stand, team))
            at += timedelta(seconds=draw.randrange(60, 2 * 86_400))
        drawn.append((f"1-{number}", steps))
    return drawn


def should(drawn: Iterable[Life], *, teams: bool = True) -> Figures:
    """Sum up lives, step by step: time by whose turn it was, cases by who had them before they were done."""
    counted: Figures = {}
    for _, steps in drawn:
        own = dict.fromkeys(("ran", "customer", "other"), 0)
        for (at, stand, team), (until, *_) in pairwise(steps):
            if stand != "done":
                kind, passed = "ran" if stand == "open" else stand, int((until - at).total_seconds())
                own[kind] += passed
                _of(counted, team if teams else None)[kind] += passed
        done = steps[-1][1] == "done"
        last = _of(counted, steps[-2 if done else -1][2] if teams else None)
        last["stopped"] += done
        last["going"] += not done
        last["gross"] += done and sum(own.values()) <= TARGET
        last["net_of_customer"] += done and own["ran"] + own["other"] <= TARGET
        last["net"] += done and own["ran"] <= TARGET
    return counted


def _of(counted: Figures, team: str | None) -> dict[str, int]:
    names = ("stopped", "going", "gross", "net_of_customer", "net", "ran", "customer", "other")
    return counted.setdefault(team, dict.fromkeys(names, 0))


def told(file: Path, states: Mapping[str, str] | None = None, team: str = "") -> tuple[Figures, list[Wait], set[str]]:
    """Give what the verb finds in a log: figures by team, the words of waits, and what was found."""
    found, waits, findings = log_pauses(file, Quantity.parse("5 d"), None, states or {}, "UTC", team)
    return {each.team: _figures(each) for each in found}, waits, {each.id for each in findings}


def _figures(each: Pauses) -> dict[str, int]:
    names = ("stopped", "going", "gross", "net_of_customer", "net", "ran", "customer", "other")
    return {name: getattr(each, name) for name in names}


def xes(drawn: Iterable[Life], words: Words, **keys: str) -> str:
    """Write lives as XES, as OpenXES does; of a word with a slash, what follows it is the transition.

    Args:
        drawn: the lives.
        words: what a stand is called, one of several.
        keys: which attributes of an event hold the team, by its key with _ for the colon; others hold their own value.
    """
    draw, lines = random.Random(1), [HEAD]  # noqa: S311
    for case, steps in drawn:
        lines.append(f'<trace><string key="concept:name" value="{case}"/>')
        for at, stand, team in steps:
            activity, _, transition = draw.choice(words[stand]).partition("/")
            held = {"concept:name": activity, "lifecycle:transition": transition or "complete"}
            held |= {key.replace("_", ":"): value.format(team=team) for key, value in keys.items()}
            inside = "".join(f"<string key={quoteattr(key)} value={quoteattr(value)}/>" for key, value in held.items())
            when = f'<date key="time:timestamp" value="{at.isoformat()}.000+00:00"/>'
            lines.append(f"<event>{inside}{when}</event>")
        lines.append("</trace>")
    return "\n".join([*lines, "</log>"])


HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!-- written as OpenXES does -->
<log xes.version="1.0" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<global scope="trace"><string key="concept:name" value="__INVALID__"/></global>
<global scope="event"><string key="concept:name" value="__INVALID__"/>
<date key="time:timestamp" value="1970-01-01T01:00:00.000+01:00"/></global>
<classifier name="Activity classifier" keys="concept:name lifecycle:transition"/>"""


def table(drawn: Iterable[Life], header: str, row: Callable[[str, str, datetime, str], str]) -> str:
    """Write lives as a table, in the words of a desk."""
    lines = [row(case, DESK[stand][0], at, team) for case, steps in drawn for at, stand, team in steps]
    return "\n".join([header, *lines]) + "\n"


def test_incidents_of_volvo_gross_and_net_by_team(tmp_path: Path) -> None:
    log, drawn = tmp_path / "incidents.xes", lives(1)
    log.write_text(xes(drawn, VOLVO, org_group="{team}", org_role="A2_4", org_resource="Frederic"), "utf-8")
    figures, waits, found = told(log)
    assert figures == should(drawn)
    assert {each.state for each in waits} == {
        word.partition("/")[2] for stand in ("customer", "other") for word in VOLVO[stand]
    }
    assert found == set()


def test_where_no_team_is_named_the_role_counts_as_one(tmp_path: Path) -> None:
    log, drawn = tmp_path / "problems.xes", lives(2)
    log.write_text(xes(drawn, VOLVO, org_role="{team}", org_resource="Frederic"), "utf-8")
    figures, _, found = told(log)
    assert (figures, found) == (should(drawn), {"team-by-role"})


def test_who_did_a_step_is_no_team_until_somebody_says_so(tmp_path: Path) -> None:
    log, drawn = tmp_path / "desk.xes", lives(3, ("ran", "other"))
    words = {**DESK, "open": ["Assign seriousness"], "ran": ["Take in charge ticket"], "other": ["Wait"]}
    log.write_text(xes(drawn, words, org_resource="{team}", customer="Value 3"), "utf-8")
    figures, _, found = told(log)
    assert (figures, found) == (should(drawn, teams=False), {"no-team"})
    figures, _, found = told(log, team="org:resource")
    assert (figures, found) == (should(drawn), set())
    assert told(log, team="org:resourse")[2] == {"missing-column"}


def since_1970(at: datetime) -> int:
    return int(at.replace(tzinfo=UTC).timestamp())


TABLES: Final[Mapping[str, tuple[str, Callable[[str, str, datetime, str], str], str]]] = {
    "PM4Py": (
        "case:concept:name,concept:name,time:timestamp,org:resource,org:group",
        lambda case, word, at, team: f"{case},{word},{at}+00:00,ana,{team}", "utf-8",
    ),
    "Disco": (
        "Case ID,Activity,Resource,Complete Timestamp,Variant,Variant index,Team",
        lambda case, word, at, team: f"{case},{word},ana,{at:%Y/%m/%d %H:%M:%S}.000,Variant 1,1,{team}", "utf-8",
    ),
    "Celonis": (
        "_CASE_KEY;ACTIVITY_EN;EVENTTIME;USER_NAME;TEAM;_SORTING",
        lambda case, word, at, team: f"{case};{word};{at}.000;ana;{team};10", "utf-8",
    ),
    "milliseconds since 1970": (
        "case_id;activity;timestamp;group",
        lambda case, word, at, team: f"{case};{word};{since_1970(at) * 1000};{team}", "utf-8",
    ),
    "seconds since 1970": (
        "case_id,activity,timestamp,department",
        lambda case, word, at, team: f"{case},{word},{since_1970(at)},{team}", "utf-8",
    ),
    "Rabobank's dates": (
        "Incident ID;DateStamp;IncidentActivity_Type;Assignment Group",
        lambda case, word, at, team: f"{case};{at:%d-%m-%Y %H:%M:%S};{word};{team}", "utf-8",
    ),
    "American dates": (
        "CaseID,Activity,Timestamp,Role",
        lambda case, word, at, team: f"{case},{word},{at:%m/%d/%Y %I:%M:%S %p},{team}", "utf-8",
    ),
    "UTF-16": (
        "case\tactivity\ttimestamp\tgroup",
        lambda case, word, at, team: f"{case}\t{word}\t{at:%d.%m.%Y %H:%M:%S}\t{team}", "utf-16",
    ),
}  # fmt: skip


@pytest.mark.parametrize("tool", one_in(3, TABLES))
def test_tables_as_tools_export_them(tool: str, tmp_path: Path) -> None:
    header, row, encoding = TABLES[tool]
    log, drawn = tmp_path / "log.csv", lives(4)
    log.write_text(table(drawn, header, row), encoding)
    figures, _, found = told(log)
    assert figures == should(drawn)
    assert found <= {"team-by-role", "encoding-assumed"}


def test_events_may_stand_in_any_order(tmp_path: Path) -> None:
    log, drawn = tmp_path / "log.csv", lives(5)
    header, *lines = table(drawn, *TABLES["PM4Py"][:2]).splitlines()
    random.Random(5).shuffle(lines)  # noqa: S311
    log.write_text("\n".join([header, *lines]), "utf-8")
    assert told(log)[0] == should(drawn)


def test_where_nothing_waits_gross_is_net_and_that_is_said(tmp_path: Path) -> None:
    log, drawn = tmp_path / "log.xes", lives(6, ("ran",))
    log.write_text(xes(drawn, DESK, org_group="{team}"), "utf-8")
    figures, waits, found = told(log)
    assert (figures, waits, found) == (should(drawn), [], {"no-waits"})
    assert all(each["gross"] == each["net"] for each in figures.values())


LOANS = """\
Application_1: A_Create Application, A_Submitted, W_Handle leads/start, W_Handle leads/suspend, W_Handle leads/resume,\
 A_Accepted, O_Create Offer, O_Created, O_Sent (mail and online), A_Complete, A_Validating, O_Returned, A_Incomplete,\
 A_Validating, O_Accepted, A_Pending
Application_2: A_Create Application, A_Accepted, O_Create Offer, A_Complete, A_Validating, A_Denied, O_Refused
Application_3: A_Create Application, A_Accepted, O_Create Offer, A_Complete, A_Cancelled, O_Cancelled
"""


def test_states_of_loans_are_no_words_of_a_desk(tmp_path: Path) -> None:
    """At this bank A_Complete means that the offer is out, and A_Pending that the loan is granted."""
    lines = ["case,activity,transition,timestamp"]
    for life in LOANS.splitlines():
        case, _, words = life.partition(": ")
        for hour, word in enumerate(words.split(", ")):
            activity, _, transition = word.partition("/")
            lines.append(f"{case},{activity},{transition or 'complete'},{BEGIN + timedelta(hours=hour)}")
    log = tmp_path / "loans.csv"
    log.write_text("\n".join(lines), "utf-8")
    (found,), _, findings = log_pauses(log, Quantity.parse("12 h"), None, {}, "UTC")
    assert (found.stopped, found.going, found.cancelled) == (2, 0, 1)
    assert (found.gross, found.net_of_customer, found.net) == (1, 1, 2)
    assert (found.ran, found.customer, found.other) == ((12 + 4 + 3) * 3600, (2 + 1 + 1) * 3600, 3600)
    assert ids(findings) == {"no-team"}


def ids(findings: Iterable[Finding]) -> set[str]:
    """Name what was found."""
    return {each.id for each in findings}


@pytest.mark.parametrize(
    ("header", "row", "says"),
    [
        ("case,timestamp", "1,2025-03-03 09:00", "no-activity"),
        ("case,activity,happened", "1,New,2025-03-03 09:00", "no-event-with-a-time"),
        ("case,activity,timestamp", "1,New,7", "times-too-early"),
    ],
)
def test_a_log_that_lacks_what_it_needs_says_what(header: str, row: str, says: str, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(f"{header}\n{row}\n", "utf-8")
    assert told(log) == ({}, [], {says})


def test_a_word_that_may_be_an_end_is_named(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(
        "case,activity,timestamp,group\n1,New,2025-03-03,A\n1,Closed,2025-03-04,A\n"
        "2,New,2025-03-03,A\n2,Paid out,2025-03-04,A\n3,New,2025-03-03,A\n3,Wait,2025-03-04,A\n",
        "utf-8",
    )
    figures, _, found = told(log)
    assert found == {"unknown-end", "unknown-state"}
    assert (figures["A"]["stopped"], figures["A"]["going"]) == (1, 2)
    figures, _, found = told(log, {"paid out": "resolved"})
    assert (figures["A"]["stopped"], figures["A"]["going"], found) == (2, 1, set())


def test_a_word_that_is_told_and_not_there_is_said(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("case,activity,timestamp,group\n1,New,2025-03-03,A\n1,Wait - User,2025-03-04,A\n", "utf-8")
    (said,) = log_pauses(log, Quantity.parse("5 d"), None, {"Wait User": "updated"}, "UTC")[2]
    assert (said.id, said.remedy) == ("state-not-there", "Did you mean Wait - User?")
