"""How far a long build is: rows of how many, how fast, and how long the step that goes on will still take."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

import click

from truegreen.facts.months import RowCount

EVERY = 10.0
"""Seconds between two lines where they are not written over."""


class Building:
    """Says on a stream what is being done: on a terminal in one line that is written over, else in a line now and then.

    What is left is told from what this very step has done so far; before it has done anything, nothing is told of it.
    """

    def __init__(
        self, stream: TextIO | None = None, now: Callable[[], float] = time.monotonic, every: float | None = None
    ) -> None:  # fmt: skip
        """Look whether a terminal shows it.

        Args:
            stream: where to; standard error if left out.
            now: the clock, in seconds.
            every: seconds between two lines where they are not written over; ``EVERY`` if left out.
        """
        self._stream = stream or sys.stderr
        self._now, self._every = now, EVERY if every is None else every
        self._is_shown = self._stream.isatty()
        self._what, self._began, self._said, self._last = "", now(), now(), ""

    def __call__(self, what: str, done: int, of: int) -> None:
        """Say how far it is."""
        now = self._now()
        if what != self._what:
            self._what, self._began = what, now
        if not of:
            return
        line = told(what, done, of, now - self._began)
        if self._is_shown:
            last, self._last = self._last, line  # before it is written, for whoever presses Ctrl-C at this moment
            click.echo(f"\r{line:<{len(last)}}", file=self._stream, nl=False)
        elif now - self._said >= self._every:
            click.echo(line, file=self._stream)
            self._said = now

    def end(self) -> None:
        """Clear the line."""
        if self._last:
            click.echo(f"\r{'':<{len(self._last)}}\r", file=self._stream, nl=False)
            self._last = ""


def told(what: str, done: int, of: int, seconds: float) -> str:
    """Write how far a step is; how fast and how much longer only where rows are counted and some are done.

    >>> told("measuring case", RowCount(30_000), RowCount(90_000), 2.0)
    'measuring case: 30,000 of 90,000 rows, 15,000 a second, 4 s left'
    >>> told("measuring case", RowCount(0), RowCount(90_000), 2.0), told("reading files", 1, 3, 2.0)
    ('measuring case: 0 of 90,000 rows', 'reading files: 1 of 3')
    """
    line = f"{what}: {done:,} of {of:,}"
    if not isinstance(of, RowCount):
        return line
    if not done or seconds <= 0:
        return f"{line} rows"
    fast = done / seconds
    left = f", {_duration((of - done) / fast)} left" if done < of else ""
    return f"{line} rows, {fast:,.0f} a second{left}"


def _duration(seconds: float) -> str:
    """Write a duration as it is said.

    >>> _duration(0.2), _duration(59.6), _duration(100), _duration(7_260)
    ('1 s', '1 min', '2 min', '2 h 1 min')
    """
    whole = max(round(seconds), 1)
    minutes = round(whole / 60)
    if whole < 60:
        return f"{whole} s"
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
