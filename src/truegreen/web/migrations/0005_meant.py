"""What is about to be done to a file of the project, until the journal tells of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0004_language"),
    ]

    operations = [
        migrations.CreateModel(
            name="Meant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event", models.JSONField()),
                ("sign", models.CharField(max_length=20)),
                ("says", models.JSONField(default=dict)),
                ("after", models.PositiveBigIntegerField()),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
    ]
