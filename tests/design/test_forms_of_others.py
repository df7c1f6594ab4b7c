"""Forms that were not made for Vangnet, such as the one for signing in, look and work like the rest."""

from django import forms
from django.test import Client
from django.utils import translation

from vangnet.design.summaries import errors_of


class Plain(forms.Form):
    name = forms.CharField()
    kind = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    key = forms.CharField(widget=forms.HiddenInput)


def test_errors_of_a_plain_form_lead_to_its_controls():
    with translation.override("en"):
        found = [(label, target) for label, target, _message in errors_of(Plain({}))]
    assert found == [("Name", "id_name"), ("Kind", "id_kind_0"), ("Key", "")]
    assert list(errors_of(Plain())) == []


def test_plain_form_is_drawn_with_summary_and_labels():
    html = str(Plain({}))
    assert 'href="#id_kind_0"' in html
    assert 'for="id_name"' in html


def test_sign_in_page_stands_in_the_frame_of_the_site():
    page = Client().get("/en/account/login/").content.decode()
    assert 'class="vn-header"' in page
    assert "utrecht-form-field" in page
    assert "nl-button--primary" in page
    assert page.count("<h1>") == 1
    assert "<script>" not in page
