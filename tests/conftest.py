"""What all tests share: a busy machine is no failure, people have the same pseudonyms in every run, lines one width."""

from __future__ import annotations

import os

from hypothesis import settings

from truegreen.files.people import VARIABLE

settings.register_profile("steady", deadline=None)
settings.load_profile("steady")

os.environ[VARIABLE] = bytes(range(32)).hex()
os.environ["COLUMNS"] = "100"
