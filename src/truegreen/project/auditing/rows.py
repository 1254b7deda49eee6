"""The detectors that see rows hit or not, wired: counted, compared, and what they move in the measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from truegreen.clocks.measured import measured
from truegreen.clocks.ready import see as see_table
from truegreen.engine.compile import to_sql
from truegreen.facts.store import Store
from truegreen.facts.tables import CASE, CASE_EVENT
from truegreen.facts.where import Files
from truegreen.model.audit import Audit, Compared, Moved, NotLooked
from truegreen.model.clock import PHASES, Clock
from truegreen.project.auditing.money import Corrected, Other
from truegreen.project.auditing.room import Prepared, Room
from truegreen.project.pausing import known_hours, prepared
from truegreen.readings.audited import Count, Held, days, kept, looked, rows_of, sample_of, see
from truegreen.readings.audited_looks import COUNTS_AS, LOOKS, REMEASURED, Look
from truegreen.readings.audited_moved import ByPeriod, by_period, moved
from truegreen.readings.audited_tables import missing
from truegreen.signals.audit.chance import so_many_kept
from truegreen.signals.audit.detector import Detector
from truegreen.signals.audit.detectors import detectors
from truegreen.signals.audit.drafts import Draft, by_member, rate_of
from truegreen.signals.audit.peers import Size
from truegreen.units.period import Period

_KEPT: Final = ("on_time", "response_on_time")
"""Metrics of work kept in time, for which hits may do better than the rest."""


def rows_seen(room: Room, audits: Sequence[Audit]) -> Iterator[Prepared | NotLooked]:
    """Give what each detector of some audits sees, all together and by member, or why it cannot look."""
    for name, look in LOOKS.items():
        detector = detectors()[name]
        if detector.audit in audits:
            for each in _drafts(room, detector, look):
                yield each if isinstance(each, NotLooked) else _prepared(room, look, each)


def _prepared(room: Room, look: Look, draft: Draft) -> Prepared:
    name, member, duck = draft.detector.name, draft.member, room.view.source.duck
    measures = {each.measure for each in draft.moved}

    def moved_by() -> Sequence[Moved]:
        return moves(room, name, look, member) if member else draft.moved

    def changed() -> Corrected:
        every = corrected(room, name, look, member)
        return every if member else {each: every[each] for each in every if each in measures}

    return Prepared(
        draft, moved_by, changed, lambda: rows_of(room.laid, look, member), lambda: sample_of(duck, name, look, member)
    )


def _drafts(room: Room, detector: Detector, look: Look) -> Iterator[Draft | NotLooked]:
    duck = room.view.source.duck
    if lacking := missing(room.laid, look.needs):
        yield NotLooked(detector.audit, detector.name, detector.title, f"the records do not tell {', '.join(lacking)}")
        return
    everybody, *members = see(duck, room.laid, detector.name, look)
    if not everybody.of:
        yield NotLooked(detector.audit, detector.name, detector.title, "no row of the records can show it")
        return
    yield from _wholes(room, detector, look, everybody)
    sizes = [Size(each.member, each.hits, each.of, each.expected, each.together) for each in members]
    also = {each.member: each.also for each in members}
    yield from by_member(detector, room.by, sizes, look.noun, also, mixed="AS alike" in look.query)


def _wholes(room: Room, detector: Detector, look: Look, counted: Count) -> Iterator[Draft]:
    """Give the drafts of all together: a plain fact, or one for each way of counting by which hits may do better."""
    draft = Draft(detector, "", "", rate_of(counted.hits, counted.of, look.noun), None, counted.also)
    found = moves(room, detector.name, look) if counted.hits else []
    if not detector.kept_better or not counted.hits:
        yield replace(draft, moved=found)
        return
    ways: dict[str, list[str]] = {}
    for name, held in room.held.items():
        if held.question.formula.spec.metric in _KEPT and effect_of(look, held):
            ways.setdefault(str(held.question.formula.spec), []).append(name)
    for names in ways.values():
        own = [each for each in found if each.measure in names]
        rows = [room.held[name] for name in names]
        kept_hits, hits, kept_rest, rest = kept(room.view.source.duck, rows, detector.name)
        if hits and rest:
            chance = so_many_kept(kept_hits, hits, kept_rest, rest)
            compared = Compared("the other cases", None, "Fisher's exact test, one-sided", chance)
            also = {**counted.also, "kept": kept_hits, "judged": hits, "kept_others": kept_rest, "others": rest}
            yield replace(draft, compared=compared, also=also, moved=own, measure=names[0] if len(names) == 1 else "")


def effect_of(look: Look, held: Held) -> str:
    """Say what becomes of a detector's hits in a measure; empty if nothing."""
    spec = held.question.formula.spec
    if held.key != look.key:
        return ""
    return look.moves.get(f"{spec.metric}.{spec.variant}") or look.moves.get(spec.metric, "")


