"""Programs that call the API as somebody, with a token of theirs."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from tests.web.people import AGREEMENT
from truegreen.web.models import Member
from truegreen.web.people.tokens import Scope, Wanted, make_token

PLACE = f"/api/v1/agreements/{AGREEMENT}/"


def token(who: str, *scopes: Scope, days: int = 30, agreement: str = AGREEMENT) -> str:
    """Make a token of somebody; with every scope, if none is named."""
    now = timezone.now()
    wanted = Wanted("a test", scopes or tuple(Scope), (now.date() + timedelta(days=days)).isoformat())
    return make_token(Member.objects.get(key=f"p-{who}"), wanted, now, agreement)


def address(place: str) -> str:
    """Give an address of the agreement; with a slash before it, one of the whole API."""
    return f"/api/v1{place}" if place.startswith("/") else PLACE + place


class Program:
    """A program that calls with a token."""

    def __init__(self, text: str) -> None:
        self.client, self.text = Client(HTTP_HOST="localhost"), text

    def get(self, place: str, **head: str) -> Any:
        return self.client.get(address(place), headers={"Authorization": f"Bearer {self.text}", **head})

    def post(self, place: str, body: object = None, key: str = "", kind: str = "application/json") -> Any:
        head = {"Authorization": f"Bearer {self.text}", **({"Idempotency-Key": key} if key else {})}
        sent = body if isinstance(body, bytes) else json.dumps(body or {})
        return self.client.post(address(place), sent, content_type=kind, headers=head)


def program(who: str, *scopes: Scope) -> Program:
    """Give a program of somebody."""
    return Program(token(who, *scopes))
