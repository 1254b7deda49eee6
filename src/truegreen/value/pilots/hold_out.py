"""Alerts held out at random: some accounts at risk are left as they are, so that saves can be measured.

Who is held out hangs on the account and a salt alone: the same tomorrow as today, and on every machine. A greater share
holds out the same accounts and some more.
"""

from __future__ import annotations

from fractions import Fraction
from hashlib import sha256
from typing import Final

_BYTES: Final = 8
_ALL: Final = 1 << (8 * _BYTES)


def place(unit: str, salt: str) -> Fraction:
    """Give where chance puts a unit between 0 and 1: always the same, alike spread, and not foretold by its name.

    Args:
        unit: an account, agent, team or case.
        salt: what tells one draw from another, like a pilot's digest.

    >>> float(place("A-1", "alerts")) == float(place("A-1", "alerts"))
    True
    """
    drawn = sha256(f"{len(salt)}:{salt}{unit}".encode()).digest()
    return Fraction(int.from_bytes(drawn[:_BYTES], "big"), _ALL)


def held_out(account: str, salt: str, share: float) -> bool:
    """Say whether an account's alerts are held out, so that it shows what happens when nobody acts on them.

    Args:
        account: its id.
        salt: what tells one hold-out from another; with a new salt other accounts are held out.
        share: of all accounts, from 0 to 1; 0.1 to 0.2 is usual.

    Raises:
        ValueError: the share is none.

    >>> [held_out("A-1", "alerts", share) for share in (0.0, 1.0)]
    [False, True]
    """
    if not 0 <= share <= 1:
        raise ValueError(f"{share} is no share of accounts to hold out")
    return place(account, salt) < Fraction(share)
