"""Pieces of work by contract and customers as a chart of a slide; the shape of a point says what it is."""

from __future__ import annotations

from typing import Any, Final

from truegreen.reports.inert import inert
from truegreen.reports.review.chart_parts import fill, label, legend, written
from truegreen.reports.review.library import library
from truegreen.reports.review.parts import Chart
from truegreen.reports.review.shapes import QUIET, TONES, Box, pt, rgb

_POINTS: Final = {"◉": ("CIRCLE", 11), "▼": ("TRIANGLE", 7), "◎": ("DIAMOND", 7), "●": ("SQUARE", 7)}
"""Shape and size of points by the shape of their status."""


def points_chart(slide: Any, chart: Chart, box: Box) -> Any:
    """Put points on a slide."""
    charts = library("pptx.enum.chart")
    given = library("pptx.chart.data").XyChartData(number_format="0.0")
    for each in chart.series:
        added = given.add_series(label(each.name))
        for across, up in zip(each.across, each.values, strict=True):
            added.add_data_point(across, up)
    held = slide.shapes.add_chart(charts.XL_CHART_TYPE.XY_SCATTER, *box.emu(), given).chart
    legend(held)
    for points, series in zip(held.plots[0].series, chart.series, strict=True):
        shape, size = _POINTS.get(series.name[:1], ("CIRCLE", 5))
        points.format.line.fill.background()
        points.marker.style, points.marker.size = getattr(charts.XL_MARKER_STYLE, shape), size
        fill(points.marker.format, rgb(TONES.get(series.tone, QUIET)), is_hollow=series.name[:1] not in _POINTS)
    for each, title in ((held.category_axis, chart.across), (held.value_axis, chart.up)):
        each.axis_title.text_frame.text = inert(title)
        font = each.axis_title.text_frame.paragraphs[0].runs[0].font
        font.size, font.bold = pt(10), False
        each.tick_label_position = charts.XL_TICK_LABEL_POSITION.LOW
        written(each, '+0;"−"0;0')
        each.has_major_gridlines = True
    return held
