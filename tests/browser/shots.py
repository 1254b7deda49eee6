"""Pictures of pages, and a page to look through them."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Final

HEAD: Final = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Every page, as it looked</title>
<style>body{font:16px/1.5 sans-serif;margin:2rem;background:#ddd;color:#111}div{display:flex;gap:1rem;overflow-x:auto}
figure{margin:0}img{height:420px;border:1px solid #999;background:#fff}</style><h1>Every page, as it looked</h1>
"""


def index(folder: Path) -> str:
    """Give a page with a row for each page that was photographed; what was printed is linked."""
    names = sorted({each.name.partition("-at-")[0] for each in folder.glob("*-at-*.png")})
    return HEAD + "\n".join(_row(folder, name) for name in names)


def _row(folder: Path, name: str) -> str:
    seen = "".join(_figure(each) for each in sorted(folder.glob(f"{name}-at-*.png"), key=_width))
    paper = folder / f"{name}.pdf"
    printed = f' <a href="{paper.name}">printed</a>' if paper.exists() else ""
    return f"<h2>{escape(name)}{printed}</h2><div>{seen}</div>"


def _figure(shot: Path) -> str:
    what = escape(shot.stem.partition("-at-")[2].replace("-", ", "))
    seen = f'<a href="{shot.name}"><img loading="lazy" src="{shot.name}" alt="{what}"></a>'
    return f"<figure>{seen}<figcaption>{what}</figcaption></figure>"


def _width(shot: Path) -> tuple[int, str]:
    """Order by width, the widest first; paper last."""
    width, _, look = shot.stem.partition("-at-")[2].partition("-")
    return (-int(width) if width.isdecimal() else 0, look)
