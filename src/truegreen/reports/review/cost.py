"""What a watermelon may cost: who is behind it, and what early warning expects, where it was shown to tell anything."""

from __future__ import annotations

from collections.abc import Iterator

from truegreen.model.review import Review
from truegreen.model.truth import Entry
from truegreen.reports import truth_words, value_words, warning_words
from truegreen.reports.review.parts import Block, Need, Sentence
from truegreen.stats.estimate import Verdict


def cost(worst: Entry | None, review: Review) -> Block:
    """Say what may be lost behind a watermelon, and of all accounts."""
    said = [*_behind(worst, review)]
    title = "What it may cost" if worst else "What is at stake"
    again = (f"truegreen truth --period {review.period}", "truegreen accounts")
    return Block("cost", title, said or [Sentence("Nothing that is measured says what is at stake.")], again=again)


def _behind(worst: Entry | None, review: Review) -> Iterator[Sentence]:
    if worst and (behind := truth_words.behind(worst.affected)):
        yield Sentence(f"Behind it: {behind}", (f"truth test, entry {worst.number}: accounts with cases in it",))
    found = review.ranked
    if found is None or not found.risks or found.trust is None or found.trust.verdict is not Verdict.ESTABLISHED:
        return
    evidence = (f"early warning {warning_words.as_known(found)}, run {found.run}; modelled",)
    ids = {each.id for each in review.worst.accounts} if review.worst else set()
    theirs = [each for each in found.risks if each.account in ids]
    losses = [each.loss for each in theirs if each.loss is not None]
    if losses:
        expected, lost = sum(each.chance.value for each in theirs), value_words.estimated(sum(losses[1:], losses[0]))
        yield Sentence(
            f"Of the {len(theirs)} of them that it ranks, early warning expects about {expected:.1f} to give notice "
            f"within {warning_words.horizon(found.months)}: an expected loss of {lost}. "
            "It is modelled, and nobody has shown how much of it comes from this work.",
            evidence, Need.VALUE,
        )  # fmt: skip
    yield Sentence(f"All accounts: {_low(warning_words.answer(found))}", evidence, Need.VALUE)


def _low(text: str) -> str:
    return text[:1].lower() + text[1:]
