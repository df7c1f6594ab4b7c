from django.core.management import call_command

from vangnet.access.models import Disclosure
from vangnet.cases.models import BreakGlass, Consent, Paragraph


def test_stories_tell_of_a_consent_a_refusal_an_emergency_and_a_hidden_text(db):
    call_command("load_demo", dossiers=0, signals=0, jobs=1, verbosity=0)
    assert Consent.objects.get().state == "given"
    assert Disclosure.objects.filter(kind="refusal").count() == 1
    assert BreakGlass.objects.get().review.is_justified
    assert Paragraph.objects.filter(category="investigation").exists()
