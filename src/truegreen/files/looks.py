"""How the two parties look in a review: the table ``[review]`` of ``truegreen.toml``, and the logos it names."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from truegreen.files.logos import logo_of
from truegreen.files.settings import Settings
from truegreen.files.text import shown
from truegreen.model.finding import Finding, error, warning
from truegreen.model.look import Logo, Look
from truegreen.units.span import Span

READABLE: Final = 4.5
"""Least contrast with white of a colour that text is written in (WCAG 2.2, 1.4.3)."""
_USUAL: Final = Look()


def look_of(folder: Path, settings: Settings) -> tuple[Look, list[Finding]]:
    """Give how the two parties look, with their logos; and what is wrong with these."""
    of = settings.review
    findings: list[Finding] = []
    look = Look(
        client_colour=_colour(of.client_colour, _USUAL.client_colour, of.at, findings),
        provider_colour=_colour(of.provider_colour, _USUAL.provider_colour, of.at, findings),
        client_logo=_logo(folder, of.client_logo, of.at, findings),
        provider_logo=_logo(folder, of.provider_logo, of.at, findings),
    )
    return look, findings


def contrast(colour: str) -> float:
    """Give the contrast of a colour with white, from 1 to 21 (WCAG 2.2).

    >>> round(contrast("#000000")), round(contrast("#777777"), 2)
    (21, 4.48)
    """
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _colour(colour: str, usual: str, at: Span, findings: list[Finding]) -> str:
    """Give a party's colour; the usual one where text in it could hardly be read on white."""
    held = contrast(colour)
    if held >= READABLE:
        return colour
    says = f"{colour} has a contrast of {held:.1f} with white, and text needs {READABLE}; {usual} is taken instead."
    findings.append(warning(at, "pale-colour", says, "Name a darker colour of the party."))
    return usual


def _logo(folder: Path, name: str, at: Span, findings: list[Finding]) -> Logo | None:
    """Read a logo, which lies in the project's folder and can do nothing but be shown."""
    found = logo_of(folder, name) if name else None
    if name and found is None:
        remedy = (
            "Name a PNG or JPEG, or an SVG of plain shapes, of at most 1 MB that lies in the project's folder; an SVG "
            "with scripts, styles, links, pictures or a document type is not taken."
        )
        findings.append(error(at, "odd-setting", f"{shown(name)} cannot be a logo.", remedy))
    return found
