"""The file ``truegreen.toml``: what a project folder says about itself."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Final
from zoneinfo import available_timezones

from truegreen.files.addresses import holds_password
from truegreen.files.nearest import did_you_mean
from truegreen.files.nodes import Mapping, Node, Scalar
from truegreen.files.nodes import Sequence as Items
from truegreen.files.reader import read
from truegreen.files.text import contents, decode, shown
from truegreen.model.agreement import Versions
from truegreen.model.finding import Finding, error, has_errors, warning
from truegreen.model.look import Look
from truegreen.units.calendar import is_zone
from truegreen.units.span import NOWHERE, Span

FILE: Final = "truegreen.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlyWarning:
    """How accounts that may leave are told of, in the table ``[early_warning]``."""

    months: Annotated[int, "How many months ahead a decision to leave is foretold"] = 3
    alerts: Annotated[int, "Alerts a month for each owner of accounts"] = 5
    held_out: Annotated[Decimal, "Share of alerts held out at random, so that saves can be measured"] = Decimal("0.15")
    blackout_days: Annotated[int | None, "Days before leaving not looked at, where no notice is recorded"] = None
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """How customers are valued, in the table ``[value]``."""

    margin: Annotated[Decimal, "Share of revenue that is left after what it costs to serve; all of it if left out"] = (
        Decimal(1)
    )
    discount: Annotated[Decimal, "What a year's wait takes off money"] = Decimal("0.10")
    years: Annotated[int, "Years of a customer's life that are counted"] = 5
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """How the review pack looks, in the table ``[review]``."""

    client_colour: Annotated[str, "Colour of the client, like #0f5a9c"] = Look().client_colour
    provider_colour: Annotated[str, "Colour of the provider, like #1d6a48"] = Look().provider_colour
    client_logo: Annotated[str, "Logo of the client: a PNG, JPEG or plain SVG in this folder, at most 1 MB"] = ""
    provider_logo: Annotated[str, "Logo of the provider, likewise"] = ""
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a project folder says about itself."""

    currency: Annotated[str, "Currency of costs and revenue in the records, like EUR"]
    time_zone: Annotated[str, "Time zone in which days and months are counted, like Europe/London"]
    slices: Annotated[tuple[str, ...], "What scorecards are cut by; all of them if left out"] = ()
    locale: Annotated[str, "How numbers and dates are written on pages, like en-GB"] = ""
    engine: Annotated[str, "Who sums up: duckdb if left out, or an address; ${…} in it is of the environment"] = ""
    identity_confidence: Annotated[Decimal, "Least confidence with which a row of identities/ is used"] = Decimal("0.8")
    early_warning: Annotated[EarlyWarning, "How accounts that may leave are told of"] = EarlyWarning()
    value: Annotated[Worth, "How customers are valued"] = Worth()
    review: Annotated[Reviewed, "How the review pack looks"] = Reviewed()
    at: Span = NOWHERE


def read_settings(folder: Path, known_slices: Sequence[str]) -> tuple[Settings | None, list[Finding]]:
    """Read what a project folder says about itself; None with findings where it cannot be used."""
    if not (folder / FILE).is_file():
        says, remedy = "This is no project folder: it has no truegreen.toml.", "Run `truegreen init` to make one."
        return None, [error(Span(FILE), "no-settings", says, remedy)]
    findings: list[Finding] = []
    content = contents(folder, folder / FILE, findings)
    text = None if content is None else decode(content, FILE, findings)
    tree = None if text is None else _tree(text, findings)
    settings = None if tree is None else read(tree, Settings, findings)
    if settings and tree:
        findings.extend(_strangers(settings, tree, known_slices))
    return (None if has_errors(findings) else settings), findings


def place_of(folder: Path, name: str) -> Span:
    """Give the place where a project folder's own file says something."""
    path = folder / FILE
    return _place(name, path.read_text("utf-8", "replace")) if path.is_file() else Span(FILE)


def _tree(text: str, findings: list[Finding]) -> Mapping | None:
    try:
        written = {Scalar(name, _place(name, text)): value for name, value in tomllib.loads(text).items()}
        return Mapping({key: _node(value, key.at) for key, value in written.items()}, Span(FILE, 1, 1))
    except (ValueError, RecursionError) as broken:
        problem, _, place = str(broken).partition(" (at ")
        at = Span(FILE, *(int(each) for each in re.findall("[0-9]+", place)))
        says, remedy = f"This is not TOML: {problem}.", 'Write lines like currency = "EUR".'
        findings.append(error(at, "syntax", says, remedy))
        return None


