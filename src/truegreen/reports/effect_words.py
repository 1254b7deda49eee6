"""Effects in words: what a change did, how it is known, and what speaks against it, said so that it holds."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from truegreen.model.effect import Check, Effect, Expected
from truegreen.model.value import Grade
from truegreen.reports import figures
from truegreen.reports.statuses import Mark
from truegreen.stats.estimate import Estimate, Verdict

VERDICT: Final = {
    Verdict.ESTABLISHED: Mark("established", "✔", "good"),
    Verdict.REFUTED: Mark("nothing to speak of", "–", "quiet"),
    Verdict.PERVERSE: Mark("the wrong way", "✖", "bad"),
    Verdict.NOT_ENOUGH: Mark("nobody can tell yet", "?", "quiet"),
}
HELD: Final = {
    True: Mark("holds", "✔", "good"),
    False: Mark("does not hold", "✖", "bad"),
    None: Mark("cannot be told", "?", "quiet"),
}
WHAT_NAIVE: Final = "before and after, which is not what the change did"
MOST_LEFT_OUT: Final = 3


def mark(of: Effect) -> Mark:
    """Give the verdict's mark; something that is there and bad is not shown as good."""
    worse = of.estimate is not None and (of.estimate.value > 0) != (of.better == "higher")
    found = VERDICT[of.verdict]
    return Mark(found.word, found.shape, "bad") if worse and of.verdict is Verdict.ESTABLISHED else found


def title(of: Effect) -> str:
    """Say what is looked at: the change, its place, its month."""
    return f"{of.question.title or place(of)} · since {figures.period(of.since)}"


def place(of: Effect) -> str:
    """Say where the change came to."""
    named = dict.fromkeys(", ".join(each.where.values()) for each in of.question.came if each.where)
    listed = sum(len(each.accounts) for each in of.question.came)
    if listed:
        named[figures.counted(listed, "account")] = None
    return "; ".join(named)


def difference(value: float | None, unit: str) -> str:
    """Write a difference with its sign and unit; a dash where there is none.

    >>> difference(-0.275, "share"), difference(0.0, "share"), difference(5400.0, "seconds")
    ('−27.5 points', '0.0 points', '+1 h 30 min')
    """
    if value is None:
        return figures.NOTHING
    size = distance(abs(value), unit)
    return size if size == distance(0.0, unit) else f"{'+' if value > 0 else '−'}{size}"


def distance(size: float, unit: str) -> str:
    """Write how far apart two values are, without a sign."""
    if unit == "share":
        return f"{size * 100:.1f} points"
    if unit == "points":
        return f"{size:.1f} points"
    return figures.value(Fraction(size).limit_denominator(10_000), unit).removeprefix("+")


def level(value: float | None, unit: str) -> str:
    """Write a value of the measure."""
    return figures.NOTHING if value is None else figures.value(Fraction(value).limit_denominator(10_000), unit)


def interval(estimate: Estimate, unit: str) -> str:
    """Write an interval of a difference."""
    return between(estimate.low, estimate.high, unit)


def between(low: float, high: float, unit: str) -> str:
    """Write two ends of a difference."""
    return f"{difference(low, unit)} to {difference(high, unit)}"


def answer(of: Effect) -> str:
    """Answer what the change did, in a sentence that may be said aloud."""
    if of.estimate is None:
        return f"Nobody can tell: {of.refused}."
    return {
        Verdict.ESTABLISHED: f"{_moved(of, of.estimate)}, beyond chance.",
        Verdict.PERVERSE: f"The opposite of what it was for: {_lower(_moved(of, of.estimate))}, beyond chance.",
        Verdict.REFUTED: f"Nothing to speak of: less than {distance(of.margin, of.unit)} either way.",
        Verdict.NOT_ENOUGH: f"Nobody can tell yet: {_lower(_moved(of, of.estimate))} at best guess, "
        f"and anything from {interval(of.estimate, of.unit)} would fit as well.",
    }[of.verdict]


