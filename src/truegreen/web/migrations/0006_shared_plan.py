"""What is shared of plans that were saved."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0005_meant"),
    ]

    operations = [
        migrations.CreateModel(
            name="SharedPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agreement", models.CharField(max_length=120)),
                ("plan", models.CharField(max_length=80)),
                ("digest", models.CharField(max_length=64)),
                ("told", models.JSONField()),
                ("by", models.CharField(max_length=40)),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("agreement", "plan"), name="shared_once")],
            },
        ),
    ]
