import uuid

from django.db import migrations

# As at that moment: what an organisation that takes part saw, and what a request to take part showed.
EVERYTHING, ASKED, PART = 2**11 - 1, 1, 2
REASON = "Takes part in the dossier or was asked to."

STANDING = """
SELECT i.dossier_id, i.organisation_id, i.state, (
    SELECT d.id FROM access_disclosure d
    WHERE d.dossier_id = i.dossier_id AND d.receiver_id = i.organisation_id ORDER BY d.moment DESC, d.id DESC LIMIT 1
), i.since, o.opened_at
FROM cases_involvement i JOIN cases_dossier o ON o.id = i.dossier_id WHERE i.state IN ('accepted', 'offered')
"""
GRANT = """
INSERT INTO access_grant (id, disclosure_id, dossier_id, organisation_id, account_id, level, categories, until, moment)
VALUES (%s, %s, %s, %s, NULL, %s, %s, NULL, %s)
"""
ACCESS = """
INSERT INTO access_effectiveaccess
    (id, dossier_id, organisation_id, account_id, level, categories, until, disclosure_id, opened_at)
VALUES (%s, %s, %s, NULL, %s, %s, NULL, %s, %s)
"""


def give_access(apps, schema_editor):
    """Whoever took part or was asked has access through their line in the register, as from now on."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(STANDING)
        found = cursor.fetchall()
        without = [row[0] for row in found if row[3] is None]
        if without:
            raise RuntimeError(f"{len(without)} involvements have no line in the disclosure register, such as {without[0]}.")
        for dossier, organisation, state, disclosure, since, opened_at in found:
            level = PART if state == "accepted" else ASKED
            cursor.execute(GRANT, [uuid.uuid4(), disclosure, dossier, organisation, level, EVERYTHING, since])
            cursor.execute(
                ACCESS, [uuid.uuid4(), dossier, organisation, level, EVERYTHING, disclosure, opened_at]
            )
        cursor.execute("SELECT count(*) FROM access_effectiveaccess")
        if cursor.fetchone()[0] != len(found):
            raise RuntimeError("Not every involvement got its access. Migrate as the owner of the tables.")


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_changes_are_numbered"), ("access", "0003_wall")]

    operations = [migrations.RunPython(give_access, migrations.RunPython.noop)]
