"""What an address outside is told: a sentence for a chat, or a signed record for a program."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_noop

from truegreen.model.journal import Entry
from truegreen.web.happened import happened
from truegreen.web.models import Hook, Member
from truegreen.web.news.sending_outside import post, target_of
from truegreen.web.people.speaking import spoken_to

TRIED: Final = gettext_noop("This address is reached.")


def secret(hook: Hook) -> str:
    """Give what a signed webhook's messages are signed with; made from the workspace's key, and kept nowhere."""
    return salted_hmac("truegreen.webhook", hook.key, algorithm="sha256").hexdigest()


def deliver(hook: Hook, entry: Entry | None) -> None:
    """Tell a webhook of an entry, or try it out where there is none.

    Raises:
        ToldError: it did not arrive, and why.
    """
    body, headers = message(hook, entry, timezone.now())
    post(target_of(hook.url), body, headers)


def message(hook: Hook, entry: Entry | None, now: datetime) -> tuple[bytes, Mapping[str, str]]:
    """Give what is sent: the body, and what is said of it."""
    headers = {"Content-Type": "application/json", "User-Agent": "Truegreen"}
    told = _told(entry) if entry else {"event": "truegreen.webhook.tried", "says": TRIED}
    if hook.kind == "chat":
        with spoken_to(Member.objects.filter(key=hook.made_by).first()):
            words = f"{_plain(happened(told['says']))} {told.get('link', '')}".strip()
        return json.dumps({"text": words}, ensure_ascii=False).encode(), headers
    body = json.dumps(told, ensure_ascii=False, sort_keys=True).encode()
    return body, {**headers, "X-Truegreen-Signature": signature(secret(hook), body, int(now.timestamp())),
                  "X-Truegreen-Delivery": f"{hook.key}-{entry.number if entry else 0}"}  # fmt: skip


def signature(with_secret: str, body: bytes, at: int) -> str:
    """Sign a body: HMAC-SHA256 of the second it is sent at, a dot, and the body.

    >>> signature("secret", b"{}", 1700000000)[:20]
    't=1700000000,v1=b856'
    """
    signed = hmac.new(with_secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={signed}"


def _told(entry: Entry) -> dict[str, Any]:
    event = entry.event
    path = reverse("matter", kwargs={"agreement": event.agreement, "matter": event.about})
    return {
        "event": event.name, "number": entry.number, "at": event.at.isoformat(), "agreement": event.agreement,
        "about": event.about, "says": event.says, "side": event.side, "link": f"{settings.ADDRESS}{path}",
    }  # fmt: skip


def _plain(text: str) -> str:
    """Write words so that a chat shows them and does nothing: no links under other words, nobody called by name."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return " ".join(escaped.replace("@", "@\u200b").split())
