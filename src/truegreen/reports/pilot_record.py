"""A pilot for programs: every count, look and difference, with nothing rounded away.

Where the arms may not be compared, a record holds no difference: looks are an empty list, and the analysis is null.
"""

from __future__ import annotations

from truegreen.files.pilot_records import canonical
from truegreen.model.pilot import Registered
from truegreen.model.pilot_found import Analysed, Effect, Look, Watched
from truegreen.model.pilot_size import Sized
from truegreen.model.pilot_standing import Arm, Assignment, Beside, Figure, Notice, Ratio, Standing
from truegreen.reports import pilot_told as told
from truegreen.reports.finding_record import Record, finding_record
from truegreen.reports.pilot_size_words import size
from truegreen.reports.records import estimate_record, finite


def registered_record(of: Registered) -> Record:
    """Give what was registered."""
    days = [each.isoformat() for each in of.pilot.look_days]
    return {"pilot": canonical(of.pilot), "registered_on": of.on.isoformat(), "sha256": of.digest, "look_days": days}


def assignment_record(found: Assignment) -> Record:
    """Give who is in which arm, in numbers; the file has the rows."""
    return {
        **registered_record(found.registered),
        "new": found.new,
        "all": found.all,
        "file": found.file,
        "arms": [_arm(each) for each in found.arms],
        "ratio": _ratio(found.ratio),
        "balance": [_beside(each) for each in found.balance],
        "findings": [finding_record(each) for each in found.findings],
    }


def watched_record(found: Watched) -> Record:
    """Give how a running pilot stands."""
    return {
        **_standing(found.standing),
        "says": told.watched(found),
        "looks": [_look(each) for each in found.looks],
        "next_look_on": found.next_on.isoformat() if found.next_on else None,
        "over": found.over,
    }


def analysed_record(found: Analysed) -> Record:
    """Give what a pilot comes to."""
    comes = found.main is not None
    return {
        **_standing(found.standing),
        "says": told.verdict(found),
        "verdict": str(found.verdict) if comes else None,
        "because": found.because,
        "times_as_many": found.factor,
        "final": found.final,
        "grade": "A" if comes else None,
        "look": _look(found.look) if found.look else None,
        "difference": _effect(found.main) if found.main else None,
        "beside": [_effect(each) for each in found.beside],
        "outcomes_sha256": found.digest or None,
    }


def sized_record(found: Sized) -> Record:
    """Give how large a pilot has to be."""
    trial = found.trial
    return {
        "pilot": canonical(found.pilot),
        "figure": _figure(found.figure),
        "says": size(found),
        "measured": [each.isoformat() for each in found.measured],
        "wholes": found.wholes,
        "rows_a_week": found.rows_a_week,
        "mean": found.mean,
        "deviation": found.deviation,
        "intraclass_correlation": found.alike,
        "design_effect": found.design,
        "variance_left": found.left,
        "margin": found.margin,
        "lengths": [{"weeks": each.weeks, "rows": each.rows, "smallest": finite(each.effect)}
                    for each in found.lengths],
        "weeks_needed": found.weeks_needed,
        "wholes_needed": found.wholes_needed,
        "simulated": None if trial is None else {"worlds": trial.worlds, "false_positives": trial.false,
                                                 "found": trial.found, "early": trial.early, "seed": trial.seed},
        "findings": [finding_record(each) for each in found.findings],
    }  # fmt: skip


def _standing(of: Standing) -> Record:
    return {
        **registered_record(of.registered),
        "figure": _figure(of.figure),
        "as_of": of.as_of.isoformat(),
        "known_until": of.known_until.isoformat(),
        "comparable": of.broken is None,
        "arms": [_arm(each) for each in of.arms],
        "ratios": [_ratio(each) for each in of.ratios],
        "notices": [_notice(each) for each in of.notices],
        "findings": [finding_record(each) for each in of.findings],
        "run": of.run,
    }


def _figure(of: Figure) -> Record:
    return {"name": of.name, "words": of.words, "unit": of.unit, "better": of.better, "currency": of.currency,
            "looks_ahead_days": of.looks_ahead}  # fmt: skip


def _arm(of: Arm) -> Record:
    return {"name": of.name, "share": of.share, "units": of.units, "wholes": of.wholes, "seen": of.seen,
            "rows": of.rows}  # fmt: skip


def _ratio(of: Ratio) -> Record:
    return {"what": of.what, "units": of.units, "counts": dict(of.counts), "expected": dict(of.expected), "p": of.p,
            "holds": of.holds, "says": of.said}  # fmt: skip


def _notice(of: Notice) -> Record:
    return {"what": of.what, "says": of.says, "counts": dict(of.counts), "of": dict(of.of), "odd": of.is_odd}


def _beside(of: Beside) -> Record:
    return {"name": of.name, "control": of.control, "treated": of.treated, "standard_deviations": of.difference,
            "is_share": of.is_share}  # fmt: skip


def _look(of: Look) -> Record:
    return {"number": of.number, "day": of.day.isoformat(), "planned": of.planned, "information": of.information,
            "z": of.z, "bound": finite(of.bound), "difference": estimate_record(of.estimate),
            "narrow": [finite(each) for each in of.narrow], "verdict": str(of.verdict)}  # fmt: skip


def _effect(of: Effect) -> Record:
    return {"of": str(of.cut), "name": of.name, **(estimate_record(of.estimate) or {}), "control": of.control,
            "treated": of.treated, "wholes": list(of.wholes), "rows": of.rows, "variance_left": of.left}  # fmt: skip
