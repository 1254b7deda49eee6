"""How often somebody may ask: so many times in any minute, over all processes.

Each process counts by itself and tells the others through the database's cache at every tenth, so that reading costs no
write. Somebody who asks several processes at once may get a few more than the limit; none fewer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest

WINDOW: Final = 60
EVERY: Final = 10
"""So many times are counted here before the others hear of them."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times a minute."""

    name: str
    most: int


PER_ADDRESS: Final = Limit("address", 300)
PER_TOKEN: Final = Limit("token", 120)


def wait(limit: Limit, who: str, now: float) -> int:
    """Count one more time, and give the seconds to wait; 0 where it may go on.

    The minute slides: what was counted in the last whole minute still counts by the share of it that lies within
    the minute before now.
    """
    window = int(now // WINDOW)
    kept = sha256(f"{limit.name} {who}".encode(errors="replace")).hexdigest()[:32]
    with _LOCK:
        held = _HELD.get((kept, window))
        if held is None or held.untold >= EVERY:
            held = _HELD[kept, window] = _told(kept, window, held)
        if held.known + held.untold + held.before * share_left(now) >= limit.most:
            return max(1, math.ceil(WINDOW - now % WINDOW))
        held.untold += 1
    return 0


@dataclass(slots=True)
class _Held:
    """What this process knows of a minute: told by all, not told yet by itself, and the minute before."""

    known: int = 0
    untold: int = 0
    before: int = 0


_HELD: Final[dict[tuple[str, int], _Held]] = {}
_LOCK: Final = Lock()


def _told(kept: str, window: int, held: _Held | None) -> _Held:
    """Tell the others what was counted here, and hear what they counted; minutes that are over are forgotten."""
    this, last = f"{kept}:{window}", f"{kept}:{window - 1}"
    for old in [each for each in _HELD if each[1] < window - 1]:
        del _HELD[old]
    with transaction.atomic():
        counted = cache.get_many([this, last])
        known = counted.get(this, 0) + (held.untold if held else 0)
        if held:
            cache.set(this, known, timeout=2 * WINDOW)
    own = _HELD.get((kept, window - 1), _Held())
    return _Held(known, 0, max(counted.get(last, 0), own.known + own.untold))


def forget() -> None:
    """Forget what this process counted and told nobody: it begins anew."""
    with _LOCK:
        _HELD.clear()


def share_left(now: float) -> float:
    """Give the share of the last whole minute that lies within the minute before now.

    >>> share_left(75.0)
    0.75
    """
    return 1 - now % WINDOW / WINDOW


def address_of(request: HttpRequest) -> str:
    """Give where a request comes from; behind our own proxy, what that proxy says."""
    told = str(request.headers.get("X-Forwarded-For", "")).rpartition(",")[2].strip()
    return told if settings.IS_HTTPS and told else str(request.META.get("REMOTE_ADDR", ""))
