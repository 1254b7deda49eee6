"""Who hears of what, how: e-mails that really arrive, digests, what is kept back, and one's own calendar."""

from __future__ import annotations

import socketserver
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_string
from email.header import decode_header, make_header
from pathlib import Path
from threading import Event, Thread

import pytest
from django.core import mail as locmem
from django.test import override_settings
from django.utils import timezone
from icalendar import Calendar

from tests.web.test_matters import raised
from tests.web.visiting import at, visitor
from truegreen.web.models import EntryRow, Job, Member, Notice, SeatRow
from truegreen.web.news.feed import MEETINGS
from truegreen.web.work.doing import Doing, kinds
from truegreen.web.work.queue import take
from truegreen.web.work.worker import do

IN_MEMORY = override_settings(
    EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend", EMAIL_HOST="mail.example.org"
)
NEVER = Event()


@pytest.fixture
def outbox() -> Iterator[list[locmem.EmailMessage]]:
    locmem.outbox = []
    with IN_MEMORY:
        yield locmem.outbox


def works() -> None:
    """Do all that waits."""
    while held := take("one"):
        do(held, NEVER)


def wants(who: str, how: str) -> None:
    answer = visitor(who).post("/notices/how", {"mail": how})
    assert answer.status_code == 302


def receivers(outbox: list[locmem.EmailMessage]) -> set[str]:
    return {to.partition("@")[0] for each in outbox for to in each.to}


def test_an_email_tells_title_and_link_to_whose_turn_it_is_and_to_nobody_else(
    workspace: Path, outbox: list[locmem.EmailMessage]
) -> None:  # fmt: skip
    wants("provider-finance", "none")
    place = raised()
    works()
    assert receivers(outbox) == {"provider-lead", "provider-analyst"}
    told = outbox[0]
    assert told.subject == "[Truegreen] Damage claims lie: raised."
    assert f"http://127.0.0.1:8000{place}\n" in told.body
    assert all(words not in told.body for words in ("41 cases", "A date", "critical"))
    assert Notice.objects.filter(sent_at__isnull=False).count() == 2
    works()
    assert len(outbox) == 2


def test_a_title_makes_no_header(workspace: Path, outbox: list[locmem.EmailMessage]) -> None:
    said = {"title": "Lies", "happened": "-", "wanted": "-", "severity": "critical", "once": "k"}
    visitor("client-commercial").post(at("open/escalation"), {**said, "title": "Lies\nBcc: all@example.org"})
    works()
    assert {each.subject for each in outbox} == {"[Truegreen] Lies Bcc: all@example.org: raised."}
    assert {len(each.recipients()) for each in outbox} == {1}


def test_without_a_mail_server_nothing_waits_to_be_sent(workspace: Path) -> None:
    raised()
    assert not Job.objects.filter(kind="send").exists()
    assert "sends no e-mail" in visitor("auditor").get("/notices/how").content.decode()


def test_who_was_let_go_gets_nothing_more(workspace: Path, outbox: list[locmem.EmailMessage]) -> None:
    raised()
    Member.objects.filter(key="p-provider-lead").update(is_active=False)
    works()
    assert "provider-lead" not in receivers(outbox)


@pytest.mark.parametrize(("how", "now", "left", "is_due"), [
    ("daily", datetime(2026, 3, 4, 7, tzinfo=UTC), datetime(2026, 3, 4, 5, tzinfo=UTC), True),
    ("daily", datetime(2026, 3, 4, 5, tzinfo=UTC), datetime(2026, 3, 3, 7, tzinfo=UTC), False),
    ("daily", datetime(2026, 3, 4, 7, tzinfo=UTC), datetime(2026, 3, 4, 6, 30, tzinfo=UTC), False),
    ("weekly", datetime(2026, 3, 4, 7, tzinfo=UTC), datetime(2026, 3, 3, 5, tzinfo=UTC), False),
    ("weekly", datetime(2026, 3, 9, 7, tzinfo=UTC), datetime(2026, 3, 3, 5, tzinfo=UTC), True),
    ("weekly", datetime(2026, 3, 4, 7, tzinfo=UTC), datetime(2026, 2, 28, 5, tzinfo=UTC), True),
])  # fmt: skip
def test_a_digest_tells_what_was_left_before_its_hour(
    how: str, now: datetime, left: datetime, is_due: bool, workspace: Path, outbox: list[locmem.EmailMessage],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    wants("provider-lead", how)
    raised()
    Notice.objects.update(made_at=left)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    for _ in range(2):
        kinds()["digest"].do(Doing({}, "clock", lambda what, done, of: None))
    assert receivers(outbox) == ({"provider-lead"} if is_due else set())
    assert len(outbox) == is_due


def test_a_digest_is_one_email_of_all_that_is_unread(workspace: Path, outbox: list[locmem.EmailMessage]) -> None:
    wants("provider-lead", "daily")
    for key in ("k1", "k2", "k3"):
        said = {"title": f"About {key}", "happened": "-", "wanted": "-", "severity": "critical", "once": key}
        visitor("client-commercial").post(at("open/escalation"), said)
    first = Notice.objects.filter(member__key="p-provider-lead").order_by("id")[0]
    visitor("provider-lead").post("/notices/read", {"latest": str(first.id)})
    Notice.objects.update(made_at=timezone.now() - timedelta(days=2))
    kinds()["digest"].do(Doing({}, "clock", lambda what, done, of: None))
    told = next(each for each in outbox if "provider-lead" in each.to[0])
    assert told.subject == "[Truegreen] 2 things concern you"
    assert ["About k1" in told.body, "About k2" in told.body, "About k3" in told.body] == [False, True, True]


class Mailbox(socketserver.StreamRequestHandler):
    """As much of SMTP as a client needs to leave a message."""

    def handle(self) -> None:
        server = self.server
        assert isinstance(server, Post)
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline().decode().strip():
            word = line.split()[0].upper()
            if word == "RCPT":
                refuses = server.refuses
                self.wfile.write(b"451 not now\r\n" if refuses else b"250 ok\r\n")
            elif word == "DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = iter(lambda: self.rfile.readline().decode(), ".\r\n")
                server.got.append("".join(lines))
                self.wfile.write(b"250 taken\r\n")
            elif word == "QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 ok\r\n")


