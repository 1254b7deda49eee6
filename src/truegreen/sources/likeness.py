"""How alike two names of a company are: written alike, or e-mail addresses and web sites of one domain.

What is alike need not be the same: a person looks at every pair before it is used.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Final

LEAST: Final = Decimal("0.6")
_SAME, _SAME_DOMAIN, _MOST = Decimal("0.95"), Decimal("0.7"), 20
_FORMS: Final = frozenset((
    "ab", "ag", "as", "bv", "co", "company", "corp", "corporation", "gmbh", "group", "holding", "inc", "incorporated",
    "kg", "lda", "limited", "llc", "llp", "ltd", "nv", "oy", "plc", "pte", "pty", "sa", "sarl", "sas", "se", "spa",
    "srl", "the",
))  # fmt: skip
# Where anybody may have an address, so that the domain says nothing.
_ANYBODY: Final = frozenset((
    "aol", "gmail", "gmx", "googlemail", "hotmail", "icloud", "live", "me", "msn", "outlook", "proton", "protonmail",
    "qq", "web", "yahoo",
))  # fmt: skip


def plain(name: str) -> str:
    """Give a name without what companies write differently: case, accents, signs, and the legal form.

    >>> plain("The Globéx Co., Ltd."), plain("GLOBEX")
    ('globex', 'globex')
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    words = re.findall(r"[^\W_]+", "".join(each for each in letters if not unicodedata.combining(each)))
    return " ".join([each for each in words if each not in _FORMS] or words)


def domain(name: str) -> str:
    """Give the company's own part of an e-mail address or web site; empty if the name is neither, or anybody's.

    >>> domain("ana@globex.co.uk"), domain("https://www.initech.com/help"), domain("ben@gmail.com"), domain("Globex")
    ('globex', 'initech', '', '')
    """
    found = re.fullmatch(r"(?:https?://)?(?:[^@/\s]+@)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:/.*)?", name.strip().lower())
    parts = found[1].split(".")[:-1] if found else []
    own = [each for each in parts if each not in ("www", "co", "com", "org", "net", "gov", "ac")]
    return own[-1] if own and own[-1] not in _ANYBODY else ""


def alike(one: str, other: str) -> Decimal:
    """Say how alike two names are, from 0 to 0.95; two digits.

    >>> alike("Globex Ltd", "globex"), alike("ana@globex.com", "Globex"), alike("Globex", "Initech")
    (Decimal('0.95'), Decimal('0.7'), Decimal('0.15'))
    """
    left, right = plain(one), plain(other)
    if left == right:
        return _SAME
    written = min(round(Decimal(SequenceMatcher(None, left, right).ratio()), 2), _SAME)
    domains = {domain(one) or left.replace(" ", ""), domain(other) or right.replace(" ", "")}
    return max(written, _SAME_DOMAIN) if len(domains) == 1 and (domain(one) or domain(other)) else written


def nearest(names: Collection[str], known: Collection[str]) -> Iterator[tuple[str, str, Decimal]]:
    """Give, for each name that has one, the known name that is most alike, and how much.

    Only known names that share some letters in a row with a name are compared with it, those that share most.
    """
    by_part: dict[str, list[str]] = defaultdict(list)
    for each in sorted(known):
        for part in _parts(each):
            by_part[part].append(each)
    for name in names:
        shared = Counter(each for part in _parts(name) for each in by_part.get(part, ()))
        found = [(alike(name, each), each) for each, _ in shared.most_common(_MOST)]
        best, meant = max(found, default=(Decimal(0), ""), key=lambda each: (each[0], each[1]))
        if best >= LEAST:
            yield name, meant, best


def _parts(name: str) -> set[str]:
    text = f"{plain(name)} {domain(name)}".replace(" ", "")
    return {text[place : place + 3] for place in range(max(1, len(text) - 2))}
