"""What files say that people take along: the words of a page, slides, a workbook and a PDF."""

from __future__ import annotations

import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest


def words_of(file: Path) -> str:
    """Give all words of a file, whatever its form."""
    return {".html": _page, ".pptx": _slides, ".xlsx": _workbook, ".pdf": _printed}[file.suffix](file)


def pages_of(file: Path) -> list[str]:
    """Give the words of a PDF, page by page."""
    return _printed(file).removesuffix("\f").split("\f")


def _page(file: Path) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", file.read_text("utf-8")))


def _slides(file: Path) -> str:
    from pptx import Presentation

    words = []
    for slide in Presentation(str(file)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                words.append(shape.text_frame.text)
            if shape.has_table:
                words += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(words)


def _workbook(file: Path) -> str:
    from openpyxl import load_workbook

    sheets = load_workbook(file, read_only=True)
    return "\n".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row if cell)


def _printed(file: Path) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("there is no pdftotext (poppler-utils) to read a PDF with")
    done = subprocess.run([program, "-layout", str(file), "-"], check=True, capture_output=True, text=True)
    return done.stdout
