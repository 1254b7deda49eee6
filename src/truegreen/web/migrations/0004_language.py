"""The language and the zone that somebody chose."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns of a member; empty where nobody chose."""

    dependencies: ClassVar[list[Any]] = [("web", "0003_worker")]
    operations: ClassVar[list[Any]] = [
        migrations.AddField("member", "language", models.CharField(blank=True, max_length=10)),
        migrations.AddField("member", "zone", models.CharField(blank=True, max_length=60)),
    ]
