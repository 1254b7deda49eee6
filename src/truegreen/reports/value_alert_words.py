"""What is said of alerts: who was told of, who was held out at random, what came, and what is not counted twice."""

from __future__ import annotations

from typing import Final

from truegreen.model.valued import Alerts, Valued
from truegreen.reports import figures
from truegreen.reports.value_tried_words import hangs, left_out, measured
from truegreen.reports.value_words import told

WHO: Final = "alerted account"


def alerts(of: Valued) -> list[str]:
    """Say what alerting owners did, by the accounts that were held out at random; nothing where there are no alerts."""
    if of.alerts is None:
        return []
    held = of.alerts.told
    return [_who(of.alerts), measured(held, WHO), *_worth(of, of.alerts), *filter(None, [left_out(held, WHO)]),
            *_twice(of.alerts)]  # fmt: skip


def _who(of: Alerts) -> str:
    alerted, held_out = of.told.arms
    first, last = of.told.first.isoformat(), of.told.last.isoformat()
    when = f"on {first}" if first == last else f"from {first} to {last}"
    return (
        f"Told: owners of {figures.counted(alerted.entered, 'account')}, {when}. Nobody was told of "
        f"{held_out.entered:,} more that came up and were held out at random."
    )


def _worth(of: Valued, found: Alerts) -> list[str]:
    kept = of.amounts["alerts"]
    if not kept.is_told:
        return []
    sure = "" if kept.is_certain else " Whether that is anything, nobody can tell yet."
    return [f"Lifetime value protected by alerts: {told(kept)}.{sure} {hangs(found.told)}".rstrip()]


def _twice(of: Alerts) -> list[str]:
    """Say what keeps anything from being counted twice."""
    said = []
    if of.tried_before:
        before = figures.counted(of.tried_before, "account")
        said.append(f"In no arm: {before} that the save programme had tried to keep before the first alert.")
    if of.tried_later:
        later = figures.counted(of.tried_later, "account")
        said.append(
            f"The save programme took in {later} of both arms after the first alert: what that did is in the figures "
            "of both, and they are not to be added."
        )
    if of.pilot:
        said.append(
            f"From the day on which the pilot {of.pilot} was registered, alerts and what comes of them are its own: "
            f"`truegreen pilot analyse {of.pilot}`."
        )
    return said
