"""The words and signs that an expression is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

FUNCTIONS: Final = {"blank": 1, "lower": 1, "upper": 1, "trim": 1, "coalesce": 2, "seconds_between": 2, "if": 3}
_TOKEN: Final = re.compile(
    r"""\s*(?:(?P<number>\d{1,14}(?:\.\d{1,4})?)(?![\w.])|(?P<text>'(?:[^']|'')*')|(?P<quoted>"(?:[^"]|"")+")"""
    r"""|(?P<word>[^\W\d]\w*(?:\.\w+)*)|(?P<sign><=|>=|<>|[-+*/=<>(),]))"""
)
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Token:
    """A number, text, quoted name, word or sign, and where it begins; the last token is the end."""

    kind: str
    text: str
    position: int

    @property
    def name(self) -> str:
        """Give the column or function that is meant."""
        return self.text[1:-1].replace('""', '"') if self.kind == "quoted" else self.text


class RefusedError(Exception):
    """An expression that cannot be read: where, what is so, what to do."""

    def __init__(self, position: int, says: str, remedy: str) -> None:
        self.position, self.says, self.remedy = position, says, remedy


def tokens(text: str) -> list[Token]:
    """Cut an expression into tokens.

    Raises:
        RefusedError: there is something in it that no expression holds, or it is too long.

    >>> [token.text for token in tokens("cost*2")]
    ['cost', '*', '2', 'the end']
    """
    found: list[Token] = []
    position, end = 0, len(text.rstrip())
    while position < end:
        token = _TOKEN.match(text, position)
        if not token or not token.lastgroup or len(found) == _LONGEST:
            remedy = f"Write names, numbers, 'texts', operators and the functions {', '.join(FUNCTIONS)}; nothing else."
            rest = text[position:].lstrip()
            raise RefusedError(len(text) - len(rest), f"“{rest[:20].rstrip()}” cannot be read here.", remedy)
        found.append(Token(token.lastgroup, token[token.lastgroup], token.start(token.lastgroup)))
        position = token.end()
    return [*found, Token("end", "the end", end)]
