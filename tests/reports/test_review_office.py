"""The slides in a real office suite: they open as they are, and every slide is a page."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest

from tests.reports.reviews import made
from truegreen.model.look import Look
from truegreen.reports.review.slides import review_slides


@pytest.mark.slow
def test_slides_open_without_repair(tmp_path: Path) -> None:
    office, pptx = shutil.which("soffice"), pytest.importorskip("pptx")
    if office is None:
        pytest.skip("there is no LibreOffice")
    content = review_slides(made(), Look())
    (tmp_path / "review.pptx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    place = [str(tmp_path), str(tmp_path / "review.pptx")]
    line = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", *place]
    said = subprocess.run(line, check=True, capture_output=True, text=True, timeout=300)
    assert "Error" not in said.stderr
    pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", (tmp_path / "review.pdf").read_bytes()))
    assert pages == len(pptx.Presentation(BytesIO(content)).slides) > 5
    reads = shutil.which("pdftotext")
    if reads is None:
        return
    said = subprocess.run(
        [reads, "-bbox", str(tmp_path / "review.pdf"), "-"], check=True, capture_output=True, text=True, timeout=60
    )
    for page in said.stdout.split("<page ")[1:]:
        wide, high = (float(found) for found in re.findall(r'(?:width|height)="([0-9.]+)"', page)[:2])
        ends = [[float(each) for each in found] for found in re.findall(r'xMax="([0-9.]+)" yMax="([0-9.]+)"', page)]
        assert max(across for across, _ in ends) < wide
        assert sorted(down for _, down in ends)[-1] < high  # The footer is the lowest, and nothing lies below it.
