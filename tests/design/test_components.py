from datetime import datetime, timedelta

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from vangnet.core import clock
from vangnet.core.clock import AMSTERDAM
from vangnet.design.forms import FilterForm, SelectField, VangnetForm
from vangnet.design.navigation import NavItem
from vangnet.design.rows import Task, TimelineEntry

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=AMSTERDAM)
NASTY = "<b onclick=x>\"'&"


@pytest.fixture(autouse=True)
def _in_english_at_a_fixed_moment():
    with translation.override("en"), clock.fixed(NOW):
        yield


def draw(source, **context):
    return Template("{% load vangnet_design %}" + source).render(Context(context))


DRAWN = [
    "{% button label=x name=x value=x %}",
    "{% button_link label=x url=x %}",
    "{% alert title=x %}{{ x }}{% endalert %}",
    "{% badge label=x %}",
    "{% breadcrumb trail=pairs current=x %}",
    "{% table caption=x columns=xs %}<tr><td>{{ x }}</td></tr>{% endtable %}",
    "{% description_list rows=pairs %}",
    "{% card title=x aside=x %}{{ x }}{% endcard %}",
    "{% tabs items=items label=x %}",
    "{% disclosure summary=x %}{{ x }}{% enddisclosure %}",
    "{% deadline None norm=x %}",
    "{% task_row task %}",
    "{% timeline_item entry %}",
    "{% figure caption=x alternative=x %}{{ x }}{% endfigure %}",
    "{% filter_form form clear_url=x %}",
]


@pytest.mark.parametrize("source", DRAWN)
def test_component_escapes_what_it_shows(source):
    class Form(FilterForm):
        field = SelectField(label=NASTY, choices=[(NASTY, NASTY)])

    html = draw(
        source,
        x=NASTY,
        xs=[NASTY],
        pairs=[(NASTY, NASTY)],
        items=[NavItem(NASTY, NASTY)],
        form=Form({"field": NASTY}),
        task=Task(
            reference=NASTY,
            url=NASTY,
            group=NASTY,
            asked=NASTY,
            ground=NASTY,
            norm=NASTY,
            owner=NASTY,
            waiting=NASTY,
        ),
        entry=TimelineEntry(
            title=NASTY, happened=None, certainty=NASTY, by=NASTY, track=NASTY, note=NASTY, url=NASTY
        ),
    )
    assert "<b " not in html
    assert "&lt;b onclick" in html
    assert "&amp;lt;" not in html


STATUSES = ["in_time", "late", "open", "overdue", "lapsed", "undetermined"]


def test_each_duty_status_has_its_own_word_and_shape():
    drawn = [draw("{% duty_badge status %}", status=status) for status in STATUSES]
    words = {html[html.index("</svg>") + 6 : html.index("</span>")] for html in drawn}
    shapes = {html[html.index("<svg") : html.index("</svg>")] for html in drawn}
    assert len(words) == len(shapes) == len(STATUSES)
    assert all(words)


def test_unknown_duty_status_is_a_fault_and_not_a_blank():
    with pytest.raises(KeyError):
        draw("{% duty_badge 'forgotten' %}")


def test_deadline_says_distance_and_date():
    html = draw("{% deadline due %}", due=NOW + timedelta(days=3))
    assert "in 3 days" in html
    assert "(Tuesday 24 November 2026, 10:00)" in html


@pytest.mark.parametrize(
    ("away", "state"),
    [(timedelta(days=2), "ahead"), (timedelta(hours=2), "today"), (-timedelta(minutes=1), "late")],
)
def test_deadline_knows_how_near_it_is(away, state):
    assert f"vn-deadline--{state}" in draw("{% deadline due %}", due=NOW + away)


def test_deadline_can_be_seen_from_another_moment():
    html = draw("{% deadline due now %}", due=NOW, now=NOW - timedelta(days=5))
    assert "in 5 days" in html


def test_open_norm_is_shown_as_a_norm():
    assert "no fixed term" in draw("{% deadline None %}")
    html = draw("{% deadline due norm='at once' %}", due=NOW + timedelta(hours=2))
    assert "norm: “at once”" in html


def test_task_without_owner_says_nobody_yet():
    html = draw("{% task_row task %}", task=Task(reference="IEP-1", url="/x", asked="Hear"))
    assert "nobody yet" in html


