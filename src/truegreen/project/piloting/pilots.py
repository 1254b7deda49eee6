"""Pilots of a project: read, registered, and what their metric means. What needs records is in ``pilot_running``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from truegreen.files.nearest import did_you_mean
from truegreen.files.pilot_draft import OWNER
from truegreen.files.pilot_records import edited, read_registered, write_registered
from truegreen.files.pilots import FOLDER, NAMED, is_name, names_in, place_of, read_pilot
from truegreen.files.text import shown
from truegreen.metrics.catalogue import catalogue
from truegreen.model.agreement import Measure, Versions
from truegreen.model.finding import Finding, error, has_errors, warning
from truegreen.model.pilot import RETENTION, REVENUE, Design, Pilot, Randomised, Registered
from truegreen.model.pilot_standing import Figure
from truegreen.project.opened import Project
from truegreen.readings.pilot_units import BELONGS, column_of
from truegreen.readings.plan import looks_ahead_days
from truegreen.readings.questions import Question, questions
from truegreen.readings.specs import formula, spec_of
from truegreen.units.span import Span

OF_ACCOUNTS: Final = {
    RETENTION: Figure(name=RETENTION, words="Accounts that have not decided to leave", unit="share", better="higher"),
    REVENUE: Figure(name=REVENUE, words="Recurring revenue of an account and month", unit="money", better="higher"),
}


@dataclass(frozen=True, slots=True)
class Open:
    """A pilot of a project, as far as it is there.

    Attributes:
        name: its name.
        pilot: what its file says; None where it has none, or it cannot be read.
        registered: what was registered; None where it was not.
        figure: by what it is judged; None where that cannot be known.
        question: the measure behind the figure; None for retention, revenue and columns.
        findings: everything that is wrong or worth knowing.
    """

    name: str
    pilot: Pilot | None
    registered: Registered | None
    figure: Figure | None
    question: Question | None
    findings: tuple[Finding, ...]

    @property
    def at(self) -> Span:
        """Give its file."""
        return Span(place_of(self.name).as_posix())

    @property
    def judged_by(self) -> Pilot | None:
        """Give what counts: what was registered, else what the file says."""
        return self.registered.pilot if self.registered else self.pilot


def open_pilot(project: Project, name: str) -> Open:
    """Open a pilot: what its file says, what was registered, and by what it is judged."""
    if not is_name(name):
        return Open(name, None, None, None, None, (_unknown(project, name),))
    findings: list[Finding] = []
    registered = read_registered(project.folder, name, findings)
    path, text = project.folder / place_of(name), list[Finding]()
    pilot, _ = read_pilot(project.folder, path, text) if path.is_file() else (None, None)
    if registered is None:
        findings += text
    elif path.is_file():
        findings += edited(pilot, registered, Span(place_of(name).as_posix()))
    judged_by = registered.pilot if registered else pilot
    if judged_by is None:
        findings = findings or [_unknown(project, name)]
        return Open(name, None, None, None, None, tuple(findings))
    figure, question, found = figure_of(project, judged_by)
    findings += [*found, *_whose(judged_by), *_young(judged_by, figure), *_unit_of_margin(judged_by, figure)]
    return Open(name, pilot, registered, figure, question, tuple(findings))


def _unknown(project: Project, name: str) -> Finding:
    known = names_in(project.folder)
    remedies = [did_you_mean(name, known)] if known else []
    remedies += [f"{'Or draft' if known else 'Draft'} one: `truegreen pilot new {name}`."] if is_name(name) else []
    return error(Span(FOLDER), "unknown-pilot", f"There is no pilot {shown(name)}.", " ".join(remedies) or NAMED)


def register(project: Project, opened: Open, on: date) -> tuple[Registered | None, list[Finding]]:
    """Freeze a pilot as it stands; gives what is registered, or what stands in the way."""
    if opened.registered is not None:
        says = f"The pilot was registered on {opened.registered.on}, and stays as it was."
        remedy = "To try something else, start a new pilot under a name of its own."
        return None, [error(opened.at, "already-frozen", says, remedy)]
    if opened.pilot is None or has_errors(opened.findings):
        return None, [each for each in opened.findings if has_errors([each])]
    if opened.pilot.owner == OWNER:
        says = "Nobody answers for the pilot: its owner is still the draft's."
        return None, [error(opened.at, "pilot-without-owner", says, "Write owner: and a name, and look at all lines.")]
    findings = write_registered(project.folder, opened.pilot, on)
    return read_registered(project.folder, opened.name, findings), findings


def figure_of(project: Project, pilot: Pilot) -> tuple[Figure | None, Question | None, list[Finding]]:
    """Give by what a pilot is judged, and the measure behind it."""
    currency = project.settings.currency
    if pilot.column:
        better = str(pilot.better or "higher")
        made = Figure(name=pilot.column, words=f"The column {pilot.column}", unit=str(pilot.measured_in),
                      better=better, currency=currency)  # fmt: skip
        return made, None, []
    if pilot.metric in OF_ACCOUNTS:
        if pilot.unit is not Randomised.ACCOUNT:
            says = f"{pilot.metric.capitalize()} is of accounts, and the pilot's unit is {pilot.unit}."
            return None, None, [error(pilot.at, "pilot-not-told", says, "Write unit: account, or another metric.")]
        of = OF_ACCOUNTS[pilot.metric]
        return Figure(name=of.name, words=of.words, unit=of.unit, better=of.better, currency=currency), None, []
    question, found = _question(project, pilot)
    if question is None:
        return None, None, found
    asked = question.formula
    made = Figure(name=pilot.metric, words=asked.words, unit=asked.unit, better=asked.metric.better,
                  currency=currency, looks_ahead=looks_ahead_days(asked))  # fmt: skip
    return made, question, found


def _question(project: Project, pilot: Pilot) -> tuple[Question | None, list[Finding]]:
    """Give what the metric asks: a measure of the agreement in its own scope, or a metric over all rows."""
    metrics = catalogue()
    versions, found = _agreement(project, pilot)
    if versions is not None and pilot.metric in versions.latest.measures:
        asked = questions(versions.latest, metrics)
        if pilot.metric in asked:
            return asked[pilot.metric], []
        says = f"The measure {shown(pilot.metric)} is reported by somebody, and no records tell it by unit."
        return None, [error(pilot.at, "pilot-not-told", says, "Name a measure that is computed, or a column.")]
    if found and (pilot.agreement or "." not in pilot.metric):
        return None, found
    name = pilot.metric.partition(".")[0]
    if name not in metrics:
        known = [*(versions.latest.measures if versions else ()), *metrics, *OF_ACCOUNTS]
        says = f"There is no measure or metric {shown(pilot.metric)}."
        return None, [error(pilot.at, "unknown-metric", says, did_you_mean(pilot.metric, known))]
    spec, wrong = spec_of(Measure(metric=pilot.metric, parameters=pilot.parameters, at=pilot.at), metrics)
    return (None if spec is None else Question(pilot.metric, formula(spec, metrics))), wrong


def _agreement(project: Project, pilot: Pilot) -> tuple[Versions | None, list[Finding]]:
    known = project.agreements
    if pilot.agreement and pilot.agreement not in known:
        says = f"There is no agreement {shown(pilot.agreement)}."
        return None, [error(pilot.at, "unknown-agreement", says, did_you_mean(pilot.agreement, known))]
    if pilot.agreement or len(known) == 1:
        return known[pilot.agreement or next(iter(known))], []
    says = (
        f"The project has {len(known)} agreements, and the pilot does not say whose measure {shown(pilot.metric)} is."
    )
    remedy = f"Write agreement: {' or '.join(known)}."
    return None, [error(pilot.at, "unknown-agreement", says, remedy)]


def _whose(pilot: Pilot) -> Iterator[Finding]:
    """Find clusters and strata that the unit's records cannot tell."""
    known = BELONGS[pilot.unit]
    if pilot.column:
        return  # The table of figures says them.
    for name, what in ((pilot.clusters, "clusters"), *((each, "strata") for each in pilot.strata)):
        if name and column_of(name) not in known:
            says = f"Records do not say which {shown(name)} a {pilot.unit} belongs to."
            yield error(pilot.at, "unknown-belonging", f"{what}: {says}", did_you_mean(name, known))


