"""Somebody who walks a workspace for hours: opens every link that is shown, and writes once a round.

Called as a program, it prints sessions of two people who sit at one agreement, one for each side.
"""

from __future__ import annotations

import gzip
import json
import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread
from typing import Final
from urllib.parse import urlencode, urlsplit

MOST: Final = 400
"""Addresses of one round; what links to itself without end is left there."""
LEFT: Final = re.compile(r"^/(a/[^/]+/(review/.*\.|export)|account/)")
"""What takes a process of its own, or ends the session."""
HIDDEN: Final = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
FORM: Final = "application/x-www-form-urlencoded"
BETWEEN: Final = 50
"""Pages between two writes."""


class Walker(Thread):
    """One person with a browser.

    Attributes:
        asked: how many requests were answered.
        written: how many writes.
        wrong: what was answered otherwise than hoped for.
        ends: is set by whoever wants it to end.
    """

    def __init__(self, port: int, key: str, rest: float, records: Path | None) -> None:
        super().__init__(daemon=True)
        self.rest, self.cookies, self.records = rest, {"sessionid": key}, records
        self.asked = self.written = 0
        self.wrong, self.agreements, self.led_to = list[str](), list[str](), ""
        self.ends = Event()
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)

    def run(self) -> None:
        """Walk, round after round."""
        while not self.ends.is_set():
            self.round()

    def round(self) -> None:
        """Open everything that can be reached from the first page, and write after every so many pages."""
        waiting, seen, self.agreements, opened = ["/"], {"/"}, list[str](), 0
        while waiting and not self.ends.wait(self.rest):
            place = waiting.pop(0)
            for link in map(unescape, re.findall(r'href="(/[^"#]*)', self.ask("GET", place))):
                parts = urlsplit(link).path.split("/")
                if parts[1] == "a" and parts[2] not in self.agreements:
                    self.agreements.append(parts[2])
                is_near = parts[1] != "a" or parts[2] == self.agreements[0]
                if link not in seen and len(seen) < MOST and is_near and not LEFT.match(link):
                    seen.add(link)
                    waiting.append(link)
            opened += 1
            if opened % BETWEEN == 1 and self.agreements:
                self.writes(self.agreements[0])
            if opened == BETWEEN and self.records and self.agreements:
                self.uploads(self.agreements[0], self.records)

    def uploads(self, agreement: str, records: Path) -> None:
        """Send a file that the project has, packed anew, so that it is another one each time with the same records."""
        mark, packed = "----soak", gzip.compress(gzip.decompress(records.read_bytes()), mtime=self.asked)
        form = dict(HIDDEN.findall(self.ask("GET", f"/a/{agreement}/upload")))
        parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
                 for name, value in form.items()]  # fmt: skip
        told = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{records.name}"\r\n\r\n'
        body = b"".join([*parts, told.encode(), packed, f"\r\n--{mark}--\r\n".encode()])
        self.ask("POST", f"/a/{agreement}/upload", body, f"multipart/form-data; boundary={mark}")
        self.written += 1

    def writes(self, agreement: str) -> None:
        """Open an action, and say that it is done."""
        day = (datetime.now(UTC).date() + timedelta(days=9)).isoformat()
        form = self.ask("GET", f"/a/{agreement}/open/action")
        said = dict(HIDDEN.findall(form))
        people = re.findall(r'<option value="(p-\w+)"', form)
        if not people:
            self.wrong.append("no form for an action")
            return
        self.ask("POST", f"/a/{agreement}/open/action",
                 coded({**said, "title": f"After {self.asked}", "owner": people[0], "by_day": day}))  # fmt: skip
        matter = self.led_to
        shown = self.ask("GET", matter)
        self.ask("POST", f"{matter}/finish", coded({**dict(HIDDEN.findall(shown)), "outcome": "Done."}))
        self.written += 2

    def ask(self, method: str, place: str, body: bytes | None = None, kind: str = FORM) -> str:
        """Ask for something, and give what is answered as a text."""
        headers = {"Cookie": "; ".join(f"{name}={text}" for name, text in self.cookies.items()), "Content-Type": kind}
        try:
            self.connection.request(method, place, body, headers)
            answer = self.connection.getresponse()
            content = answer.read()
        except OSError:
            self.connection.close()
            self.wrong.append(f"{method} {place}: no answer")
            time.sleep(1)
            return ""
        for each in answer.headers.get_all("Set-Cookie") or ():
            name, _, text = each.partition(";")[0].partition("=")
            self.cookies[name] = text
        self.asked += 1
        self.led_to = answer.headers.get("Location", "")
        if answer.status not in ((200, 302) if method == "GET" else (302,)):
            self.wrong.append(f"{method} {place}: {answer.status}")
        return content.decode("utf-8", "replace") if "html" in answer.headers.get("Content-Type", "") else ""


def coded(said: Mapping[str, str]) -> bytes:
    """Write what a form says as a browser does."""
    return urlencode(said).encode()


def keys() -> list[str]:
    """Make a session for somebody of each side."""
    import django

    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from truegreen.web.models import Member
    from truegreen.web.upkeep.starting import prepare

    prepare()
    made = []
    for post in ("client-vendor-manager", "provider-lead"):
        member = Member.objects.filter(seats__post=post, seats__ended_at__isnull=True, is_active=True).first()
        assert member, f"nobody is {post}"
        session = SessionStore()
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(member.pk), member.get_session_auth_hash()
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session.save()
        made.append(str(session.session_key))
    return made


if __name__ == "__main__":
    print(json.dumps(keys()))
