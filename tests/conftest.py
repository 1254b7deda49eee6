"""What all tests share.

A busy machine is no failure, laws draw the same examples in every run (`make many` draws others), people have the same
pseudonyms, lines one width.
"""

from __future__ import annotations

import os

from hypothesis import settings

from truegreen.files.people import VARIABLE

settings.register_profile("steady", deadline=None, derandomize="TRUEGREEN_DRAW_MANY" not in os.environ)
settings.load_profile("steady")

os.environ[VARIABLE] = bytes(range(32)).hex()
os.environ["COLUMNS"] = "100"
