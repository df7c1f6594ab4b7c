import re
from types import SimpleNamespace

import pytest
from django.contrib.messages import constants
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.utils import translation

from vangnet.design import context, examples, navigation, views
from vangnet.design.navigation import NavItem

ERRORS = ["400", "403", "403_csrf", "404", "500", "503"]


def listed_pages(request):
    return [NavItem("Here", request.path, is_current=True), NavItem("There", "/there/")]


def get(address, **answers):
    return RequestFactory().get(address, answers)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", ERRORS)
def test_error_page_needs_nothing_around_it_and_says_what_to_do(name, language):
    with translation.override(language):
        html = render_to_string(f"{name}.html")
    assert f'<html lang="{language}">' in html
    heading, paragraphs = re.findall(r"<h1>(.+?)</h1>", html), re.findall(r"<p[^>]*>(.+?)</p>", html)
    assert len(heading) == 1
    assert len(paragraphs) >= 3
    assert heading[0] in re.findall(r"<title>(.+?)</title>", html)[0]


@pytest.mark.parametrize("name", ERRORS)
def test_title_of_an_error_page_tells_nothing_about_the_subject(name):
    with translation.override("en"):
        title = re.findall(r"<title>(.+?)</title>", render_to_string(f"{name}.html"))[0]
    assert "traffick" not in title.lower()


@pytest.mark.parametrize(("language", "words"), [("nl", "Stijlgids"), ("en", "Style guide")])
def test_style_guide_is_shown_in_both_languages(language, words):
    with translation.override(language):
        html = views.style_guide(get("/design/")).content.decode()
    assert f"<h1>{words}</h1>" in html
    assert f"<title>{words} – Vangnet</title>" in html


def test_title_says_first_that_there_is_an_error():
    with translation.override("nl"):
        html = views.style_guide(get("/design/", form="wrong")).content.decode()
    assert "<title>Fout: Stijlgids – Vangnet</title>" in html


def test_style_guide_shows_every_error_that_it_made():
    with translation.override("en"):
        errors = examples.ExampleForm(examples.WRONG_ANSWERS).errors
        said = [message for messages in errors.values() for message in messages]
        html = views.style_guide(get("/design/", form="wrong")).content.decode()
    assert len(said) == 7
    assert all(message in html for message in said)


def test_page_has_a_skip_link_landmarks_and_no_blank_pieces():
    with translation.override("en"):
        html = views.style_guide(get("/design/")).content.decode()
    assert 'href="#main"' in html
    assert html.count("<main ") == html.count("<h1") == html.count("<header ") == html.count("<footer ") == 1
    assert "None" not in html


def test_languages_lead_to_the_same_page():
    with translation.override("nl"):
        links = navigation.language_links(get("/design/", page="2"))
    assert [(link.code, link.url, link.is_current) for link in links] == [
        ("nl", "/design/?page=2", True),
        ("en", "/en/design/?page=2", False),
    ]


def test_languages_keep_an_address_that_does_not_exist():
    with translation.override("nl"):
        assert [link.url for link in navigation.language_links(get("/nowhere/"))] == [
            "/nowhere/",
            "/nowhere/",
        ]


@override_settings(VANGNET_NAVIGATION="", VANGNET_FOOTER="")
def test_pages_are_empty_until_a_package_lists_them():
    assert navigation.main_pages(get("/")) == navigation.footer_pages(get("/")) == []


def test_listed_pages_stand_in_header_and_footer():
    lists = {"VANGNET_NAVIGATION": f"{__name__}.listed", "VANGNET_FOOTER": f"{__name__}.listed"}
    with pytest.MonkeyPatch.context() as patch, override_settings(**lists):
        patch.setattr(navigation, "import_string", lambda name: listed_pages)
        html = views.style_guide(get("/design/")).content.decode()
        assert context.page(get("/design/", print="1"))["print_view"]
    assert html.count('<a href="/there/">There</a>') == 2
    assert '<a href="/design/" aria-current="page">Here</a>' in html


def test_signed_in_page_is_kept_out_of_search_engines_and_names_who_works():
    user = SimpleNamespace(is_authenticated=True, __str__=lambda self: "x")
    actor = SimpleNamespace(organisation="Basisteam <Zuid>")
    html = render_to_string("design/page_app.html", {"user": user, "actor": actor})
    assert '<meta name="robots" content="noindex, nofollow">' in html
    assert "Basisteam &lt;Zuid&gt;" in html
    assert "noindex" not in render_to_string("design/page_public.html")


def test_sign_out_is_a_form_that_is_posted():
    user = SimpleNamespace(is_authenticated=True)
    html = render_to_string("design/page_app.html", {"user": user}, request=None)
    assert re.search(r'<form class="vn-header__out" method="post" action="[^"]+">', html)


def test_messages_of_the_last_act_are_shown_by_kind():
    message = SimpleNamespace(level=constants.SUCCESS, level_tag="success", __str__=lambda self: "x")
    html = render_to_string("design/page_app.html", {"messages": [message]})
    assert "utrecht-alert--ok" in html


def test_paper_style_applies_on_screen_only_when_asked():
    assert 'print.css" media="print"' in render_to_string("design/page_app.html")
    assert 'print.css" media="all"' in render_to_string("design/page_app.html", {"print_view": True})
