"""What commercial people hear: entering a signal, and what all signals of a run were worth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.pseudonyms import pseudonym
from truegreen.facts.store import Store
from truegreen.files.heard import entry_of, heard_text, place_of, read_heard
from truegreen.files.nearest import did_you_mean
from truegreen.files.text import shown
from truegreen.files.writing import write
from truegreen.model.entered import Entry
from truegreen.model.finding import Finding, error, has_errors, note, warning
from truegreen.model.heard import Heard
from truegreen.project.forgetting import with_key
from truegreen.project.looking import View
from truegreen.project.opened import Project
from truegreen.readings.heard_signals import Signals, signals
from truegreen.readings.risk_histories import history
from truegreen.readings.risk_history import History
from truegreen.signals.heard.first import ahead
from truegreen.signals.heard.worth import heard
from truegreen.signals.warning.befores import befores
from truegreen.signals.warning.labels import Labels, labels
from truegreen.signals.warning.origins import Setting
from truegreen.signals.warning.sayings import CHAMPION, Progress
from truegreen.signals.warning.sayings import heard as speaking
from truegreen.signals.warning.scores import judged
from truegreen.sources.heard import heard_mapping
from truegreen.stats.estimate import Verdict
from truegreen.units.span import Span

MONTH_DAYS: Final = 30.4375
_FORM: Final = Span("heard")


@dataclass(frozen=True, slots=True)
class Said:
    """A signal as somebody types it; blank where they say nothing. ``by`` is a name, of which a pseudonym is kept."""

    account: str
    kind: str
    on: str
    severity: str = ""
    by: str = ""


def hear(project: Project, said: Said, today: date) -> tuple[Entry | None, Path, list[Finding]]:
    """Enter a signal: checked, with a pseudonym for who heard it, written whole or not at all.

    Whoever lets several people enter at once has to let them in one by one; the file is read, and written anew.

    Args:
        project: the project, opened.
        said: what was typed.
        today: the day it is.

    Returns:
        The entry, the file it stands in as seen from the project, and all that is wrong; with an error nothing is done.
    """
    findings: list[Finding] = []
    cells = {"account": said.account, "kind": said.kind, "on": said.on, "severity": said.severity}
    entry = entry_of(cells, _FORM, findings)
    before = read_heard(project.folder, findings)
    findings += _unheard_of(project, said.account.strip())
    if entry is None:
        return None, Path(), findings
    findings += [*_too_early(entry, today), *_heard_before(entry, before)]
    if has_errors(findings):
        return None, Path(), findings
    entry = replace(entry, by=_named(project, said.by, findings))
    place = place_of(entry.on)
    if not has_errors(findings):
        there = [each for each in before if each.at.file == place.as_posix()]
        findings += _written(project.folder, place, [*there, entry])
    return (None if has_errors(findings) else entry), place, findings


def _unheard_of(project: Project, account: str) -> Iterator[Finding]:
    """Find an account that no record knows; where there are no records yet, any may be right."""
    state = Store(project.store).read()
    if not account or not state.of("account"):
        return
    with closing(Duck(spill=project.store / "spill")) as duck:
        files = sql.parquet(Store(project.store).files(state.of("account").values()))
        known = [each for (each,) in duck.rows(f"SELECT DISTINCT account_id FROM {files} ORDER BY 1")]
    if account not in known:
        says = f"No record knows the account {shown(account)}."
        yield error(_FORM, "unknown-account", says, did_you_mean(account, known))


def _too_early(entry: Entry, today: date) -> Iterator[Finding]:
    if entry.on > today:
        says = f"{entry.on} is still to come; today is {today}."
        yield error(_FORM, "heard-in-future", says, "Say on which day it was heard.")


def _heard_before(entry: Entry, before: Sequence[Entry]) -> Iterator[Finding]:
    for each in before:
        if (each.account, each.kind, each.on) == (entry.account, entry.kind, entry.on):
            says = f"{each.kind} of {shown(each.account)} on {each.on} stands at {each.at} already."
            yield error(_FORM, "heard-twice", says, "Nothing is to be done; one row a day is kept of each kind.")


def _named(project: Project, by: str, findings: list[Finding]) -> str:
    """Give the pseudonym of who heard it; the key is made where the project has none yet."""
    if not by.strip():
        return ""
    asked = replace(project, mappings=[*project.mappings, heard_mapping(project.settings.time_zone)])
    keyed, wrong = with_key(asked, Store(project.store).read())
    findings += wrong
    if keyed.who.key is None:
        return ""
    with closing(Duck(spill=project.store / "spill")) as duck:
        return pseudonym(duck, keyed.who.key, by)


def _written(folder: Path, place: Path, entries: Sequence[Entry]) -> list[Finding]:
    return write(folder, place, heard_text(sorted(entries, key=lambda each: (each.on, each.account, each.kind))))


def what_was_heard(view: View, days: int | None = None, progress: Progress | None = None) -> Heard:
    """Say what the signals of a run were worth.

    Args:
        view: the run.
        days: the window in which a decision must follow; the horizon of early warning if left out.
        progress: told what is done, how much of it, of how much, while the model speaks month by month; if left out the
            model is not asked who was first.
    """
    duck, store = view.source.duck, Store(view.project.store)
    asked = view.project.settings.early_warning
    past = history(duck, store, view.state)
    said = signals(duck, store, view.state)
    lost = labels(past, blackout=asked.blackout_days)
    made = heard(past, lost, said, round(asked.months * MONTH_DAYS) if days is None else days)
    made = replace(
        made, findings=(*view.findings, *_findings(said, lost)), run=view.run, known_until=view.known_until
    )  # fmt: skip
    if progress is None:
        return replace(made, not_asked="add --model, which takes longer")
    return _with_model(made, past, lost, Setting(horizon=asked.months, budget=asked.alerts), progress)


def _with_model(made: Heard, past: History, lost: Labels, setting: Setting, progress: Progress) -> Heard:
    """Ask the model what it would have said before each loss."""
    spoke = speaking(past, lost, setting, (CHAMPION,), progress, singles=False)
    if CHAMPION not in spoke.sayings:
        return replace(made, not_asked="too few have given notice for the model to learn from")
    losses = befores(past, lost, judged(past, lost, setting, spoke.sayings[CHAMPION]), "")
    kinds = {each.kind for each in made.kinds if each.kind.is_warning and each.verdict is Verdict.ESTABLISHED}
    if not kinds:
        return replace(made, not_asked="no kind of warning can be said to foretell who leaves")
    return replace(made, ahead=ahead(made.signals, kinds, losses))


def _findings(said: Signals, lost: Labels) -> Iterator[Finding]:
    """Say what would be needed and is not there."""
    if not len(said):
        says = "The records have no signals, so that nobody knows what commercial people heard."
        remedy = "Map them to signal, or enter them by `truegreen heard add ACCOUNT KIND`."
        yield warning(Span("facts/signal"), "no-signals", says, remedy)
    if said.unknown:
        says = f"{said.unknown:,} signals are of accounts that no record knows, and are left out."
        remedy = "Say in identities/ which accounts they are."
        yield note(Span("facts/signal"), "signals-of-nobody", says, remedy, said.unknown)
    if lost.unknown.any():
        many = int(lost.unknown.sum())
        says = f"{many:,} accounts left without a day of notice, and are left out: nobody knows when they decided."
        remedy = "Map decision_on, or declare early_warning.blackout_days in truegreen.toml."
        yield note(Span("facts/account"), "decision-not-known", says, remedy, many)
