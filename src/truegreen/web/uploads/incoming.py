"""Files as they come in with forms: no more bytes of a request than one upload may have reach the disk."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler

from truegreen.web.uploads.expected import LARGEST


class Capped(TemporaryFileUploadHandler):
    """Keeps files on disk while they come in, and stops where all of a request's are too large together."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.come = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece.

        Raises:
            StopUpload: that is too much.
        """
        self.come += len(raw_data)
        if self.come > LARGEST:
            raise StopUpload(connection_reset=True)
        super().receive_data_chunk(raw_data, start)
