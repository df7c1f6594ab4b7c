import django.db.models.deletion
import vangnet.core.ids
from django.conf import settings
from django.db import migrations, models

from vangnet.access.append_only import FUNCTION, keep_as_log

# Who may order what, kept by the database itself: these look at every line, whoever asks.
GUARDS = """
CREATE OR REPLACE FUNCTION vangnet_is_held(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_keepingdecision hold
        WHERE hold.dossier_id = wanted AND hold.kind = 'hold'
          AND NOT EXISTS (
              SELECT 1 FROM access_keepinganswer answer
              WHERE answer.decision_id = hold.id AND NOT answer.is_approved)
          AND NOT EXISTS (
              SELECT 1 FROM access_keepingdecision lift
              JOIN access_keepinganswer answer ON answer.decision_id = lift.id
              WHERE lift.lifts_id = hold.id AND lift.kind = 'lift_hold' AND answer.is_approved))
$$;
CREATE OR REPLACE FUNCTION vangnet_may_destroy(ordered uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_keepingdecision wanted
        JOIN access_keepinganswer answer ON answer.decision_id = wanted.id
        WHERE wanted.id = ordered AND wanted.kind = 'destroy' AND answer.is_approved
          AND answer.account_id <> wanted.account_id
          AND NOT EXISTS (SELECT 1 FROM access_destruction done WHERE done.decision_id = wanted.id)
          AND NOT vangnet_is_held(wanted.dossier_id))
$$;
CREATE OR REPLACE FUNCTION vangnet_answer_of_another() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM access_keepingdecision asked
        WHERE asked.id = NEW.decision_id AND asked.account_id <> NEW.account_id
          AND asked.dossier_id = NEW.dossier_id AND asked.kind <> 'keep_longer') THEN
        RAISE EXCEPTION 'A proposal is answered by somebody else than who made it'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION vangnet_certificate_of_order() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT vangnet_may_destroy(NEW.decision_id) THEN
        RAISE EXCEPTION 'Nothing is destroyed without an agreed order, nor while somebody holds it'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION vangnet_line_digest(log text, line uuid, wanted text[]) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    found text;
BEGIN
    EXECUTE format(
        'SELECT encode(sha256(convert_to((SELECT jsonb_object_agg(key, value) FROM jsonb_each(to_jsonb(one)) '
        'WHERE key = ANY($2))::text, ''UTF8'')), ''hex'') FROM %I one WHERE id = $1', log)
        INTO found USING line, wanted;
    RETURN found;
END $$;
CREATE TRIGGER answer_of_another BEFORE INSERT ON access_keepinganswer
    FOR EACH ROW EXECUTE FUNCTION vangnet_answer_of_another();
CREATE TRIGGER certificate_of_order BEFORE INSERT ON access_destruction
    FOR EACH ROW EXECUTE FUNCTION vangnet_certificate_of_order();
REVOKE ALL ON FUNCTION vangnet_is_held(uuid), vangnet_may_destroy(uuid), vangnet_answer_of_another(),
    vangnet_certificate_of_order() FROM PUBLIC;
"""
UNDO = """
DROP TRIGGER answer_of_another ON access_keepinganswer;
DROP TRIGGER certificate_of_order ON access_destruction;
DROP FUNCTION vangnet_answer_of_another(), vangnet_certificate_of_order(), vangnet_may_destroy(uuid),
    vangnet_is_held(uuid), vangnet_line_digest(text, uuid, text[]);
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0005_traces")]

    operations = [
        migrations.CreateModel(
            name="KeepingDecision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("moment", models.DateTimeField(verbose_name="moment")),
                ("dossier_id", models.UUIDField(db_index=True, verbose_name="dossier")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("hold", "do not destroy anything"),
                            ("lift_hold", "allow destruction again"),
                            ("keep_longer", "keep longer"),
                            ("destroy", "destroy"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("categories", models.JSONField(default=list, verbose_name="kinds of data")),
                ("reason", models.TextField(verbose_name="reason")),
                ("keep_until", models.DateField(null=True, verbose_name="keep until")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "lifts",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lifted_by",
                        to="access.keepingdecision",
                        verbose_name="allows again after",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.organisation",
                        verbose_name="proposed for",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision about keeping",
                "ordering": ["moment", "id"],
            },
        ),
        migrations.CreateModel(
            name="KeepingAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("dossier_id", models.UUIDField(db_index=True, verbose_name="dossier")),
                ("is_approved", models.BooleanField(verbose_name="agreed")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("moment", models.DateTimeField(verbose_name="moment")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.organisation",
                        verbose_name="answered for",
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="access.keepingdecision",
                        verbose_name="proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer about keeping",
                "ordering": ["moment", "id"],
            },
        ),
        migrations.CreateModel(
            name="Destruction",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("dossier_id", models.UUIDField(db_index=True, verbose_name="dossier")),
                ("moment", models.DateTimeField(verbose_name="moment")),
                ("categories", models.JSONField(default=list, verbose_name="kinds of data")),
                ("lines", models.PositiveIntegerField(verbose_name="emptied lines")),
                ("digest", models.CharField(max_length=64, verbose_name="digest over the emptied lines")),
                (
                    "vault",
                    models.CharField(blank=True, max_length=200, verbose_name="certificate of the vault"),
                ),
                ("terms", models.DateField(verbose_name="terms of")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="carried out by",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.organisation",
                        verbose_name="carried out for",
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="destruction",
                        to="access.keepingdecision",
                        verbose_name="order",
                    ),
                ),
            ],
            options={
                "verbose_name": "certificate of destruction",
                "ordering": ["moment", "id"],
            },
        ),
        migrations.CreateModel(
            name="Redaction",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("dossier_id", models.UUIDField(db_index=True, verbose_name="dossier")),
                ("moment", models.DateTimeField(verbose_name="moment")),
                ("log", models.CharField(max_length=63, verbose_name="log")),
                ("row", models.UUIDField(verbose_name="line")),
                ("columns", models.JSONField(default=list, verbose_name="columns that the digests cover")),
                ("emptied", models.JSONField(default=list, verbose_name="columns that were emptied")),
                ("before", models.CharField(max_length=64, verbose_name="digest before")),
                ("after", models.CharField(max_length=64, verbose_name="digest after")),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redactions",
                        to="access.keepingdecision",
                        verbose_name="order",
                    ),
                ),
            ],
            options={
                "verbose_name": "emptied line",
                "ordering": ["moment", "id"],
            },
        ),
        migrations.CreateModel(
            name="RightsRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("dossier_id", models.UUIDField(db_index=True, verbose_name="dossier")),
                (
                    "right",
                    models.CharField(
                        choices=[
                            ("access", "see my data"),
                            ("correction", "correct my data"),
                            ("objection", "object to the use of my data"),
                            ("erasure", "erase my data"),
                        ],
                        max_length=20,
                        verbose_name="what is asked",
                    ),
                ),
                (
                    "asker",
                    models.CharField(
                        choices=[
                            ("person", "the person"),
                            ("parent", "a parent with custody"),
                            ("guardian", "the guardian"),
                            ("lawyer", "a lawyer or other authorised person"),
                        ],
                        max_length=20,
                        verbose_name="who asks",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="received on")),
                ("due_on", models.DateField(verbose_name="answer before")),
                ("wish", models.TextField(blank=True, verbose_name="what is asked, in words")),
                ("moment", models.DateTimeField(verbose_name="recorded at")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.organisation",
                        verbose_name="recorded for",
                    ),
                ),
            ],
            options={
                "verbose_name": "request of the person",
                "ordering": ["received_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="RightsAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("dossier_id", models.UUIDField(db_index=True, verbose_name="dossier")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("granted", "done as asked"),
                            ("partly", "done in part"),
                            ("refused", "not done"),
                            ("extended", "more time needed"),
                        ],
                        max_length=20,
                        verbose_name="answer",
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                ("due_on", models.DateField(null=True, verbose_name="answer before")),
                ("moment", models.DateTimeField(verbose_name="moment")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.organisation",
                        verbose_name="answered for",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="access.rightsrequest",
                        verbose_name="request",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to the person",
                "ordering": ["moment", "id"],
            },
        ),
        migrations.AddConstraint(
            model_name="keepingdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="keeping_decision_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="keepingdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("keep_until__isnull", False), ("kind", "keep_longer")),
                    models.Q(models.Q(("kind", "keep_longer"), _negated=True), ("keep_until__isnull", True)),
                    _connector="OR",
                ),
                name="keeping_longer_has_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="keepingdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "lift_hold"), ("lifts__isnull", False)),
                    models.Q(models.Q(("kind", "lift_hold"), _negated=True), ("lifts__isnull", True)),
                    _connector="OR",
                ),
                name="lifting_names_the_hold",
            ),
        ),
        migrations.AddIndex(
            model_name="redaction",
            index=models.Index(fields=["log", "row"], name="redaction_by_line"),
        ),
        migrations.AddIndex(
            model_name="rightsrequest",
            index=models.Index(fields=["organisation", "due_on"], name="rights_request_by_due"),
        ),
        migrations.AddConstraint(
            model_name="rightsanswer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome", "extended"), _negated=True),
                fields=("request",),
                name="rights_request_answered_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="rightsanswer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome", "extended")),
                fields=("request",),
                name="rights_request_extended_once",
            ),
        ),
        *(
            keep_as_log(table)
            for table in (
                "access_keepingdecision",
                "access_keepinganswer",
                "access_redaction",
                "access_destruction",
                "access_rightsrequest",
                "access_rightsanswer",
            )
        ),
        migrations.RunSQL(GUARDS, UNDO),
        migrations.RunSQL(FUNCTION, migrations.RunSQL.noop),
    ]