def _young(pilot: Pilot, figure: Figure | None) -> Iterator[Finding]:
    """Find a pilot that is over before its metric can say anything."""
    if figure and pilot.weeks and figure.looks_ahead >= 7 * pilot.weeks:
        says = (
            f"The pilot lasts {7 * pilot.weeks} days, and {figure.name} is only known {figure.looks_ahead} days later."
        )
        remedy = "Let it run longer, or take a metric that is known sooner."
        yield warning(pilot.at, "horizon-too-short", says, remedy)


def _unit_of_margin(pilot: Pilot, figure: Figure | None) -> Iterator[Finding]:
    if figure and pilot.margin is not None:
        try:
            pilot.margin.in_unit(figure.unit)
        except ValueError as reason:
            says = f"The margin does not fit the metric: {reason}."
            yield error(pilot.at, "wrong-unit", says, "Write the margin in the metric's unit.")


def alert_pilots(project: Project) -> list[Registered]:
    """Give the registered pilots of the design ``alerts``."""
    found: list[Finding] = []
    known = [read_registered(project.folder, name, found) for name in names_in(project.folder)]
    return [each for each in known if each is not None and each.pilot.design is Design.ALERTS]


def alert_hold_out(project: Project) -> tuple[str, float]:
    """Give the salt and the share by which alerts are held out, for ``value.pilots.hold_out.held_out``.

    A registered pilot of the design ``alerts`` says both; without one the settings say the share. Of several registered
    ones the one that starts last counts.
    """
    alerts = alert_pilots(project)
    if not alerts:
        return "alerts", float(project.settings.early_warning.held_out)
    latest = max(alerts, key=lambda each: (each.pilot.starts, each.pilot.pilot))
    return latest.digest, float(latest.pilot.arms[latest.pilot.control].in_unit("share"))
