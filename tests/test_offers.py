"""What other packages offer: found wherever Python would find it; nothing is loaded where nobody offers anything."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from truegreen.offers import offered

GROUP = "truegreen.metrics"


@pytest.mark.parametrize(("info", "about"), [("stranger-1.0.dist-info", "METADATA"), ("stranger.egg-info", "PKG-INFO")])
@pytest.mark.parametrize(
    "written", [f"[{GROUP}]\none = stranger\n", f"[gui_scripts]\na = b:c\n\n  [{GROUP}]\n  one=stranger\n"]
)
def test_what_is_offered_is_what_python_finds(
    info: str, about: str, written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / info).mkdir()
    (tmp_path / info / about).write_text("Metadata-Version: 2.1\nName: stranger\nVersion: 1.0\n", "utf-8")
    (tmp_path / info / "entry_points.txt").write_text(written, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert offered(GROUP) == tuple(entry_points(group=GROUP))
    assert [each.value for each in offered(GROUP)] == ["stranger"]
    assert offered("truegreen.terms") == ()


def test_a_package_in_an_archive_is_found_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from zipfile import ZipFile

    with ZipFile(tmp_path / "stranger.zip", "w") as archive:
        archive.writestr("stranger-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: stranger\nVersion: 1.0\n")
        archive.writestr("stranger-1.0.dist-info/entry_points.txt", f"[{GROUP}]\none = stranger\n")
    monkeypatch.syspath_prepend(tmp_path / "stranger.zip")
    assert [each.value for each in offered(GROUP)] == ["stranger"]


@pytest.mark.parametrize("written", ["[console_scripts]\ntruegreen = other:main\n", "", "truegreen.metrics\n"])
def test_where_nobody_offers_anything_no_metadata_is_loaded(written: str, tmp_path: Path) -> None:
    (tmp_path / "other-1.0.dist-info").mkdir()
    (tmp_path / "other-1.0.dist-info" / "entry_points.txt").write_text(written, "utf-8")
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from truegreen.offers import offered; "
        f"print(offered({GROUP!r}), 'importlib.metadata' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "() False"
