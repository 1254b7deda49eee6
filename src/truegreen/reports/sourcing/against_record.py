"""Two plans side by side for programs."""

from __future__ import annotations

from truegreen.files.nouns import plain
from truegreen.model.plans_compared import FoundPlan, PlansCompared
from truegreen.reports.finding_record import Record, finding_record
from truegreen.reports.sourcing import against_words as words


def against_record(found: PlansCompared) -> Record:
    """Give two plans side by side: what is said, and every number."""
    return {
        "answer": words.answer(found),
        "difference": words.difference(found),
        "futures": words.futures(found),
        "one": _side(found.one),
        "other": _side(found.other),
        "lines": plain(found.lines),
        "sites": plain(found.sites),
        "cells": plain(found.cells),
        "issues_apart": found.apart,
        "wishes": plain(found.wishes),
        "outcomes": [{**_plain(each), "regrets": list(each.regrets)} for each in found.outcomes],
        "findings": [finding_record(each) for each in found.findings],
    }


def _plain(noun: object) -> Record:
    held: Record = plain(noun)
    return held


def _side(of: FoundPlan) -> Record:
    return {"name": of.name, "plan": of.found.plan, "currency": of.found.currency, "inputs": dict(of.inputs),
            "saved_on": of.on.isoformat() if of.on else None, "sha256": of.digest or None}  # fmt: skip
