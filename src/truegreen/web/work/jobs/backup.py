"""Make a backup once a day beside the workspace, and keep those of the last week."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from django.conf import settings

from truegreen.web.upkeep.backing_up import back_up
from truegreen.web.upkeep.dumping import BackupError
from truegreen.web.work.doing import Doing, Result, ToldError

EVERY: Final = 24 * 3600
IS_APART: Final = True
KEPT: Final = 7


def do(doing: Doing) -> Result:
    """Back the workspace up, without its key, and let go of the oldest.

    Raises:
        ToldError: it could not be done; the ones before stay.
    """
    now = datetime.now(UTC)
    folder = Path(os.environ.get("TRUEGREEN_BACKUPS") or settings.WORKSPACE / "backups")
    file = folder / f"workspace-{now:%Y%m%dT%H%M%SZ}.tar.gz"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        back_up(settings.FOLDER, file, now, os.environ.get("TRUEGREEN_DATABASE", ""), progress=doing.goes_on)
        for old in sorted(folder.glob("workspace-*.tar.gz"))[:-KEPT]:
            old.unlink()
    except (BackupError, OSError) as wrong:
        raise ToldError(f"No backup was made: {wrong}") from wrong
    return {"backup": file.name, "bytes": file.stat().st_size}
