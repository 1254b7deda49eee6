"""What goes to addresses outside: only https, never into this network, signed, and told on the page when it fails."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import socket
import ssl
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone

from tests.web.test_matters import raised
from tests.web.visiting import at, visitor
from truegreen.web.acts.journal import all_entries
from truegreen.web.models import EntryRow, Hook, Job
from truegreen.web.news.hooks import message, secret
from truegreen.web.news.sending_outside import Target, is_outside, post, target_of
from truegreen.web.work.doing import ToldError
from truegreen.web.work.queue import take
from truegreen.web.work.worker import do

INSIDE = (
    "http://hooks.example.org/x", "https://127.0.0.1/x", "https://10.0.0.1/x", "https://[::1]/x",
    "https://169.254.169.254/latest/meta-data", "https://localhost/x", "https://localhost:8443/x", "https://0.0.0.0/",
    "https://2130706433/", "https://0x7f.1/", "https://127.1/", "https://[::ffff:10.0.0.1]/", "https://[fe80::1]/",
    "https://[fd00::1]/", "https://[64:ff9b::a00:1]/", "https://[2002:a00:1::]/", "https://192.168.1.1/",
    "https://172.16.0.1/", "https://100.64.0.1/", "https://224.0.0.1/", "https://255.255.255.255/",
    "ftp://8.8.8.8/", "https://", "https:///x", "https://user:word@8.8.8.8/", "https://8.8.8.8:port/", "file:///etc/x",
    "https://8.8.8.8/a b", "https://8.8.8.8/\r\nHost: inside", "https://[::1", "gopher://127.0.0.1/", "",
)  # fmt: skip


@pytest.mark.parametrize("url", INSIDE)
def test_what_leads_inside_or_is_not_https_is_refused_as_it_is_sent(url: str) -> None:
    with pytest.raises(ToldError) as refused:
        target_of(url)
    assert refused.value.for_good


@pytest.mark.parametrize("url", INSIDE)
def test_and_on_the_page_before_it_is_kept(url: str, workspace: Path) -> None:
    answer = visitor("provider-lead").post(at("webhooks"), {"url": url, "kind": "chat"})
    assert answer.status_code == 422
    assert not Hook.objects.exists()


def test_what_is_outside_is_reached_at_the_address_that_was_checked() -> None:
    assert target_of("https://8.8.8.8/x?y=1") == Target("8.8.8.8", 443, "/x?y=1", "8.8.8.8")
    assert is_outside("2001:4860:4860::8888")


def test_a_name_that_nobody_knows_may_be_known_later() -> None:
    with pytest.raises(ToldError, match="Nobody knows the name") as unknown:
        target_of("https://no-such-name.invalid/")
    assert not unknown.value.for_good


class Hears(BaseHTTPRequestHandler):
    """A chat's address."""

    def do_POST(self) -> None:
        server: Any = self.server
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server.heard.append((self.path, dict(self.headers), body))
        if server.slow:
            for each in b"HTTP/1.1 200 It will be with you in a moment":
                time.sleep(0.2)
                self.wfile.write(bytes([each]))
        self.send_response(server.status)
        self.send_header("Location", "https://127.0.0.1/")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 — as it is called
        pass


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a certificate for hooks.example.org, that nobody trusts who is not told to."""
    folder, key = tmp_path_factory.mktemp("tls"), ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "hooks.example.org")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1)).not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("hooks.example.org")]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    (folder / "cert.pem").write_bytes(made.public_bytes(pem))
    (folder / "key.pem").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    return folder


@pytest.fixture
def chat(certificate: Path) -> Iterator[Any]:
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Hears)
    server.heard, server.status, server.slow, server.daemon_threads = [], 200, False, True
    server.handle_error = lambda *_: None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def there(chat: Any, host: str = "hooks.example.org") -> Target:
    """Give the test's own server as a target; only a test may, since its address is inside."""
    return Target(host, chat.server_address[1], "/in?key=1", "127.0.0.1")


def trusting(certificate: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate / "cert.pem"))


def test_a_message_arrives_over_tls_under_its_name(chat: Any, certificate: Path) -> None:
    post(there(chat), b'{"text": "x"}', {"Content-Type": "application/json"}, trusting(certificate))
    path, headers, body = chat.heard[0]
    assert (path, body) == ("/in?key=1", b'{"text": "x"}')
    assert headers["Host"] == f"hooks.example.org:{chat.server_address[1]}"


def test_whom_nobody_vouches_for_gets_nothing(chat: Any, certificate: Path) -> None:
    for target, trust in ((there(chat), None), (there(chat, "other.example.org"), trusting(certificate))):
        with pytest.raises(ToldError, match="certificate that does not hold"):
            post(target, b"{}", {}, trust)
    assert chat.heard == []


