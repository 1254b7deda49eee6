"""A statement in the browser: looked at, disputed, approved by both sides, issued, and corrected by a later one."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir
from hashlib import sha256
from pathlib import Path
from threading import Barrier

import pytest
from allauth.mfa.models import Authenticator
from click.testing import CliRunner
from django.db import connections

from tests.web.settled import HERE, figures, fill, form, sent, settled_of, shown  # noqa: F401 — a fixture
from tests.web.small import SMALL
from tests.web.visiting import at, visitor
from truegreen.cli import main
from truegreen.web.models import EntryRow, Job, MatterRow

LINE = "line:2025-01:slow"
DISPUTED = {
    "about": LINE, "title": "The log was down", "amount": "50.00 EUR", "reason": "Clause 2 counts only what is logged.",
    "evidence": "Incident 7 of 14 January",
}  # fmt: skip
BOTH = ("client-finance", "provider-lead")


def approved(month: str = "2025-01") -> None:
    for who in BOTH:
        assert sent(who, "approve", form(who, month))[0] == 302


def issued_by_command(folder: Path) -> None:
    with chdir(folder):
        done = CliRunner().invoke(main, ["settle", SMALL, "--period", "2025-01", "--issue"])
    assert done.exit_code == 0, done.output


def told() -> list[str]:
    names = EntryRow.objects.order_by("number").values_list("name", flat=True)
    return [each.removeprefix("truegreen.") for each in names]


@pytest.mark.usefixtures("settled")
def test_what_is_due_and_why_stands_on_the_page() -> None:
    page = visitor("client-finance").get(f"{HERE}?month=2025-01").content.decode()
    assert "Nobody has approved it yet" in page
    assert "Approve this statement" in page
    assert "900.00" in page
    assert "Credit for slow answers" in page
    assert "70 %" in page  # why: what was measured
    assert "Approve this statement" not in visitor("auditor").get(f"{HERE}?month=2025-01").content.decode()
    assert visitor("client-commercial").get(HERE).status_code == 403


@pytest.mark.parametrize(
    ("move", "said", "stage", "accepted"),
    [
        ("accept", {}, "accepted", "50.00 EUR"),
        ("deny", {"answer": "Clause 2 says what is logged or answered."}, "denied", None),
        ("split", {"accepted": "20.00 EUR", "answer": "Half of the day."}, "split", "20.00 EUR"),
    ],
)
@pytest.mark.usefixtures("settled")
def test_a_line_is_disputed_with_a_reason_and_answered_by_the_other_side(
    move: str, said: dict[str, str], stage: str, accepted: str | None
) -> None:
    client, provider = visitor("client-finance"), visitor("provider-finance")
    missing = {name: text for name, text in DISPUTED.items() if name != "reason"}
    assert client.post(at("open/dispute", SMALL), missing).status_code == 422
    assert client.post(at("open/dispute", SMALL), DISPUTED).status_code == 302
    place = at("matter/dispute-1", SMALL)
    assert "Incident 7" in provider.get(place).content.decode()
    assert client.post(f"{place}/{move}", {"seen": "1", **said}).status_code == 403  # not by who raised it
    status, text = sent("client-finance", "approve", form("client-finance"))
    assert status == 422
    assert "1 of its lines is disputed; settle that first" in text
    assert provider.post(f"{place}/{move}", {"seen": "1", **said}).status_code == 302
    row = MatterRow.objects.get(id="dispute-1")
    assert (row.stage, row.says.get("accepted")) == (stage, accepted)
    is_over = stage != "denied"
    assert (sent("client-finance", "approve", form("client-finance"))[0] == 302) is is_over


@pytest.mark.usefixtures("settled")
def test_a_dispute_of_what_is_no_line_is_refused_and_no_reason_is_no_denial() -> None:
    client = visitor("client-finance")
    assert client.post(at("open/dispute", SMALL), {**DISPUTED, "about": "the whole"}).status_code == 422
    assert client.post(at("open/dispute", SMALL), {**DISPUTED, "amount": "0.00 EUR"}).status_code == 422
    assert client.post(at("open/dispute", SMALL), DISPUTED).status_code == 302
    deny = at("matter/dispute-1/deny", SMALL)
    assert visitor("provider-lead").post(deny, {"seen": "1", "answer": " "}).status_code == 422
    over = {"seen": "1", "accepted": "60.00 EUR", "answer": "More"}
    assert visitor("provider-lead").post(at("matter/dispute-1/split", SMALL), over).status_code == 422


def test_two_sides_approve_the_same_text_and_the_file_is_the_one_of_the_command_line(settled: Path) -> None:
    saw = form("client-finance")
    assert sent("client-finance", "approve", saw)[0] == 302
    row = MatterRow.objects.get()
    assert [(each["by"], each["side"], each["seen"]) for each in row.approvals] == [
        ("p-client-finance", "client", saw["digest"])
    ]
    assert sent("provider-lead", "approve", form("provider-lead"))[0] == 302
    row.refresh_from_db()
    assert (row.stage, row.says["approved"]) == ("approved", saw["digest"])
    status, text = sent("provider-finance", "issue", {"month": "2025-01"})
    assert (status, "Issued" in text) == (302, True)
    written = settled / "settled" / SMALL / "2025-01.json"
    content = written.read_bytes()
    written.unlink()
    issued_by_command(settled)
    assert written.read_bytes() == content
    fill(settled)
    page = visitor("auditor").get(f"{HERE}?month=2025-01").content.decode()
    assert "The file as it was issued" in page
    answer = visitor("auditor").get(f"{HERE}/file?month=2025-01")
    assert answer.content == content
    assert answer.headers["X-Sha256"] == sha256(content).hexdigest()
    assert visitor("client-commercial").get(f"{HERE}/file?month=2025-01").status_code == 403
    assert visitor("auditor").get(f"{HERE}/file?month=2025-02").status_code == 404
    assert told() == ["statement.opened", "statement.approved", "statement.approved", "statement.issued"]
    assert Job.objects.filter(kind="fill").count() == 1


def test_a_figure_that_changes_in_between_is_found_before_the_second_yes(settled: Path) -> None:
    before = form("provider-lead")
    assert sent("client-finance", "approve", form("client-finance"))[0] == 302
    figures(settled, "2025-01,70 %", "2025-01,75 %")
    status, text = sent("provider-lead", "approve", before)  # the page is still that of before
    assert status == 422
    assert "It comes out otherwise now than this page shows" in text
    assert Job.objects.filter(kind="fill").count() == 1
    fill(settled)
    status, text = sent("provider-lead", "approve", before)
    assert status == 422
    assert "It has changed since you looked" in text
    assert sent("provider-lead", "approve", form("provider-lead"))[0] == 302
    row = MatterRow.objects.get()
    assert (row.stage, [each["by"] for each in row.approvals]) == ("open", ["p-provider-lead"])  # the first yes is void
    assert sent("client-finance", "approve", form("client-finance"))[0] == 302
    row.refresh_from_db()
    assert row.stage == "approved"


def test_what_changed_after_both_approved_is_not_issued(settled: Path) -> None:
    approved()
    figures(settled, "2025-01,70 %", "2025-01,75 %")
    status, text = sent("client-finance", "issue", {"month": "2025-01"})
    assert status == 422
    assert "approve it anew" in text
    assert not (settled / "settled" / SMALL).exists()
    assert sent("client-executive", "reopen", {"month": "2025-01"})[0] == 422  # no reason
    assert sent("client-executive", "reopen", {"month": "2025-01", "why": "A figure was wrong."})[0] == 302
    fill(settled)
    approved()
    assert sent("client-finance", "issue", {"month": "2025-01"})[0] == 302


def test_what_was_issued_stays_and_the_difference_stands_on_the_next_one(settled: Path) -> None:
    approved()
    assert sent("client-finance", "issue", {"month": "2025-01"})[0] == 302
    written = settled / "settled" / SMALL / "2025-01.json"
    content = written.read_bytes()
    figures(settled, "2025-01,70 %", "2025-01,75 %")
    fill(settled)
    assert shown("2025-01")["lines"] == json.loads(content)["statement"]["lines"]
    corrected = [each for each in shown("2025-02")["lines"] if each.get("corrects")]
    assert [(each["corrects"], each["amount"]["number"]) for each in corrected] == [("2025-01", "50")]
    assert not any(each.get("corrects") for each in shown("2025-03")["lines"])
    approved("2025-02")
    assert sent("client-finance", "issue", {"month": "2025-02"})[0] == 302
    assert written.read_bytes() == content
    assert (settled / "settled" / SMALL / "2025-02.json").exists()
    fill(settled)
    assert not any(each.get("corrects") for each in shown("2025-03")["lines"])


@pytest.mark.usefixtures("settled")
def test_the_same_form_twice_is_one_yes_and_one_person_is_not_both_sides() -> None:
    said = form("client-finance")
    assert sent("client-finance", "approve", said)[0] == 302
    assert sent("client-finance", "approve", said)[0] == 302
    assert told() == ["statement.opened", "statement.approved"]
    status, text = sent("client-finance", "approve", form("client-finance"))
    assert status == 422
    assert "now it takes somebody of the other side" in text
    assert sent("client-executive", "approve", form("client-executive"))[0] == 302  # the same side
    assert MatterRow.objects.get().stage == "open"
    assert sent("provider-finance", "approve", form("provider-finance"))[0] == 302
    assert MatterRow.objects.get().stage == "approved"


@pytest.mark.usefixtures("settled")
def test_who_may_not_is_told_why() -> None:
    said = form("client-finance")
    assert sent("auditor", "approve", said)[0] == 403
    assert sent("client-commercial", "approve", said)[0] == 403
    assert visitor("elsewhere").post(f"{HERE}/approve", said).status_code == 404
    Authenticator.objects.all().delete()
    status, text = sent("client-finance", "approve", said)
    assert status == 403
    assert "second factor" in text
    assert not MatterRow.objects.exists()


@pytest.mark.usefixtures("settled")
def test_it_is_not_issued_before_both_approved_nor_by_whom_may_not() -> None:
    assert sent("client-finance", "issue", {"month": "2025-01"})[0] == 404
    assert sent("client-finance", "approve", form("client-finance"))[0] == 302
    status, text = sent("client-finance", "issue", {"month": "2025-01"})
    assert status == 422
    assert "once both sides have approved it" in text
    assert sent("provider-lead", "approve", form("provider-lead"))[0] == 302
    assert sent("provider-lead", "issue", {"month": "2025-01"})[0] == 403
    assert sent("client-finance", "issue", {"month": "2025-13"})[0] == 404


@pytest.mark.usefixtures("settled")
def test_it_is_approved_only_where_it_is_shown() -> None:
    assert sent("client-finance", "approve", form("client-finance"))[0] == 302
    row = MatterRow.objects.get()
    answer = visitor("provider-lead").post(at(f"matter/{row.id}/approve", SMALL), {"seen": str(row.moves)})
    assert answer.status_code == 422
    row.refresh_from_db()
    assert row.stage == "open"


def test_issued_after_it_was_killed_in_between(settled: Path) -> None:
    """The file was written and the matter was not: it is issued again, and is the same."""
    approved()
    issued_by_command(settled)
    content = (settled / "settled" / SMALL / "2025-01.json").read_bytes()
    assert sent("client-finance", "issue", {"month": "2025-01"})[0] == 302
    assert (settled / "settled" / SMALL / "2025-01.json").read_bytes() == content
    status, text = sent("client-finance", "issue", {"month": "2025-01"})
    assert status == 422
    assert "Issue" in text


def test_at_once_both_count_once(settled: Path) -> None:
    """Both sides say yes at the same moment, then three issue at the same moment."""
    forms = [(who, "approve", form(who)) for who in BOTH]
    assert at_once(forms * 2) == [302, 302, 302, 302]
    assert MatterRow.objects.get().stage == "approved"
    assert told() == ["statement.opened", "statement.approved", "statement.approved"]
    who = ("client-finance", "provider-finance", "client-finance")
    answers = at_once([(each, "issue", {"month": "2025-01"}) for each in who])
    assert sorted(answers) == [302, 422, 422]
    assert told().count("statement.issued") == 1
    assert len(list((settled / "settled" / SMALL).iterdir())) == 1


def at_once(forms: list[tuple[str, str, dict[str, str]]]) -> list[int]:
    """Send forms at the same moment, each from a thread with a connection of its own, and give the statuses."""
    gate, browsers = Barrier(len(forms)), [visitor(who) for who, _, _ in forms]

    def send(number: int) -> int:
        _, door, said = forms[number]
        gate.wait()
        try:
            return browsers[number].post(f"{HERE}/{door}", said).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(forms)) as threads:
        return [each.result() for each in [threads.submit(send, number) for number in range(len(forms))]]


def test_a_contracts_own_statement_is_approved_and_issued(settled: Path) -> None:
    place = settled / "figures" / "small.csv"
    head, *rows = place.read_text("utf-8").splitlines()
    told = [f"{name},{row}" for name in ("north", "south/1") for row in rows]
    place.write_text("\n".join([f"contract,{head}", *told]) + "\n", "utf-8")
    fill(settled)
    for month in ("2025-01/north", "2025-01/south/1"):
        approved(month)
        assert sent("client-finance", "issue", {"month": month})[0] == 302
        fill(settled)
        answer = visitor("auditor").get(f"{HERE}/file?month={month}")
        assert (answer.status_code, json.loads(answer.content)["statement"]["contract"]) == (
            200, month.partition("/")[2],
        )  # fmt: skip