def _moved(of: Effect, estimate: Estimate) -> str:
    way = "better" if (estimate.value > 0) == (of.better == "higher") else "worse"
    return f"It made “{of.measure_title}” {way} by {distance(abs(estimate.value), of.unit)}"


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def doubt(of: Effect) -> str:
    """Say how sure it is; empty where there is no effect."""
    if of.estimate is None:
        return ""
    smallest = distance(of.estimate.smallest, of.unit)
    sure = f"95 % interval {interval(of.estimate, of.unit)}"
    if of.verdict is Verdict.NOT_ENOUGH:
        return f"{sure}. An effect of {smallest} would show four times in five."
    return f"{sure}."


def expected(of: Effect) -> str:
    """Say what the change was to do; empty where nobody said."""
    if of.question.expected is Expected.ANY:
        return ""
    return f"It was to make it {of.question.expected}."


def evidence(of: Effect) -> str:
    """Say the grade of evidence in words."""
    return f"Evidence {of.grade.value}, {of.grade.words}."


def reasons(of: Effect) -> str:
    """Say why the evidence is no better; empty where it is as good as it gets without lots."""
    if of.grade in (Grade.RANDOMISED, Grade.QUASI_EXPERIMENTAL):
        return ""
    return f"Why no better: {' '.join(of.reasons)}" if of.reasons else ""


def how(of: Effect) -> str:
    """Say how it is told, and by whom."""
    before, after = figures.counted(of.before, "month"), figures.counted(of.after, "month")
    return (
        f"{of.because} {of.treated:,} {_units(of, of.treated)} with it, {of.others:,} without; {before} before and "
        f"{after} with it, to {figures.period(of.until)}."
    )


def _units(of: Effect, many: int) -> str:
    return of.units if many != 1 else {"pieces of work": "piece of work", "accounts": "account"}.get(of.units, of.units)


def left_out(of: Effect) -> Iterator[str]:
    """Say who is left out and why, put together by why."""
    by: dict[str, list[str]] = {}
    for name, why in of.left_out:
        by.setdefault(why, []).append(name)
    for why, names in by.items():
        more = f" and {len(names) - MOST_LEFT_OUT} more" if len(names) > MOST_LEFT_OUT else ""
        yield f"Left out, {why}: {'; '.join(names[:MOST_LEFT_OUT])}{more}."


def naive(of: Effect) -> str:
    """Say what a report before and after would say, and what others did in the same months."""
    change = of.naive.change
    if change is None:
        return "Before and after cannot be told: nothing was counted on one side."
    levels = f"{level(of.naive.before, of.unit)} before, {level(of.naive.after, of.unit)} after"
    said = f"A report before and after would say {difference(change, of.unit)} ({levels})."
    if of.naive.others_change is None:
        return said
    return f"{said} Others, without the change, moved by {difference(of.naive.others_change, of.unit)}."


def beside(of: Effect) -> Iterator[str]:
    """Say what other ways of telling say."""
    for each in of.beside:
        yield f"By {each.name} ({each.says}): {difference(each.value, of.unit)}."


def held(check: Check) -> Mark:
    """Give a check's mark."""
    return HELD[check.passed]


def unseen(of: Effect) -> Iterator[str]:
    """Say how strong something unseen would have to be to make up the effect."""
    seen = of.sensitivity
    if of.estimate is None:
        return
    if seen.ratio is not None and seen.ratio_bound is not None:
        yield (
            f"To make up the effect, something unseen would have to be {seen.ratio:.1f} times as frequent with the "
            f"change, and make the rarer outcome {seen.ratio:.1f} times as likely; {_times(seen.ratio_bound)} to make "
            "it uncertain."
        )
    if seen.explains is not None and seen.explains_bound is not None:
        yield (
            f"Or it would have to explain {seen.explains:.0%} of what is left of both who had the change and the "
            f"measure; {seen.explains_bound:.0%} to make it uncertain."
        ).replace("%", " %")
    if seen.drift is not None and seen.drift_bound is not None:
        yield (
            f"A drift {_drift(seen.drift)} the furthest from one month to the next before would explain the first "
            f"months; {_drift(seen.drift_bound)} it leaves them uncertain."
        )
    if seen.placebo is not None:
        times = f"{seen.placebo:.1f} times the furthest"
        yield f"It is {times} that was found on any of the others, where nothing was changed."


def _times(bound: float) -> str:
    return "it takes nothing" if bound <= 1 else f"{bound:.1f} times each is enough"


def _drift(multiple: float) -> str:
    return "no multiple of" if multiple == float("inf") else f"{multiple:.1f} times"
