"""Sentences that others can say in another language: English text that remembers how it was made.

Rules know no languages. What they say is English, and is kept, compared and sent as such; whoever shows it to somebody
may make it anew from its form and what was put into it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType


class Sentence(str):
    """An English sentence or word, with how it was made.

    Attributes:
        form: with places such as ``%(what)s``; empty where it only puts others together.
        several: the form for more than one; empty where nothing is counted.
        number: how many there are.
        values: what stands in the places: text as somebody wrote it, other sentences, counts, days, amounts; a float
            is a difference, and has its sign.
        parts: the sentences that it puts together.
        by: what stands between them.
    """

    form: str = ""
    several: str = ""
    number: int = 1
    values: Mapping[str, object] = MappingProxyType({})
    parts: tuple[str, ...] = ()
    by: str = " "

    def __str__(self) -> str:
        """Give itself, for it is text already."""
        return self


def sentence(form: str, **values: object) -> Sentence:
    """Give a sentence of a form.

    >>> sentence("%(what)s is missing.", what=sentence("The reason"))
    'The reason is missing.'
    """
    made = Sentence(form % _written(values))
    made.form, made.values = form, values
    return made


def counted(one: str, several: str, count: int, **values: object) -> Sentence:
    """Give a sentence of so many; ``%(count)s`` says how many.

    >>> counted("%(count)s line is disputed.", "%(count)s lines are disputed.", 2)
    '2 lines are disputed.'
    """
    told = {**values, "count": count}
    made = Sentence((one if count == 1 else several) % _written(told))
    made.form, made.several, made.number, made.values = one, several, count, told
    return made


def joined(*parts: str, by: str = " ") -> Sentence:
    """Give sentences one after the other; empty ones are left out.

    >>> joined(sentence("client"), sentence("provider"), by=" and ")
    'client and provider'
    """
    told = tuple(filter(None, parts))
    made = Sentence(by.join(told))
    made.parts, made.by = told, by
    return made


def _written(values: Mapping[str, object]) -> dict[str, str]:
    return {name: _english(each) for name, each in values.items()}


def _english(value: object) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:+.1f}"
    return value.isoformat() if isinstance(value, date) else str(value)