def test_task_that_is_over_does_not_count_down():
    task = Task(reference="IEP-1", url="/x", asked="Hear", status="late", due=NOW - timedelta(hours=3))
    html = draw("{% task_row task %}", task=task)
    assert "hours late" not in html
    assert "term: Saturday 21 November 2026, 07:00" in html
    assert "term" not in draw(
        "{% task_row task %}", task=Task(reference="IEP-1", url="", asked="x", status="lapsed")
    )


def test_fact_and_interpretation_differ_in_word_and_shape():
    fact = draw("{% timeline_item entry %}", entry=TimelineEntry(title="x", happened=NOW))
    reading = draw(
        "{% timeline_item entry %}", entry=TimelineEntry(title="x", happened=NOW, is_interpretation=True)
    )
    assert "<strong>Fact</strong>" in fact
    assert "<strong>Interpretation</strong>" in reading
    assert fact[fact.index("<svg") : fact.index("</svg>")] not in reading


def test_timeline_shows_when_it_happened_and_when_it_was_recorded():
    entry = TimelineEntry(title="x", happened=NOW - timedelta(days=2), recorded=NOW, is_withdrawn=True)
    html = draw("{% timeline_item entry %}", entry=entry)
    assert "Thursday 19 November 2026, 10:00" in html
    assert "recorded 21 Nov 2026, 10:00" in html
    assert "(withdrawn)" in html


def test_disclosure_is_unfolded_on_paper():
    source = "{% disclosure summary='Why?' %}because{% enddisclosure %}"
    assert " open>" not in draw(source)
    assert " open>" in draw(source, print_view=True)


def test_pagination_keeps_the_filters_and_marks_the_page():
    request = RequestFactory().get("/", {"track": ["care", "residence"], "page": "7"})
    html = draw("{% pagination page %}", request=request, page=Paginator(range(200), 10).page(7))
    assert "?track=care&amp;track=residence&amp;page=8" in html
    assert 'aria-current="page"' in html
    assert html.count("page=7") == 0
    assert html.count("…") == 2


@pytest.mark.parametrize(("number", "missing"), [(1, "prev"), (3, "next")])
def test_pagination_has_no_link_beyond_the_ends(number, missing):
    html = draw("{% pagination page %}", page=Paginator(range(30), 10).page(number))
    assert f'rel="{missing}"' not in html


def test_print_link_leads_to_the_same_page_for_paper():
    request = RequestFactory().get("/", {"track": "care", "print": "1"})
    assert 'href="?track=care&amp;print=1"' in draw("{% print_link %}", request=request)
    assert 'href="?print=1"' in draw("{% print_link %}")


def test_filter_offers_to_clear_only_when_something_is_chosen():
    class Form(FilterForm):
        track = SelectField(label="Track", choices=[("care", "Care")])

    assert "Clear filters" not in draw("{% filter_form form %}", form=Form({}))
    assert "Clear filters" in draw("{% filter_form form %}", form=Form({"track": "care"}))


def test_figure_has_its_text_beside_it():
    html = draw(
        "{% figure caption='Route' alternative=words %}<svg></svg>{% endfigure %}", words=["One.", "Two."]
    )
    assert 'role="img" aria-label="Route"' in html
    assert "<p>One.</p><p>Two.</p>" in html
    assert 'role="img"' not in draw(
        "{% figure caption='R' alternative='A' is_interactive=True %}{% endfigure %}"
    )


def test_error_summary_can_be_drawn_for_any_form():
    class Form(VangnetForm):
        track = SelectField(label="Track", choices=[("care", "Care")])

    assert draw("{% error_summary form %}", form=Form()).strip() == ""
    assert "#id_track" in draw("{% error_summary form %}", form=Form({}))


def test_filters_say_moments_in_words():
    assert draw("{{ due|due_in_words }}", due=NOW + timedelta(days=3)) == "in 3 days"
    assert draw("{{ due|due_in_words:now }}", due=NOW, now=NOW - timedelta(days=1)) == "tomorrow at 10:00"
    assert draw("{{ due|due_in_words }}", due=None) == ""
    assert draw("{{ due|moment }}", due=NOW) == "Saturday 21 November 2026, 10:00"
    assert draw("{{ due|moment:'short' }}", due=NOW) == "21 Nov 2026, 10:00"


@pytest.mark.parametrize(
    ("level", "kind"), [("success", "ok"), ("error", "error"), ("debug", "info"), ("x", "info")]
)
def test_message_has_a_kind(level, kind):
    assert draw("{{ level|message_kind }}", level=level) == kind
