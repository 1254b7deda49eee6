"""How the two parties look in a review, wherever it is shown: colours that can be read, logos that can do nothing."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from typing import Final

from truegreen.model.look import Logo, Look

USUAL: Final = Look()
_WIDE: Final = 600


def as_png(logo: Logo) -> Logo:
    """Give a logo as a picture of points, which slides can hold; one that is none already is drawn."""
    if logo.form != "svg+xml":
        return logo
    import resvg_py

    drawn = resvg_py.svg_to_bytes(svg_string=logo.content.decode(), width=_WIDE, skip_system_fonts=True)
    return replace(logo, form="png", content=bytes(drawn))


def source(logo: Logo | None) -> str:
    """Give a logo as an address that holds it; empty where there is none."""
    return "" if logo is None else address(f"image/{logo.form}", logo.content)


def address(form: str, content: bytes) -> str:
    """Give an address that holds what it leads to."""
    return f"data:{form};base64,{b64encode(content).decode()}"