def _place(name: str, text: str) -> Span:
    """Find where a name is written, which the TOML reader does not tell."""
    found = re.search(rf"^[ \t\[\"']*({re.escape(name)})\b", text, re.MULTILINE)
    if not found:
        return Span(FILE)
    start = found.start(1)
    return Span(FILE, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))


def _node(value: object, at: Span) -> Node:
    if isinstance(value, dict):
        return Mapping({Scalar(str(name), at): _node(each, at) for name, each in value.items()}, at)
    if isinstance(value, list):
        return Items(tuple(_node(each, at) for each in value), at)
    return Scalar(str(value), at)


def _strangers(settings: Settings, tree: Mapping, known_slices: Sequence[str]) -> Iterator[Finding]:
    """Find a time zone and slices that nobody knows, and a confidence that is none."""
    places = {key.text: key.at for key in tree.entries}
    if not is_zone(settings.time_zone):
        says = f"There is no time zone {shown(settings.time_zone)}."
        yield error(places["time_zone"], "unknown-zone", says, did_you_mean(settings.time_zone, available_timezones()))
    for each in settings.slices:
        if each not in known_slices:
            says = f"There is no slice {shown(each)}."
            yield error(places["slices"], "unknown-slice", says, did_you_mean(each, known_slices))
    if holds_password(settings.engine):
        remedy = "Write ${ENGINE_PASSWORD} in its place, and set ENGINE_PASSWORD where Truegreen runs."
        yield warning(places["engine"], "password-in-text", "The password of an engine stands in this file.", remedy)
    yield from _odd(settings)
    if not 0 <= settings.identity_confidence <= 1:
        says = f"{settings.identity_confidence} is no confidence."
        yield error(places["identity_confidence"], "odd-confidence", says, "Write a number from 0 to 1, like 0.8.")


def _odd(settings: Settings) -> Iterator[Finding]:
    """Find figures of early warning and of value that cannot be meant."""
    warned, worth, seen = settings.early_warning, settings.value, settings.review
    says = (
        (1 <= warned.months <= 24, warned, "early_warning.months", warned.months, "a whole number from 1 to 24"),
        (warned.alerts >= 1, warned, "early_warning.alerts", warned.alerts, "a whole number from 1 on"),
        (0 <= warned.held_out < 1, warned, "early_warning.held_out", warned.held_out, "a share from 0 to below 1"),
        ((warned.blackout_days or 0) >= 0, warned, "early_warning.blackout_days", warned.blackout_days, "0 or more"),
        (0 < worth.margin <= 1, worth, "value.margin", worth.margin, "a share above 0 and up to 1"),
        (0 <= worth.discount < 1, worth, "value.discount", worth.discount, "a share from 0 to below 1"),
        (1 <= worth.years <= 50, worth, "value.years", worth.years, "a whole number from 1 to 50"),
        (_is_colour(seen.client_colour), seen, "review.client_colour", shown(seen.client_colour), "#rrggbb"),
        (_is_colour(seen.provider_colour), seen, "review.provider_colour", shown(seen.provider_colour), "#rrggbb"),
    )  # fmt: skip
    for fits, at, name, written, meant in says:
        if not fits:
            yield error(at.at, "odd-setting", f"{written} cannot be {name}.", f"Write {meant}.")


def _is_colour(text: str) -> bool:
    return re.fullmatch("#[0-9a-fA-F]{6}", text) is not None


def differing(settings: Settings, versions: Versions) -> Iterator[Finding]:
    """Find an agreement that counts days or money otherwise than the project does; the project's would win unsaid."""
    remedy = "Write the same in both; keep agreements that count otherwise in projects of their own."
    for _, agreement in versions.each:
        if agreement.zone and agreement.zone != settings.time_zone:
            says = f"The agreement counts days in {agreement.zone}, and truegreen.toml in {settings.time_zone}."
            yield error(agreement.at, "zone-differs", says, remedy)
        if agreement.currency and agreement.currency != settings.currency:
            says = f"The agreement is in {agreement.currency}, and truegreen.toml in {settings.currency}."
            yield error(agreement.at, "currency-differs", says, remedy)
