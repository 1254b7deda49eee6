"""What a review has to decide where green may not be true: what is changed, who looks into it, who is asked."""

from __future__ import annotations

from collections.abc import Iterator

from truegreen.model.review import Review
from truegreen.model.truth import Entry, Kind
from truegreen.reports import figures, truth_words, warning_words
from truegreen.reports.review.question import CHANGE, Choice, Question


def green(review: Review) -> Iterator[Question]:
    """Ask what is changed where it is green outside and red inside: in the first place, and in all others."""
    levels = truth_words.titles(review.truth.levels)
    found = [each for each in review.truth.entries if each.kind is Kind.WATERMELON]
    whose = f"{review.provider} proposes, {review.client} agrees"
    for each in found[:1]:
        yield Question(
            f"What is changed in {truth_words.place(each, levels[each.level])}, so that customers are content and not "
            "only the contract is met?",
            f"The first page; truth test, entry {each.number}. {truth_words.doubt(each)}", whose, [*_changes(each)],
            measures=_measures(each),
        )  # fmt: skip
    if rest := found[1:]:
        named = "; ".join(
            f"{truth_words.place(each, levels[each.level])}: {truth_words.answered(each, levels[each.level])}"
            for each in rest
        )
        yield Question(
            f"Who looks into {truth_words.number(len(rest))} more {'place' if len(rest) == 1 else 'places'} where the "
            "contract is met and customers most likely are not content?",
            f"{named}.", whose, [
                Choice("Whoever mends the first place", "Nobody has shown that the cause is the same."),
                Choice("Somebody of their own", "One more root-cause analysis."),
            ], measures=tuple(one for each in rest for one in _measures(each)),
        )  # fmt: skip


def _measures(entry: Entry) -> tuple[str, ...]:
    return tuple(one.measure for one in (*entry.kept, *entry.proxies))


def _changes(entry: Entry) -> Iterator[Choice]:
    yield Choice(
        "Find the cause and mend it: a root-cause analysis, then an initiative with an owner and a day",
        "The provider’s work; afterwards the same test says whether customers are content.",
    )
    for each in truth_words.proxies(entry)[:1]:
        yield Choice(f"Pay for what customers feel: move money to “{each.title}”, or to customers’ answers", CHANGE)
    behind = entry.affected
    if behind and behind.accounts:
        pay = f", who pay {warning_words.money(behind.revenue)} a month" if behind.revenue else ""
        yield Choice("Leave it", f"{figures.counted(behind.accounts, 'account')}{pay}, go on as now.")


def untold(review: Review) -> Iterator[Question]:
    """Ask whether more customers are asked, where of most of the work nobody can tell."""
    listed = next((each for each in review.truth.listed if each.kind is Kind.CANNOT_TELL), None)
    if listed and listed.cells * 2 > len(review.truth.cells) > 0:
        of = f"{figures.count(listed.cells)} of {figures.counted(len(review.truth.cells), 'piece')} of work"
        more = figures.counted(listed.wanted, "more answer") if listed.wanted else "more answers than can be had"
        yield Question(
            "Are more customers asked, or is it accepted that of most of the work nobody can tell?",
            f"Of {of} nobody can tell whether its customers are content.", choices=[
                Choice("Ask more customers", f"A typical piece needs {more}."),
                Choice("Judge larger pieces: fewer slices", "More of the work is told of, and less of where it is."),
                Choice("Accept it", "What is bad there stays unseen until something else shows it."),
            ],
        )  # fmt: skip
