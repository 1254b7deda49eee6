"""Contacts that no record of contacts or cases tells, in the same columns: of a table, or of volumes by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from truegreen.files.arrivals import Arrived
from truegreen.project.sourcing.staffing.asked import Asked
from truegreen.readings.queued import QUARTER, Columns


def contacts_of(arrived: Sequence[Arrived], queues: Sequence[Asked], slices: Sequence[str]) -> Columns:
    """Give a table's contacts as ``readings.queued.queued`` gives those of the records.

    Args:
        arrived: what the table says.
        queues: the queues, of whose members each row is.
        slices: what tells contacts apart.
    """
    where = {each.name: each.where for each in queues}
    offered = np.array([each.offered for each in arrived])
    takes = np.array([np.nan if each.takes is None else each.takes for each in arrived])
    handled = np.where(np.isnan(takes), 0.0, offered)
    took = np.nan_to_num(takes) * handled
    none = np.zeros(len(arrived))
    return {
        **{name: np.array([where[each.queue].get(name, "") for each in arrived], str) for name in slices},
        "at": np.array([each.at // QUARTER * QUARTER for each in arrived], np.int64),
        "offered": offered, "answered": offered, "given_up": none, "waited": none, "handled": handled, "took": took,
        "squares": np.nan_to_num(takes) * took,
    }  # fmt: skip


def volumes_of(volumes: Columns, slices: Sequence[str], zone: str) -> Columns:
    """Give recorded volumes as contacts that come as likely at any time of their day.

    Args:
        volumes: by service and day.
        slices: what tells contacts apart.
        zone: whose days they are.
    """
    known = ~np.isnan(volumes["actual"].astype(float))
    place = ZoneInfo(zone)
    days = volumes["day"][known].astype("datetime64[D]").tolist()
    starts, ends = (np.array([int(datetime.combine(each + timedelta(days=after), time(), place).timestamp())
                              for each in days], np.int64) for after in (0, 1))  # fmt: skip
    quarters = (ends - starts) // QUARTER
    at = np.concatenate([np.arange(*each, QUARTER) for each in zip(starts, ends, strict=True)] or [starts])
    offered = np.repeat(volumes["actual"][known].astype(float) / quarters, quarters)
    service = np.repeat(volumes["service"][known].astype(str), quarters)
    none = np.zeros(len(at))
    members = {name: service if name == "service" else np.full(len(at), "") for name in slices}
    names = ("answered", "given_up", "waited", "handled", "took", "squares")
    return {**members, "at": at, "offered": offered, **dict.fromkeys(names, none)}