class Post(socketserver.ThreadingTCPServer):
    """A mail server on this machine."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        self.got: list[str] = []
        self.refuses = False
        super().__init__(("127.0.0.1", 0), Mailbox)


@pytest.fixture
def post_office() -> Iterator[Post]:
    with Post() as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        backend = "django.core.mail.backends.smtp.EmailBackend"
        with override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=server.server_address[1]):
            yield server
        server.shutdown()


def test_an_email_arrives_at_a_real_server(workspace: Path, post_office: Post) -> None:
    raised()
    works()
    told = [message_from_string(each) for each in post_office.got]
    assert {str(each["To"]) for each in told} == {
        "provider-lead@example.org", "provider-analyst@example.org", "provider-finance@example.org",
    }  # fmt: skip
    assert str(make_header(decode_header(told[0]["Subject"]))) == "[Truegreen] Damage claims lie: raised."
    assert told[0].get_content_type() == "text/plain"


def test_a_server_that_does_not_take_it_is_tried_again_and_told_on_the_page(workspace: Path, post_office: Post) -> None:
    post_office.refuses = True
    raised()
    works()
    assert not Notice.objects.filter(sent_at__isnull=False).exists()
    assert "The last e-mail to you was not sent." in visitor("provider-lead").get("/notices").content.decode()
    post_office.refuses = False
    Job.objects.update(due_at=timezone.now())
    works()
    assert len(post_office.got) == 3
    assert "was not sent" not in visitor("provider-lead").get("/notices").content.decode()


def test_reading_marks_what_was_seen_and_nothing_of_others(workspace: Path) -> None:
    raised()
    lead = visitor("provider-lead")
    assert "1 thing concerns you" in lead.get("/notices").content.decode()
    latest = Notice.objects.filter(member__key="p-provider-lead").latest("id").id
    other = Notice.objects.filter(member__key="p-provider-analyst").latest("id")
    lead.post("/notices/read", {"latest": str(max(latest, other.id))})
    assert "You have seen what concerns you" in lead.get("/notices").content.decode()
    other.refresh_from_db()
    assert other.read_at is None


@pytest.mark.parametrize("mail", ["", "hourly"])
def test_a_choice_that_is_none_is_refused_with_what_to_do(mail: str, workspace: Path) -> None:
    answer = visitor("auditor").post("/notices/how", {"mail": mail})
    assert answer.status_code == 422
    assert 'href="#mail-at-once">Choose when you get an e-mail.' in answer.content.decode()
    assert Member.objects.get(key="p-auditor").mail == "at-once"


def new_address(who: str) -> str:
    said = visitor(who).post("/notices/calendar").content.decode()
    return said.partition('value="http://127.0.0.1:8000')[2].partition('"')[0]


def entries_at(address: str) -> dict[str, str]:
    """Give titles of a calendar's events by their lasting names."""
    answer = visitor().get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(each["UID"]): str(each["SUMMARY"]) for each in Calendar.from_ical(answer.content).walk("VEVENT")}


def test_a_calendar_has_reviews_and_what_is_due_under_names_that_last(workspace: Path) -> None:
    raised()
    address = new_address("provider-lead")
    found = entries_at(address)
    assert "Damage claims lie" in found.values()
    assert list(found.values()).count("Monthly review") == MEETINGS
    assert "Daily call" not in found.values()
    name = next(uid for uid, title in found.items() if title == "Damage claims lie")
    assert name.startswith("escalation-1@")
    said = {"seen": "1", "answer": "-", "by_day": str(timezone.localdate() + timedelta(days=9))}
    assert visitor("provider-lead").post(at("matter/escalation-1/answer"), said).status_code == 302
    assert entries_at(address)[name] == "Damage claims lie"


def test_a_calendar_is_only_what_its_owner_may_see(workspace: Path) -> None:
    raised()
    assert entries_at(new_address("elsewhere")) == {}
    address = new_address("provider-lead")
    SeatRow.objects.filter(member__key="p-provider-lead").update(ended_at=timezone.now())
    assert entries_at(address) == {}


def test_an_address_is_kept_as_a_digest_replaced_by_a_new_one_and_ended(workspace: Path) -> None:
    first = new_address("auditor")
    assert first.removeprefix("/calendar/").removesuffix(".ics") not in str(list(Member.objects.values()))
    second = new_address("auditor")
    assert [visitor().get(each).status_code for each in (first, second)] == [404, 200]
    visitor("auditor").post("/notices/calendar/end")
    visitor("auditor").post("/notices/calendar/end")
    assert visitor().get(second).status_code == 404
    assert visitor().get("/calendar/.ics").status_code == 404
    assert list(EntryRow.objects.values_list("name", flat=True)) == [
        "truegreen.calendar.made", "truegreen.calendar.made", "truegreen.calendar.ended",
    ]  # fmt: skip


def test_who_was_let_go_has_no_calendar(workspace: Path) -> None:
    address = new_address("auditor")
    Member.objects.filter(key="p-auditor").update(is_active=False)
    assert visitor().get(address).status_code == 404
