"""A place is written as editors expect it, and places sort as a person reads a file."""

from __future__ import annotations

from truegreen.units.span import NOWHERE, Span


def test_a_place_is_as_exact_as_is_known() -> None:
    assert [str(each) for each in (Span("a.yml", 3, 5), Span("a.yml", 3), Span("a.yml"), NOWHERE)] == [
        "a.yml:3:5",
        "a.yml:3",
        "a.yml",
        "",
    ]


def test_places_sort_by_file_line_and_column_as_numbers() -> None:
    ordered = [Span("a.yml"), Span("a.yml", 2, 1), Span("a.yml", 10, 1), Span("a.yml", 10, 12), Span("b.yml", 1, 1)]
    assert sorted([*ordered[3:], *ordered[:3]]) == ordered
