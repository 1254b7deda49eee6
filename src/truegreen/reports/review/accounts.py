"""Accounts at risk and saved: what may be lost, how far that can be trusted, and what trying to keep them did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.review import Review
from truegreen.model.value import Amount
from truegreen.model.valued import Valued
from truegreen.model.warning import Alert, Ranked, Risk
from truegreen.reports import figures, value_words, warning_words
from truegreen.reports.review.parts import Block, Cell, Column, Need, Section, Sentence, Table

AT_RISK: Final = (
    Column("Account", is_name=True, width=0.8), Column("Segment", width=1.0), Column("Owner", is_name=True, width=1.85),
    Column("Chance of notice", is_number=True, width=1.55), Column("Pays a month", is_number=True, width=1.2),
    Column("Expected loss", is_number=True, width=1.2), Column("Renews", width=1.0),
    Column("What pulls it up", width=4.7), Column("Owner told", width=1.1),
)  # fmt: skip
AMOUNTS: Final = (
    Column("What", width=2.6), Column("Amount", is_number=True, width=1.5),
    Column("95 % interval", is_number=True, width=2.6), Column("Evidence", width=1.5), Column("It rests on", width=4.2),
)  # fmt: skip
ALERTED: Final = {
    Alert.RAISED: "yes", Alert.HELD_OUT: "no, held out by lot", Alert.BEYOND: "no, too many for them",
    Alert.USUAL: "no, not above the usual", Alert.UNTOLD: "nobody can tell",
}  # fmt: skip
SAVED: Final = ("protected", "protected modelled", "alerts", "attempts", "net", "risk")
LISTED: Final = 10
GONE: Final = "The rows of the run are gone, so that nobody can tell of accounts; run again first."


def section(review: Review) -> Section:
    """Tell which accounts may be lost, and what keeping accounts did."""
    blocks = [_risk(review.ranked) if review.ranked else Block("risk", GONE.rstrip("."))]
    if review.valued:
        blocks.append(_saved(review.valued))
    return Section("accounts", "Accounts at risk and saved", blocks)


def _risk(found: Ranked) -> Block:
    title = warning_words.answer(found).rstrip(".")
    if not found.risks:
        return Block("risk", title, needs=Need.VALUE)
    said = [
        Sentence(warning_words.trust(found.trust, found.months), (f"backtest, run {found.run}",)),
        Sentence(_known(found), (f"early warning {warning_words.as_known(found)}, run {found.run}",)),
        Sentence(warning_words.alerts(found)),
    ]
    if found.given_notice:
        verb = "has" if found.given_notice == 1 else "have"
        more = figures.counted(found.given_notice, "more account")
        gone = f"{more} {verb} given notice already and stand outside these figures."
        said.append(Sentence(gone))
    note = (
        f"The first {min(len(found.risks), LISTED)} of {len(found.risks)} by expected loss: the chance of notice "
        f"within {warning_words.horizon(found.months)}, times what it would still bring if it stayed as others do. "
        "What pulls the chance up is no proof of a cause."
    )
    table = Table("at-risk", "Accounts at risk", AT_RISK, [_cells(each) for each in found.risks[:LISTED]], note)
    again = ("truegreen accounts", "truegreen backtest")
    return Block("risk", title, said, table=table, needs=Need.VALUE, again=again)


def _known(found: Ranked) -> str:
    high = sum(each.is_high for each in found.risks)
    as_of = f"{warning_words.as_known(found).capitalize()}: " if warning_words.as_known(found) else ""
    of = figures.counted(len(found.risks), "account")
    if not high:
        return f"{as_of}of {of}, none is surely above the usual chance of {warning_words.chance(found.base_chance)}."
    verb = "is" if high == 1 else "are"
    return f"{as_of}{high} of {of} {verb} surely above the usual chance of {warning_words.chance(found.base_chance)}."


def _cells(each: Risk) -> list[Cell]:
    return [
        Cell(each.account), Cell(each.segment or figures.NOTHING), Cell(each.owner or figures.NOTHING),
        Cell(warning_words.chance_with_doubt(each.chance), f"{each.chance.value:.6f}"),
        Cell(warning_words.money(each.revenue), "" if each.revenue is None else f"{each.revenue.amount:f}"),
        Cell(value_words.estimated(each.loss), "" if each.loss is None else f"{each.loss.rounded().amount:f}"),
        Cell(warning_words.day(each.renewal)), Cell(warning_words.in_short(each)), Cell(ALERTED[each.alert]),
    ]  # fmt: skip


def _saved(of: Valued) -> Block:
    named = [(name, of.amounts[name]) for name in SAVED if name in of.amounts]
    told = [each for name, each in named if each.is_told or name in ("protected", "alerts")]
    said = [Sentence(each, (f"value, run {of.run}",)) for each in value_words.not_measured(of)] if not told else []
    said += [*_hangs(of)]
    table = Table("saved", "What keeping accounts did", AMOUNTS, [_amount(each) for each in told], value_words.GRADES)
    return Block("saved", saved_words(of.amounts["protected"], of.saves.because if of.saves else ""), said,
                 table=table if told else None, needs=Need.VALUE, again=("truegreen value",))  # fmt: skip


def saved_words(kept: Amount, because: str = "") -> str:
    """Say what trying to keep accounts protected, as far as anybody can tell."""
    if not kept.is_told:
        why = (because or kept.because).rstrip(".")
        return f"What trying to keep accounts protected is not measured: {why}"
    if kept.is_certain and kept.value is not None and kept.value.amount > 0:
        return f"Trying to keep accounts protected {value_words.told(kept)}, evidence {value_words.evidence(kept)}"
    if kept.is_certain:
        return f"Trying to keep accounts did harm: {value_words.told(kept)}, evidence {value_words.evidence(kept)}"
    return f"Nobody can tell yet whether trying to keep accounts protected anything: {value_words.told(kept)}"


def _hangs(of: Valued) -> Iterator[Sentence]:
    saves = of.saves
    if saves is None:
        return
    arms = "; ".join(
        f"{each.name}: {figures.counted(each.over, 'account')} told, {each.left} left" for each in saves.arms
    )
    evidence = (f"save programme from {saves.first} to {saves.last}: {arms}",)
    made = figures.counted(saves.attempts, "attempt")
    yield Sentence(
        f"{made} to keep accounts were recorded, {saves.accepted} of {saves.decided} with an outcome as accepted; an "
        "accepted offer is no proof of a save.",
        evidence,
    )
    if saves.hangs and saves.hangs.alike < value_words.MANY:
        held = figures.counted(saves.hangs.held_out, "account")
        yield Sentence(
            f"The amount hangs on {held} held out, worth as much as {saves.hangs.alike:.0f} of like worth.", evidence
        )


def _amount(of: Amount) -> list[Cell]:
    return [
        Cell(of.what[:1].upper() + of.what[1:]),
        Cell(value_words.amount(of), "" if of.value is None else f"{of.value.rounded().amount:f}"),
        Cell(value_words.interval(of)), Cell(value_words.evidence(of)), Cell(_rests(of)),
    ]  # fmt: skip


def _rests(of: Amount) -> str:
    """Say what an amount rests on: why there is none, or what was counted."""
    counted = "; ".join(f"{name}: {figures.count(many)}" for name, many in of.counts.items())
    return of.because or counted or figures.NOTHING


def alerted(found: Ranked | None) -> int:
    """Count the accounts whose owners are told."""
    return sum(each.alert is Alert.RAISED for each in found.risks) if found else 0
