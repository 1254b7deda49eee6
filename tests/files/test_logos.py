"""Logos that can do nothing but be shown, and colours that can be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from truegreen.files.logos import LARGEST, MOST, is_harmless, logo_of
from truegreen.files.looks import contrast, look_of
from truegreen.files.settings import Reviewed, Settings
from truegreen.model.look import Look

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
PLAIN = (
    f'<?xml version="1.0"?>{OPEN}<!-- made by hand --><defs><linearGradient id="a"><stop offset="0"/></linearGradient>'
    '</defs><path fill="url(#a)" d="M0 0h9v9z"/><text x="1" y="8">A</text></svg>'
)


def of(**look: Any) -> Settings:
    return Settings(currency="EUR", time_zone="Europe/London", review=Reviewed(**look))


def test_a_plain_drawing_is_a_logo(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(PLAIN, encoding="utf-8")
    found = logo_of(tmp_path, "logo.svg")
    assert found
    assert (found.form, found.content.decode()) == ("svg+xml", PLAIN)


@pytest.mark.parametrize(
    "within",
    [
        "<script>alert(1)</script>", "<style>@import 'https://x.example/a.css';</style>",
        '<path onclick="alert(1)" d="M0 0"/>', '<path style="fill:url(https://x.example/a)" d="M0 0"/>',
        '<image href="https://x.example/a.png"/>', '<foreignObject x="1"/>', '<use href="#a"/>',
        '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
        '<animate attributeName="href" to="javascript:alert(1)"/>', '<set attributeName="x" to="1"/>',
        '<path fill="URL( \'//x.example/a\')" d="M0 0"/>', "<?xml-stylesheet href='https://x.example'?>",
        '<p xmlns="http://www.w3.org/1999/xhtml">a</p>', "<path", "<g/>" * (MOST + 1),
    ],
)  # fmt: skip
def test_a_drawing_that_could_do_more_is_none(within: str) -> None:
    assert not is_harmless(f"{OPEN}{within}</svg>".encode())


@pytest.mark.parametrize(
    "whole",
    [
        '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>',
        '<!DOCTYPE svg SYSTEM "file:///etc/passwd"><svg xmlns="http://www.w3.org/2000/svg"/>',
        "<html><script>alert(1)</script></html>",
        '<svg onload="alert(1)"/>',
        "",
        "GIF89a",
    ],
)
def test_what_is_no_drawing_is_none(whole: str) -> None:
    assert not is_harmless(whole.encode())


def test_a_logo_lies_in_the_folder_and_is_small(tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (tmp_path / "outside.svg").write_text(PLAIN, encoding="utf-8")
    (project / "link.svg").symlink_to(tmp_path / "outside.svg")
    (project / "large.svg").write_text(f"{OPEN}<!--{'a' * LARGEST}--></svg>", encoding="utf-8")
    for name in ("../outside.svg", "link.svg", "large.svg", "nothing.svg", "."):
        look, findings = look_of(project, of(client_logo=name))
        assert look.client_logo is None
        assert [each.id for each in findings] == ["odd-setting"], name


def test_a_colour_that_cannot_be_read_is_not_taken(tmp_path: Path) -> None:
    look, findings = look_of(tmp_path, of(client_colour="#ffee00", provider_colour="#123456"))
    assert (look.client_colour, look.provider_colour) == (Look().client_colour, "#123456")
    assert [each.id for each in findings] == ["pale-colour"]
    assert "#ffee00 has a contrast of 1.2 with white, and text needs 4.5; #0f5a9c is taken instead." in findings[0].says


def test_contrast_is_that_of_the_guidelines() -> None:
    assert [round(contrast(each), 2) for each in ("#ffffff", "#767676", "#ff0000", "#0000ff")] == [1, 4.54, 4.0, 8.59]
