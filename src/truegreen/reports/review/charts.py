"""Pictures of a review as charts of a slide: their numbers lie in a workbook within it and can be edited."""

from __future__ import annotations

from typing import Any

from truegreen.reports.review.chart_lines import lines_chart
from truegreen.reports.review.chart_points import points_chart
from truegreen.reports.review.chart_steps import steps_chart
from truegreen.reports.review.library import library
from truegreen.reports.review.parts import Chart, Kind
from truegreen.reports.review.shapes import FONT, INK, LINE, Box, described, pt, rgb


def add_chart(slide: Any, chart: Chart, box: Box) -> None:
    """Put a chart on a slide."""
    held = {Kind.LINES: lines_chart, Kind.POINTS: points_chart, Kind.STEPS: steps_chart}[chart.kind](slide, chart, box)
    described(slide.shapes[-1], chart.title)
    held.font.size, held.font.name = pt(11), FONT
    held.font.color.rgb = rgb(INK)
    held.has_title = False
    for each in (held.category_axis, held.value_axis):
        each.format.line.color.rgb = rgb(INK if chart.kind is Kind.POINTS else LINE)
        each.major_tick_mark = library("pptx.enum.chart").XL_TICK_MARK.NONE
        if each.has_major_gridlines:
            each.major_gridlines.format.line.color.rgb = rgb(LINE)
