from django.conf import settings
from django.db import migrations, models

import vangnet.signals.states


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0011_signals"),
        ("signals", "0006_keeping"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="signal",
            name="signal_open_of_owner",
        ),
        migrations.AddIndex(
            model_name="signal",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            vangnet.signals.states.SignalState["RECEIVED"],
                            vangnet.signals.states.SignalState["OWNED"],
                            vangnet.signals.states.SignalState["ASKED"],
                            vangnet.signals.states.SignalState["INVESTIGATED"],
                        ],
                    )
                ),
                fields=["owner", "state", "priority", "received_at", "id"],
                include=("handler", "has_minor", "region", "reporter_type", "forms"),
                name="signal_in_work_of_owner",
            ),
        ),
        migrations.AddIndex(
            model_name="signal",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            vangnet.signals.states.SignalState["PARKED"],
                            vangnet.signals.states.SignalState["ASKED"],
                        ],
                    )
                ),
                fields=["owner", "state", "review_on", "id"],
                include=("handler", "has_minor", "region", "reporter_type", "forms"),
                name="signal_review_of_owner",
            ),
        ),
        migrations.AddIndex(
            model_name="signal",
            index=models.Index(
                condition=models.Q(("feedback_due__isnull", False)),
                fields=["owner", "feedback_due", "id"],
                include=("state", "handler", "has_minor", "region", "reporter_type", "forms"),
                name="signal_feedback_of_owner",
            ),
        ),
    ]