def moves(room: Room, name: str, look: Look, member: str = "") -> list[Moved]:
    """Give what a detector's hits move, the most moved measure first; of a member, in its own rows."""
    found = [
        moved(room.versions, measure, held.question, _counted(room, name, look, held, member, member), whole=not member)
        for measure, held in room.held.items()
        if effect_of(look, held)
    ]
    return sorted((each for each in found if each.points), key=lambda each: -abs(each.points))


def corrected(room: Room, name: str, look: Look, member: str = "") -> Corrected:
    """Give other values of the measures that a detector's hits move, by period: of all rows, without a member's."""
    found = {}
    for measure, held in room.held.items():
        if effect_of(look, held):
            counted = _counted(room, name, look, held, member, "")
            found[measure] = others(counted)
    return found


def others(counted: ByPeriod) -> dict[Period, Other]:
    """Give the values of periods that differ without the hits."""
    pairs = {period: (counted.stated[period], counted.without[period]) for period in counted.stated}
    return {
        period: Other(_value(*stated), _value(*without), without[1])
        for period, (stated, without) in pairs.items()
        if stated != without
    }


def _value(hits: int, of: int) -> Fraction | None:
    return Fraction(hits, of) if of else None


def _counted(room: Room, name: str, look: Look, held: Held, member: str, among: str) -> ByPeriod:
    effect = effect_of(look, held)
    if effect == REMEASURED:
        name, effect = _remeasured(room, name, held), COUNTS_AS
    return by_period(held.question, days(room.view.source.duck, held, name, effect, member, among))


def _remeasured(room: Room, name: str, held: Held) -> str:
    """Measure a clock again in which a reply of the customer ends a wait, and say which hits are then kept."""
    duck, own = room.view.source.duck, f"{name}-{held.table}"
    if duck.rows(f"SELECT 1 FROM duckdb_tables() WHERE table_name = '{looked(own)}'"):
        return own
    store = Store(room.view.project.store)
    for table in (CASE, CASE_EVENT):
        see_table(duck, Files(store), table, [*room.view.state.of(table.name).values()])
    clock = _ended_by_replies(room.agreement.clocks[_clock_name(held)])
    hours, recorded = known_hours(duck, store, room.view.state, room.versions)
    runs = to_sql(measured("again", clock, *prepared(duck, clock, hours, recorded)))
    duck.run(f"""
        CREATE OR REPLACE TEMP TABLE {looked(own)} AS
        SELECT k.* EXCLUDE (without), coalesce(a.kept, false) AS without
        FROM {looked(name)} AS k
        LEFT JOIN (SELECT case_id, bool_and(on_time) AS kept FROM ({runs}) GROUP BY case_id) AS a USING (case_id)""")
    return own


def _clock_name(held: Held) -> str:
    return str(dict(held.question.formula.spec.parameters)["clock"]).rpartition("/")[2]


def _ended_by_replies(clock: Clock) -> Clock:
    """Give a clock that goes on as soon as the customer has answered, and at the latest when the wait ends."""
    ends = clock.resumes or tuple(each for each in PHASES if not each.startswith("waiting"))
    return replace(clock, resumes=tuple(dict.fromkeys((*ends, "customer_replied"))))
