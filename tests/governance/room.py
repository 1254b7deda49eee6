"""A small room: an agreement with its steps and hours, and somebody at each post of both sides."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from truegreen.files.agreements import read_agreements
from truegreen.model.agreement import Agreement, Side
from truegreen.model.people import Person, Post, Seat

TEXT = """
truegreen: 1
agreement: care
title: Care
starts: 2026-01-01
currency: EUR
zone: Europe/London
parties:
  client: {name: Acme, contact: {name: Ines}}
  provider: {name: Northline, contact: {name: Rui}}
services: {care: {}}
calendars:
  desk: {zone: Europe/London, open: [mon-fri 09:00-17:00], holidays: [2026-01-06 Epiphany]}
measures:
  on-time: {metric: on_time.by_target, target: 80 %}
governance:
  hours: desk
  answers: {dispute: 3 d}
  escalation:
    - {client: Care manager, provider: Team lead, within: 4 h}
    - {client: Head of care, provider: Director, within: 1 d}
"""
SIDES = {Post.AUDITOR: Side.BOTH, Post.READER: Side.CLIENT}
PEOPLE = {
    post.value: Person(post.value, post.words.title(), (Seat("care", SIDES.get(post, post.side), post),))
    for post in Post
} | {"stranger": Person("stranger", "Nobody Known"), "owner": Person("owner", "Owner", is_owner=True)}


def room(folder: Path) -> Agreement:
    """Give the agreement, read from its text."""
    (folder / "agreements").mkdir()
    (folder / "agreements" / "care.yml").write_text(TEXT, "utf-8")
    agreements, findings = read_agreements(folder)
    assert not [each for each in findings if each.level == "error"], findings
    return agreements["care"].on(date(2026, 1, 1))
