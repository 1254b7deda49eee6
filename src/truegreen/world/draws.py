"""Draws and clocks in SQL: a draw depends on the seed, the row's number and its purpose, on nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.world.setting import MONTHS, ZONE


def draw(purpose: str, of: str = "x") -> str:
    """Give SQL for an even draw from 0 up to 1 that a row makes for one purpose, always the same."""
    return f"drawn({of}, {_salt(purpose)})"


def _salt(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") >> 3


def whole(purpose: str, below: int | str, of: str = "x") -> str:
    """Give SQL for a whole number from 0 up to and not including ``below``."""
    return f"CAST(floor({draw(purpose, of)} * ({below})) AS INTEGER)"


def chosen(purpose: str, shares: Sequence[float], of: str = "x") -> str:
    """Give SQL for a place in a list, each with its share; the last takes the rest."""
    edges = [sum(shares[: place + 1]) for place in range(len(shares) - 1)]
    branches = " ".join(f"WHEN {draw(purpose, of)} < {edge:.6f} THEN {place}" for place, edge in enumerate(edges))
    return f"CASE {branches} ELSE {len(edges)} END"


def coded(column: str, codes: Sequence[str]) -> str:
    """Give SQL that writes a place in a list as its code; blank stays blank."""
    return f"CASE {column} {' '.join(f'WHEN {place} THEN {sql.text(code)}' for place, code in enumerate(codes))} END"


def prepare(duck: Duck, seed: int) -> None:
    """Define on a connection what the world's queries use: draws, and London's clock in seconds since 1970."""
    duck.run(
        f"CREATE MACRO drawn(x, salt) AS "
        f"(hash({_salt(f'seed {seed}')}::BIGINT + salt + x) >> 11)::DOUBLE / 9007199254740992"
    )
    summer = " OR ".join(f"(t >= {start} AND t < {end})" for start, end in _summers())
    duck.run(f"CREATE MACRO local(t) AS t + CASE WHEN {summer} THEN 3600 ELSE 0 END")
    duck.run("CREATE MACRO utc(t) AS t - (local(t - 3600) - (t - 3600))")
    duck.run("CREATE MACRO clock(t) AS make_timestamp(CAST(t AS BIGINT) * 1000000)")


def seconds(day: date | datetime) -> int:
    """Give the seconds from 1970 to a day's beginning, or to a time, read as UTC."""
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day, tzinfo=UTC)
    return int(moment.replace(tzinfo=UTC).timestamp())


def _summers() -> list[tuple[int, int]]:
    """Give when the summer times of the world's years begin and end; both at one o'clock UTC."""
    zone, day, changes = ZoneInfo(ZONE), datetime(MONTHS[0].year, 1, 1, 12, tzinfo=UTC), []
    while day.year <= MONTHS[-1].year:
        if day.astimezone(zone).utcoffset() != (day - timedelta(days=1)).astimezone(zone).utcoffset():
            changes.append(seconds(day.replace(hour=1)))
        day += timedelta(days=1)
    return list(zip(changes[::2], changes[1::2], strict=True))
