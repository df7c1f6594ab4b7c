"""The content policy in a real browser: no page breaks it, and what a page would be tricked into is stopped by it."""

import pytest
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Error

from tests.browser import until
from tests.demo.test_every_page import EXAMPLES, patterns
from tests.factories import actor, dossier
from tests.journeys.conftest import _signed_in, _wait_for_quiet
from vangnet.access.roles import FOR_PEOPLE

OTHERS = ("administrator", "privacy_officer")
ATTACKS = [
    "document.body.innerHTML = '<img src=x onerror=window.stolen=1>'",
    "const s = document.createElement('script'); s.textContent = 'window.stolen=1'; document.head.append(s)",
    "const s = document.createElement('script'); s.src = 'data:text/javascript,window.stolen=1'; document.head.append(s)",
    "document.body.setAttribute('onclick', 'window.stolen=1'); document.body.click()",
    "eval('window.stolen=1')",
    "setTimeout('window.stolen=1', 0)",
    "new Function('window.stolen=1')()",
    "location.href = 'javascript:window.stolen=1'",
    "const f = document.createElement('iframe'); f.srcdoc = '<script>parent.stolen=1</script>'; document.body.append(f)",
]


@pytest.fixture
def strict(opened, live_server, _no_lasting_connections):
    """A page of somebody in a browser that obeys the policy."""
    contexts = []

    def open_as(somebody=None):
        context = opened.new_context(base_url=live_server.url)
        contexts.append(context)
        if somebody is not None:
            context.add_cookies([_signed_in(somebody.account, live_server.url)])
        context.add_init_script(
            "window.broken = []; addEventListener('securitypolicyviolation',"
            "e => window.broken.push(e.violatedDirective + ' ' + e.blockedURI))"
        )
        return context.new_page()

    yield open_as
    for context in contexts:
        context.close()
    _wait_for_quiet()


def plain_addresses(one):
    """Every address of ours that needs at most a dossier to be filled in."""
    for pattern, _name in patterns():
        filled = pattern.replace("<address:address>", one.address).replace("<str:address>", one.address)
        filled = filled.replace("<address>", one.address)
        for hole, value in EXAMPLES.items():
            filled = filled.replace(f"<slug:{hole}>", value).replace(f"<str:{hole}>", value)
        if "<" not in filled and "^" not in filled:
            yield f"/{filled}"


@pytest.mark.django_db(transaction=True)
def test_no_page_breaks_the_policy(strict):
    police = actor("police")
    one = dossier(police)
    seen = 0
    for somebody in (
        None,
        police,
        *(actor("police", role=role) for role in FOR_PEOPLE if role.code in OTHERS),
    ):
        page = strict(somebody)
        for address in plain_addresses(one):
            try:
                answer = page.goto(address)
            except Error:  # an act that takes only posts answers without a page
                continue
            if answer is None or "text/html" not in answer.headers.get("content-type", ""):
                continue
            assert page.evaluate("window.broken || []") == [], address
            seen += 1
        page.context.close()
    assert seen > 100


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attack", ATTACKS)
def test_script_that_got_into_a_page_does_not_run(strict, attack):
    page = strict(actor("police"))
    with override("en"):
        page.goto(reverse("portal:start"))
    # In a task of its own, since what the test itself evaluates is not bound by the policy.
    page.evaluate(
        "() => setTimeout(() => { try { " + attack + "; window.outcome = 'ran' }"
        " catch (e) { window.outcome = String(e) } })"
    )
    until(page, "window.outcome")
    page.wait_for_timeout(50)
    assert page.evaluate("window.stolen") is None
    assert page.evaluate("window.outcome") != "ran" or page.evaluate("window.broken") != []


@pytest.mark.django_db(transaction=True)
def test_markup_that_is_typed_comes_back_as_text(strict):
    police = actor("police")
    page = strict(police)
    for payload in (
        "<script>window.stolen=1</script>",
        '"><img src=x onerror=window.stolen=1>',
        "'-alert(1)-'",
        "{{7*7}}",
    ):
        page.goto("/en/?pseudonym=" + payload.replace("#", ""))
        page.goto("/en/handbook/search/?q=" + payload)
        assert page.evaluate("window.stolen") is None
        assert page.evaluate("window.broken || []") == []
        assert "49" not in page.title()
