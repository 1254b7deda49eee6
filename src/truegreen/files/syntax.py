"""What the YAML parser complains about, in plain words."""

from __future__ import annotations

from typing import Final

import yaml

from truegreen.model.finding import Finding, error
from truegreen.units.span import Span

# A piece of the parser's complaint; what is so; what to do. The first that fits is used.
_WORDS: Final = (
    ("mapping values are not allowed", "There is a second colon in this line.",
     "Quote the text after the first colon, or check how far the line is indented."),
    ("sequence entries are not allowed", "A list begins in the middle of a line.",
     "Begin the list on a line of its own."),
    ("unexpected end of stream", "A quote is opened here and never closed.", "Close it."),
    ("',' or ']'", "A list is opened here with [ and not closed, or a comma is missing in it.", "Close it with ]."),
    ("',' or '}'", "A brace is opened here and not closed, or a comma is missing in it.", "Close it with }."),
    ("could not find expected ':'", "This line has no colon.", "Write it like name: value, or quote it."),
    ("'-' indicator", "This line is indented like a list, and is no item of it.",
     "Begin it with - or indent it differently."),
    ("expected key", "This line does not fit the lines above it.",
     "Indent it like the lines it belongs to; quote text that holds quotes."),
    ("block end", "This line does not fit the lines above it.", "Indent it like the lines it belongs to."),
    ("cannot start any token", "The text begins with a character that means something else in YAML.",
     "Quote the text."),
    ("node content", "A bracket is closed here that was never opened.", "Delete it, or quote the text."),
    ("escape", "There is no such character as this one with a backslash.",
     "Write the backslash twice, or use single quotes."),
    ("document start", "Something follows the end of the document.", "Delete the line with the three dots."),
    ("directive", "A line that begins with % is an instruction that is not understood.", "Delete it."),
    ("YAML document", "The file asks for another version of YAML.", "Delete the line that begins with %YAML."),
    ("tag handle", "An exclamation mark begins something that is not understood.", "Quote the text."),
)  # fmt: skip
_FROM_THE_OPENING: Final = ("quoted scalar", "flow", "simple key", "directive")


def in_plain_words(broken: yaml.MarkedYAMLError, file: str) -> Finding:
    """Give the finding for a text that is not YAML, at the place where a person would look."""
    problem = broken.problem or ""
    opened = any(piece in (broken.context or "") for piece in _FROM_THE_OPENING) and "escape" not in problem
    mark = (opened and broken.context_mark) or broken.problem_mark or broken.context_mark
    at = Span(file, mark.line + 1, mark.column + 1) if mark else Span(file)
    for piece, says, remedy in _WORDS:
        if piece in problem:
            return error(at, "syntax", says, remedy)
    return error(at, "syntax", f"This is not YAML: {problem}.", "Compare it with the lines around it.")
