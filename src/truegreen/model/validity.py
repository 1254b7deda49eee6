"""KPI validity: what the parties pay for, held against what customers live through.

A **link** is one contracted figure and one customer outcome: how much of the one goes with the other, and what may be
said of it. All links of an agreement are judged together, so that the verdicts hold their promise as a list. A figure's
links, what it tells of, and what it is paid for make the advice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from truegreen.model.agreement import Role
from truegreen.model.finding import Finding
from truegreen.stats.estimate import Estimate
from truegreen.stats.validity.said import Said
from truegreen.units.period import Period


class Advice(StrEnum):
    """What to do with a figure."""

    PAY = "pay on it"
    GUARD = "keep as guardrail"
    RETIRE = "retire"
    REDEFINE = "redefine"
    WAIT = "wait for data"


class Grain(StrEnum):
    """What is compared: cases that customers were asked about, or accounts' months."""

    CASE = "case"
    MONTH = "account and month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """How much of a figure shows so many months later, the other lags held alike.

    Attributes:
        back: months from the figure to the outcome; 0 or less are the placebo: what comes after.
        per_sd: change of the outcome in its standard deviations, for one of the figure's; its chance allows for the
            search among all lags.
    """

    back: int
    per_sd: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One figure and one outcome.

    Attributes:
        figure, outcome: ids of the measures.
        grain: what is compared.
        when: how long before the outcome the figure is taken, in words; empty where both are of one case.
        said: what may be said.
        because: why nothing may be said, in words; empty where something may.
        per_sd: change of the outcome, in its standard deviations, where the figure is higher by one of its own; above
            nothing where both rise together. None where it cannot be estimated.
        per_unit: the same in the outcome's unit, for one contract unit of the figure.
        unit: what one contract unit is, in words: “one point”, “one hour”; ``outcome_unit`` what the outcome changes
            by: “points”, “hours”.
        aligned: whether both get better the same way.
        p: chance of so much where there is nothing, with the whole family counted in; None where it was not asked.
        between: the same per_sd between accounts rather than within; None where it cannot be estimated.
        opposite: whether within and between are both established, with opposite signs (Simpson).
        jointly: the same per_sd with the other figures held alike; None where these are not known together.
        through: figures that are left when all are held alike, where of this one nothing that matters is: then it goes
            with the outcome only through these; empty otherwise.
        placebo: what the figure of later months “predicts”, which should be nothing; None where not tried.
        lags: by month, where months are dense enough to tell them apart; empty otherwise.
        known: share of the outcome's rows in which the figure is known.
        material: the smallest change that matters, in standard deviations of the outcome.
        enough: roughly how many independent units would tell; None where these do or nobody can say.
        query: the SQL of the moments; empty where they are not from one query.
    """

    figure: str
    outcome: str
    grain: Grain
    when: str
    said: Said
    because: str = ""
    per_sd: Estimate | None = None
    per_unit: Estimate | None = None
    unit: str = ""
    outcome_unit: str = ""
    aligned: bool = True
    p: float | None = None
    between: Estimate | None = None
    opposite: bool = False
    jointly: Estimate | None = None
    through: Sequence[str] = ()
    placebo: Estimate | None = None
    lags: Sequence[Lag] = ()
    known: float | None = None
    material: float = 0.1
    enough: int | None = None
    query: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A figure's own share of what all figures together explain of an outcome (LMG), within accounts.

    Attributes:
        outcome: which outcome.
        share: of the outcome's variance; ``low`` and ``high`` its 95 % interval.
        explained: what all figures together explain.
    """

    outcome: str
    share: float
    low: float
    high: float
    explained: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """An outcome of cases just inside the contract's threshold, against early ones: both are green.

    Attributes:
        inside, early: the outcome in the two bands, as it stands.
        within: from and to of the cases just inside; ``before`` the end of the early ones.
        difference: the first less the second, with its doubt.
    """

    inside: float
    early: float
    within: tuple[float, float]
    before: float
    difference: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """From which value on customers care, against where the contract pays.

    Attributes:
        figure: what is measured of a case, like ``hours-to-resolve``; ``words`` says it.
        unit: hours or seconds.
        outcome: the experience level; ``outcome_unit`` its unit.
        shape: what may be said: no response, a straight line, a kink, or a curve.
        because: why nothing can be said, in words; empty where something can.
        starts, low, high: where the outcome starts to get worse, with its interval; None where that cannot be said.
        p_any: chance of so much of a response anywhere, were there none, with all that were asked counted in.
        p_kink: chance of so sharp a turn, were it a straight line, likewise.
        pays: the contract's threshold, in the same unit, the usual one where it differs; None where there is none.
        measure: the measure whose threshold it is; empty where there is none.
        knots: values of the figure; ``level``, ``below`` and ``above`` the outcome there with its band.
        bands: cases just inside the threshold against early ones; None where there are too few.
        rows: cases behind it; ``accounts`` of how many.
        query: the SQL of the moments.
    """

    figure: str
    words: str
    unit: str
    outcome: str
    outcome_unit: str
    shape: str
    because: str = ""
    starts: float | None = None
    low: float | None = None
    high: float | None = None
    p_any: float | None = None
    p_kink: float | None = None
    pays: float | None = None
    measure: str = ""
    knots: Sequence[float] = ()
    level: Sequence[float] = ()
    below: Sequence[float] = ()
    above: Sequence[float] = ()
    bands: Bands | None = None
    rows: int = 0
    accounts: int = 0
    query: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A contracted figure, with all that was found of it.

    Attributes:
        id, title, words: the measure, and what it counts.
        role: its role in the agreement.
        weight: share of the whole that the agreement gives it; None where it gives none.
        paid: clauses of the agreement that move money by it.
        ceiling: share of accounts' months at the best value there is; None where nobody can say.
        links: with every outcome.
        parts: its share of what is explained, by outcome.
        advice: what to do with it.
        meant_for: the outcome that the agreement says it is to bring about; empty where it says none.
        decides: the outcome whose link decides the advice; empty where there is no link.
    """

    id: str
    title: str
    words: str
    role: Role
    weight: float | None
    paid: Sequence[str]
    ceiling: float | None
    links: Sequence[Link]
    parts: Sequence[Part]
    advice: Advice
    meant_for: str = ""
    decides: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A customer outcome that figures are held against.

    Attributes:
        id, title: the experience level.
        grain: what is compared for it.
        rows: outcomes counted; ``accounts`` of how many.
        explained: share of its variance that all figures together explain; None where not asked.
        not_asked: why no figure is held against it; empty where figures are.
        query: SQL that makes the table from which the queries of its links give moments; empty where there is none.
    """

    id: str
    title: str
    grain: Grain
    rows: int
    accounts: int
    explained: float | None = None
    not_asked: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """Which contracted figures predict what customers live through.

    Attributes:
        agreement, title: which agreement.
        period: the first to the last month behind it.
        figures: the contracted ones first, each by what it tells.
        outcomes: the experience levels.
        responses: from when on customers care.
        rate: promised share of false verdicts among those given.
        family: how many links were judged together.
        material: the smallest change that matters, in standard deviations of the outcome.
        assumes: what must hold, in words.
        findings: what is missing, or known to be wrong.
        run, known_until: which run, and the last moment its records cover.
        version: of the method; it changes when its numbers do.
    """

    agreement: str
    title: str
    period: Period | None
    figures: Sequence[Figure]
    outcomes: Sequence[Outcome]
    responses: Sequence[Response]
    rate: float
    family: int
    material: float
    assumes: Sequence[str] = ()
    findings: Sequence[Finding] = ()
    run: str = ""
    known_until: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsOf:
    """Rows behind a link: what they are, the query for all of them, and some."""

    what: str
    query: str
    columns: Sequence[str] = ()
    sample: Sequence[Sequence[object]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedLink:
    """A link, opened: its figure and outcome, what must hold, and the rows of both."""

    link: Link
    figure: Figure
    outcome: Outcome
    assumes: Sequence[str]
    rows: Sequence[RowsOf]
