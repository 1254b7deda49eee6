"""A second agreement in the tests' workspace: one reported measure, one charge, one credit, four months given."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.web.people import SIDES
from truegreen.model.people import Post

SMALL: Final = "small"
TEXT: Final = """\
agreement: small
title: A small desk
starts: 2025-01-01
currency: EUR
zone: Europe/London
parties:
  client: {name: Acme, contact: {name: Ines}}
  provider: {name: Northline, contact: {name: Rui}}
services:
  desk: {title: The desk}
measures:
  answered:
    metric: reported
    title: Answered in time
    service: desk
    target: 80 %
    unit: share
    better: higher
    reported_by: provider
    checked: Acme may read the log
    clause: "1"
charges:
  monthly: 1000.00
terms:
  slow:
    kind: service-credit
    title: Credit for slow answers
    measure: answered
    level: target
    base: {charges: [monthly], credits: before credits, month: month measured}
    deadband: {width: 0 %, beyond: only the excess}
    per_point: {share: 1 %, fractions: pro rata}
    cap: {share: 20 %, per: month, excess: forfeited}
    unmeasured: neither met nor missed
    rounding: {digits: 2, mode: half-up}
    paid: same invoice
    clause: "2"
"""
FIGURES: Final = "period,answered\n2025-01,70 %\n2025-02,85 %\n2025-03,75 %\n2025-04,90 %\n"
AMENDMENT: Final = """\
amends: small
number: 1
effective: 2025-03-01
clause: Amendment 1
set:
  terms.slow.per_point.share: 2 %
"""
SAID: Final = {
    "title": "Twice the rate", "why": "So that it is felt", "text": AMENDMENT.replace("\n", "\r\n"),
    "from": "2025-03-01", "once": "c1",
}  # fmt: skip


@contextmanager
def small_agreement(folder: Path, *posts: str) -> Iterator[None]:
    """Put it there, with members who sit for it; what lay there before lies there afterwards."""
    from truegreen.web.models import Member, SeatRow

    before = {each for name in ("agreements", "figures") for each in (folder / name).iterdir()}
    (folder / "agreements" / "small.yml").write_text(TEXT, "utf-8")
    (folder / "figures" / "small.csv").write_text(FIGURES, "utf-8")
    for post in posts:
        member, side = Member.objects.get(key=f"p-{post}"), SIDES.get(Post(post), Post(post).side)
        SeatRow.objects.create(member=member, agreement=SMALL, side=str(side), post=post)
    try:
        yield
    finally:
        for name in ("agreements", "figures"):
            for each in set((folder / name).iterdir()) - before:
                each.unlink()
        for each in (folder / "workspace" / "rehearsed").glob("*.json"):
            each.unlink()
