"""Measures over their periods as a chart of a slide: what each came to, and the targets, are named in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from truegreen.reports.axis import axis
from truegreen.reports.review.chart_parts import by_category, fill, legend, written
from truegreen.reports.review.library import library
from truegreen.reports.review.parts import Chart, Series
from truegreen.reports.review.shapes import QUIET, TONES, Box, pt, rgb

_LINES: Final = {"good": "CIRCLE", "bad": "TRIANGLE", "quiet": "DIAMOND", "level": "NONE"}
_DASHED: Final = {"bad": "DASH", "level": "ROUND_DOT"}
_OF: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_BLANKS: Final = f"{_OF}dispBlanksAs"


def lines_chart(slide: Any, chart: Chart, box: Box) -> Any:
    """Put lines over periods on a slide."""
    held = by_category(slide, chart, box, "LINE_MARKERS")
    legend(held)
    _unlisted(held, [place for place, each in enumerate(chart.series) if each.tone == "level"])
    for line, series in zip(held.plots[0].series, chart.series, strict=True):
        line.smooth = False
        _draw(line, series, _free(chart, series))
    _bridge(held)
    _scale(held.value_axis, (each for series in chart.series for each in series.values if each is not None))
    written(held.value_axis, '0"%"' if float(held.value_axis.major_unit).is_integer() else '0.0"%"')
    return held


def _draw(line: Any, series: Series, place: int) -> None:
    """Give a line its colour, its dashes and its points, and words at one of them, so that colour is not alone."""
    colour = rgb(TONES.get(series.tone, QUIET))
    line.format.line.color.rgb = colour
    line.format.line.width = pt(1.25 if series.tone in ("level", "quiet") else 2.5)
    if series.tone in _DASHED:
        line.format.line.dash_style = getattr(library("pptx.enum.dml").MSO_LINE, _DASHED[series.tone])
    line.marker.style = getattr(library("pptx.enum.chart").XL_MARKER_STYLE, _LINES[series.tone])
    line.marker.size = 7
    fill(line.marker.format, colour)
    if place >= 0:
        told, places = line.points[place].data_label, library("pptx.enum.chart").XL_LABEL_POSITION
        told.text_frame.text = series.name if series.tone == "level" else f"{series.values[place]:.1f} %"
        told.text_frame.paragraphs[0].runs[0].font.size = pt(10)
        told.position = places.BELOW if series.tone == "bad" else places.ABOVE


def _free(chart: Chart, series: Series) -> int:
    """Give the place of a line's words: its last point; of a target where no other line comes near; -1 if it has none.

    >>> from truegreen.reports.review.parts import Kind
    >>> target, line = Series("target", "level", [8.0] * 4), Series("kept", "good", [8.0, 8.5, 3.0, 9.0])
    >>> [_free(Chart("", Kind.LINES, "", "abcd", [target, line]), each) for each in (target, line)]
    [2, 3]
    """
    known = [place for place, value in enumerate(series.values) if value is not None]
    if series.tone != "level" or len(known) < 3:
        return known[-1] if known else -1
    others = [each for each in chart.series if each is not series]
    return max(known[1:-1], key=lambda place: _nearest(series.values[place], [each.values[place] for each in others]))


def _nearest(value: float | None, others: Iterable[float | None]) -> float:
    return min((abs(each - (value or 0.0)) for each in others if each is not None), default=0.0)


def _scale(of: Any, values: Iterable[float]) -> None:
    """Let an axis of lines begin and end near what is shown."""
    held = axis(values, 0.0, 1.0, 5)
    of.minimum_scale, of.maximum_scale, of.major_unit = held.low, held.high, held.ticks[1] - held.ticks[0]


def _unlisted(chart: Any, places: Iterable[int]) -> None:
    """Leave series out of the legend that are named in the picture itself."""
    held = chart.legend._element
    for place in places:
        entry = held.makeelement(f"{_OF}legendEntry", {})
        entry.append(entry.makeelement(f"{_OF}idx", {"val": str(place)}))
        entry.append(entry.makeelement(f"{_OF}delete", {"val": "1"}))
        held.find(f"{_OF}legendPos").addnext(entry)


def _bridge(chart: Any) -> None:
    """Let lines go on over months for which a measure is not read."""
    held = chart._chartSpace.chart
    blanks = held.find(_BLANKS)
    if blanks is None:
        blanks = held.makeelement(_BLANKS, {})
        held.append(blanks)
    blanks.set("val", "span")
