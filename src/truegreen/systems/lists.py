"""Lists that stand inside records as JSON text, such as the events of an audit."""

from __future__ import annotations


def things(text: str) -> str:
    """Give SQL of the things in a list; NULL where the text is no JSON."""
    return f"CASE WHEN json_valid({text}) THEN json_extract({text}, '$[*]') END"
