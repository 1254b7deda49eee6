"""An audit as one HTML file: what stands out first, each line with its figures without it, money, and its rows."""

from __future__ import annotations

from truegreen.model.audit import Audit, Audited
from truegreen.reports import audit_picture, audit_words, figures
from truegreen.reports.rendering import rendered
from truegreen.reports.scale import tick


def audit_page(found: Audited) -> str:
    """Write one self-contained page of an audit; unremarkable lines are counted only."""
    listed = [(number, each) for number, each in enumerate(found.lines, 1) if each.is_listed or each.always]
    sections = [
        (audit, [(n, each) for n, each in listed if each.audit is audit])
        for audit in Audit
        if any(each.audit is audit for _, each in listed)
    ]
    return rendered(
        "audit.html",
        found=found,
        sections=sections,
        is_way=lambda each: each.detector == audit_words.ALTERNATIVES,
        drawn=audit_picture,
        written=audit_words,
        figures=figures,
        tick=tick,
    )