@pytest.mark.parametrize(("status", "says", "for_good"), [
    (302, "leads elsewhere", True), (307, "leads elsewhere", True), (404, "answers 404", True),
    (429, "answers 429", False), (500, "answers 500", False),
])  # fmt: skip
def test_other_answers_are_failures_and_no_redirect_is_followed(
    status: int, says: str, for_good: bool, chat: Any, certificate: Path
) -> None:  # fmt: skip
    chat.status = status
    with pytest.raises(ToldError, match=says) as failed:
        post(there(chat), b"{}", {}, trusting(certificate))
    assert (failed.value.for_good, len(chat.heard)) == (for_good, 1)


def test_who_answers_drop_by_drop_is_cut_off(chat: Any, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("truegreen.web.news.sending_outside.SECONDS", 0.7)
    chat.slow, began = True, time.monotonic()
    with pytest.raises(ToldError, match="gives no answer"):
        post(there(chat), b"{}", {}, trusting(certificate))
    assert time.monotonic() - began < 3


def test_who_takes_the_call_and_says_nothing_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("truegreen.web.news.sending_outside.SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        target = Target("hooks.example.org", silent.getsockname()[1], "/", "127.0.0.1")
        with pytest.raises(ToldError, match="gives no answer"):
            post(target, b"{}", {})


def hook(kind: str = "chat", side: str = "provider") -> Hook:
    return Hook.objects.create(
        key=f"w-{kind}-{side}", agreement="acme-care", side=side, kind=kind, url="https://127.0.0.1/x", made_by="p-x"
    )


def test_what_is_signed_can_be_checked_and_what_is_chatted_calls_nobody(workspace: Path) -> None:
    said = {"title": "<!channel> @here & <https://bad|good>", "happened": "a secret", "wanted": "-"}
    visitor("client-commercial").post(at("open/escalation"), {**said, "severity": "critical", "once": "k"})
    entry, now = next(all_entries()), timezone.now()
    body, _ = message(hook("chat"), entry, now)
    words = json.loads(body)["text"]
    assert not re.search(r"[<>]|@(?!\u200b)", words)
    assert words.endswith("http://127.0.0.1:8000/a/acme-care/matter/escalation-1")
    signed = hook("signed")
    body, headers = message(signed, entry, now)
    at_second, _, given = headers["X-Truegreen-Signature"].partition(",v1=")
    expected = hmac.new(secret(signed).encode(), f"{at_second[2:]}.".encode() + body, hashlib.sha256).hexdigest()
    assert given == expected
    assert json.loads(body)["about"] == "escalation-1"
    assert "a secret" not in body.decode()
    assert secret(signed) != secret(hook("signed", "client"))


def test_what_happens_waits_for_each_webhook_of_the_agreement_and_its_failure_is_told(workspace: Path) -> None:
    theirs, ended = hook(), hook("signed", "client")
    Hook.objects.filter(id=ended.id).update(ended_at=timezone.now())
    Hook.objects.create(key="w-else", agreement="another", side="client", kind="chat", url="https://x/", made_by="p-x")
    raised()
    assert [each.says for each in Job.objects.all()] == [{"hook": theirs.id, "entry": 1}]
    held = take("one")
    assert held
    do(held, Event())
    told = visitor("provider-lead").get(at("webhooks")).content.decode()
    assert "Not delivered" in told
    assert "127.0.0.1 leads into this machine or its network" in told
    assert "/x" not in re.sub(r'(href|action|src)="[^"]*"', "", told).replace("</x", "")
    assert "127.0.0.1" not in visitor("client-vendor-manager").get(at("webhooks")).content.decode()


def test_a_webhook_is_added_tried_and_ended_by_its_side_and_written_down(workspace: Path) -> None:
    lead, manager = visitor("provider-lead"), visitor("client-vendor-manager")
    assert lead.post(at("webhooks"), {"url": "https://8.8.8.8/secret-path", "kind": "program"}).status_code == 302
    made = Hook.objects.get()
    assert (made.side, made.kind) == ("provider", "signed")
    place = at(f"webhooks/{made.key}")
    assert [manager.post(f"{place}/{act}").status_code for act in ("try", "end")] == [404, 404]
    lead.post(f"{place}/try")
    lead.post(f"{place}/try")
    assert [each.says for each in Job.objects.filter(kind="send")] == [{"hook": made.id}]
    lead.post(f"{place}/end")
    assert lead.post(f"{place}/end").status_code == 404
    held = take("one")
    assert held
    do(held, Event())
    assert Job.objects.get().result == {"sent": 0}
    written = list(EntryRow.objects.values_list("name", "says"))
    assert [name for name, _ in written] == ["truegreen.webhook.added", "truegreen.webhook.ended"]
    assert "secret-path" not in str(list(EntryRow.objects.values()))


def test_a_side_has_ten_at_most(workspace: Path) -> None:
    for number in range(10):
        Hook.objects.create(
            key=f"w-{number}", agreement="acme-care", side="provider", kind="chat", url="x", made_by="p"
        )
    answer = visitor("provider-lead").post(at("webhooks"), {"url": "https://8.8.8.8/x", "kind": "chat"})
    assert (answer.status_code, Hook.objects.count()) == (422, 10)
    assert "Your side has 10 already" in answer.content.decode()
