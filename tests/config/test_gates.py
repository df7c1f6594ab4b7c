"""What no page ever sees: requests of other sites, tricks with headers, and far too much at once; refused in plain words."""

import logging

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import reverse

from vangnet.config import gates

HERE = {"sec-fetch-site": "same-origin", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
ELSEWHERE = HERE | {"sec-fetch-site": "cross-site"}
PAGE = "/handbook/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


def test_form_of_another_site_is_refused(visitor):
    sign_in = reverse("account_login")
    for site in ("cross-site", "same-site"):
        refused = visitor.post(
            sign_in, {"login": "x", "password": "y"}, headers=HERE | {"sec-fetch-site": site}
        )
        assert refused.status_code == 403
    assert visitor.post(sign_in, {"login": "x", "password": "y"}, headers=HERE).status_code == 200


def test_link_of_another_site_may_be_followed_and_nothing_else(visitor):
    assert visitor.get("/", headers=ELSEWHERE).status_code in (200, 302)
    for part in ("iframe", "embed", "object", "frame"):
        assert visitor.get("/", headers=ELSEWHERE | {"sec-fetch-dest": part}).status_code == 403
    for mode in ("no-cors", "cors", "websocket"):
        assert visitor.get("/", headers=ELSEWHERE | {"sec-fetch-mode": mode}).status_code == 403
    assert visitor.get("/", headers={"sec-fetch-site": "none"}).status_code in (200, 302)


@pytest.mark.parametrize("name", gates._TRICKS)
def test_header_that_would_change_method_or_address_is_refused(visitor, name):
    assert visitor.get("/alive", headers={name: "DELETE"}).status_code == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "NONSENSE"])
def test_only_reading_and_sending_forms_exist(visitor, method):
    refused = visitor.generic(method, "/alive")
    assert refused.status_code == 405
    assert refused.headers["Allow"] == "GET, HEAD, OPTIONS, POST"


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost@evil.example",
        "localhost:80:80",
        "localhost/evil",
        "[::1",
        "localhost\r\nx: y",
        "",
    ],
)
def test_strange_host_is_refused_and_not_repeated(visitor, host):
    refused = visitor.get("/", HTTP_HOST=host)
    assert refused.status_code == 400
    assert b"evil" not in refused.content


def test_host_told_by_a_proxy_that_is_not_there_changes_nothing(visitor):
    tricks = {
        "x-forwarded-host": "evil.example",
        "forwarded": "host=evil.example",
        "x-forwarded-proto": "https",
    }
    answer = visitor.get(reverse("access:account"), headers=tricks)
    assert answer.status_code == 302
    assert "evil" not in answer.headers["Location"]
    assert not answer.headers["Location"].startswith("http")


@pytest.mark.parametrize(
    "path", ["/dossiers/%00/", "/dossiers/a%0d%0aSet-Cookie:x=y/", "/dossiers/%e2%80%aeabc/", "/?q=a%00b"]
)
def test_address_with_characters_that_nobody_types_is_refused(visitor, path):
    refused = visitor.get(path)
    assert refused.status_code == 400
    assert "Set-Cookie" not in str(refused.headers)


def test_endless_address_is_refused(visitor):
    assert visitor.get("/?" + "a" * 5000).status_code == 400


@pytest.mark.parametrize("length", ["abc", "-1", "1e9", "٣"])
def test_length_that_is_no_number_is_refused(length):
    asked = RequestFactory().post("/", {"a": "b"})
    asked.META["CONTENT_LENGTH"] = length
    assert gates.refused_with(asked) == 400


def test_far_too_large_request_is_refused_before_it_is_read(visitor):
    asked = RequestFactory().post("/", {"a": "b"})
    asked.META["CONTENT_LENGTH"] = str(gates.LARGEST_REQUEST + 1)
    assert gates.refused_with(asked) == 413


@pytest.mark.parametrize(
    "fields", [{"login": "a" * 2_600_000, "password": "x"}, {f"field{number}": "x" for number in range(600)}]
)
def test_too_much_in_a_form_is_told_in_both_languages(visitor, fields):
    dutch = visitor.post("/account/login/", fields)
    english = visitor.post("/en/account/login/", fields)
    assert (dutch.status_code, english.status_code) == (413, 413)
    assert "Dit is te veel in één keer" in dutch.content.decode()
    assert "This is too much at once" in english.content.decode()


@pytest.mark.parametrize(
    "kind", ["application/json", "text/xml", "text/plain", "application/x-python-pickle"]
)
def test_only_forms_are_read(visitor, kind):
    assert visitor.post("/account/login/", "[" * 1000, content_type=kind).status_code == 415


def test_data_too_deep_to_read_are_no_fault_of_ours():
    gate = gates.Gates(lambda request: None)
    assert gate.process_exception(RequestFactory().get("/"), RecursionError()).status_code == 400
    assert gate.process_exception(RequestFactory().get("/"), ValueError()) is None


def test_refusal_is_logged_without_what_was_sent(visitor, caplog):
    with caplog.at_level(logging.WARNING, logger="vangnet.gates"):
        visitor.get("/dossiers/a-secret%00/?name=secret")
        visitor.generic("SECRET", "/")
    assert [line.getMessage() for line in caplog.records if line.name == "vangnet.gates"] == [
        "refused with 400: GET",
        "refused with 405: other method",
    ]


def test_nothing_made_for_a_visitor_stays_in_a_cache(visitor):
    for address in ("/", PAGE, reverse("account_login"), "/no-such-page", "/alive"):
        assert "no-store" in visitor.get(address).headers["Cache-Control"], address


def test_signing_out_empties_the_cache(visitor):
    assert visitor.post(reverse("account_logout")).headers["Clear-Site-Data"] == '"cache"'


def test_every_answer_also_a_refusal_carries_all_headers(visitor):
    for answer in (visitor.get("/alive"), visitor.get("/", HTTP_HOST="evil"), visitor.put("/")):
        assert answer.headers["Cross-Origin-Embedder-Policy"] == "require-corp"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer.headers["X-Permitted-Cross-Domain-Policies"] == "none"
        assert "geolocation=()" in answer.headers["Permissions-Policy"]
        assert "require-trusted-types-for 'script'" in answer.headers["Content-Security-Policy"]


def test_way_to_tell_about_a_weakness_is_there_when_somebody_listens(visitor, settings):
    settings.VANGNET_SECURITY_CONTACT = []
    assert visitor.get("/.well-known/security.txt").status_code == 404
    settings.VANGNET_SECURITY_CONTACT = ["mailto:veilig@vangnet.example"]
    told = visitor.get("/.well-known/security.txt")
    assert told.content.decode().startswith("Contact: mailto:veilig@vangnet.example\nExpires: 20")
    assert told.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_limits_are_set():
    assert settings.DATA_UPLOAD_MAX_NUMBER_FIELDS == 500
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE < gates.LARGEST_REQUEST
