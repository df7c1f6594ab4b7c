"""The components of the design system as template tags; each draws one template in design/components."""

from urllib.parse import urlencode

from django import template
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vangnet.core import clock
from vangnet.design import stamps, telephones, wording
from vangnet.design.icons import ICONS
from vangnet.design.summaries import errors_of

register = template.Library()

KINDS = {
    "info": pgettext_lazy("alert", "Information"),
    "ok": pgettext_lazy("alert", "Done"),
    "warning": pgettext_lazy("alert", "Note"),
    "error": pgettext_lazy("alert", "Error"),
}
MESSAGE_KINDS = {"debug": "info", "info": "info", "success": "ok", "warning": "warning", "error": "error"}

DUTY_STATUSES = {
    "in_time": ("ok", _("Done in time")),
    "late": ("warning", _("Done late")),
    "open": ("info", pgettext_lazy("duty status", "Open")),
    "overdue": ("error", _("Overdue")),
    "lapsed": ("neutral", _("Lapsed")),
    "undetermined": ("doubt", _("Not yet certain")),
}

PENDING_STATUSES = frozenset({"open", "overdue", "undetermined"})


def _draw(name, **context):
    return render_to_string(f"design/components/{name}.html", context)


def _component(name):
    return f"design/components/{name}.html"


@register.simple_tag
def icon(name):
    """A small drawing beside words; screen readers skip it."""
    # The drawings are constants of this package, never input.
    drawing = mark_safe(ICONS[name])  # noqa: S308 - see above
    return format_html(
        '<svg class="vn-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>', drawing
    )


@register.inclusion_tag(_component("button"))
def button(label, kind="primary", name="", value="", icon="", small=False):
    return {"label": label, "kind": kind, "name": name, "value": value, "icon": icon, "small": small}


@register.inclusion_tag(_component("button_link"))
def button_link(label, url, kind="secondary", icon="", small=False):
    return {"label": label, "url": url, "kind": kind, "icon": icon, "small": small}


@register.simple_block_tag
def alert(content, kind="info", title=""):
    return _draw("alert", content=content, kind=kind, title=title, kind_label=KINDS[kind])


@register.filter
def message_kind(level_tag):
    return MESSAGE_KINDS.get(level_tag, "info")


@register.inclusion_tag(_component("badge"))
def badge(label, kind="neutral", icon=""):
    return {"label": label, "kind": kind, "icon": icon}


@register.inclusion_tag(_component("badge"))
def duty_badge(status):
    """The status of a duty: own shape, own word, and only then a colour."""
    kind, label = DUTY_STATUSES[str(status)]
    return {"label": label, "kind": kind, "icon": str(status)}


@register.inclusion_tag(_component("breadcrumb"))
def breadcrumb(trail, current):
    """The way to this page: pairs of label and address, then the label of the page itself."""
    return {"trail": trail, "current": current}


@register.inclusion_tag(_component("pagination"), takes_context=True)
def pagination(context, page, parameter="page"):
    """Links to the other pages of a list; the filters in the address stay as they are."""
    request = context.get("request")
    kept = [] if request is None else [(k, v) for k, v in _pairs(request.GET) if k != parameter]

    def address(number):
        return "?" + urlencode([*kept, (parameter, number)])

    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "links": [
            {"label": number, "url": address(number), "is_gap": not isinstance(number, int)}
            for number in shown
        ],
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }


def _pairs(query):
    return [(key, value) for key, values in query.lists() for value in values]


@register.simple_block_tag
def table(content, caption, columns, hide_caption=False):
    """A table with a caption and the labels of its columns; on a narrow screen each row becomes a card."""
    return _draw("table", content=content, caption=caption, columns=columns, hide_caption=hide_caption)


@register.inclusion_tag(_component("description_list"))
def description_list(rows):
    """Pairs of term and value."""
    return {"rows": rows}


@register.simple_block_tag
def card(content, title="", level=2, kind="", aside=""):
    return _draw("card", content=content, title=title, level=level, kind=kind, aside=aside)


@register.inclusion_tag(_component("tabs"))
def tabs(items, label):
    """Links between pages that belong together: items with label, url, is_current and perhaps count."""
    return {"items": items, "label": label}


@register.simple_block_tag(takes_context=True)
def disclosure(context, content, summary, is_open=False):
    """More for who wants to know, such as "why?"; on paper it is always unfolded."""
    return _draw(
        "disclosure", content=content, summary=summary, is_open=is_open or context.get("print_view", False)
    )


@register.simple_tag
def shown_for():
    """The hidden mark that says for whom a form is shown."""
    mark = stamps.current()
    return format_html('<input type="hidden" name="{}" value="{}">', stamps.FIELD, mark) if mark else ""


@register.inclusion_tag(_component("error_summary"))
def error_summary(form):
    """All errors of a form together above it, each with a link to its field; a form can say by `kept_words` what is still there."""
    return {"summary": list(errors_of(form)), "kept": getattr(form, "kept_words", "")}


@register.inclusion_tag(_component("deadline"))
def deadline(due, now=None, norm=""):
    """When something is due: how far away, the date in full, and the open norm behind it if there is one."""
    if due is None:
        return {"due": None, "norm": norm}
    here = now or clock.now()
    words = wording.due_in_words(due, now=here)
    late = wording.is_late(due, now=here)
    today = not late and wording.local_date(due) == wording.local_date(here)
    return {
        "due": due,
        "words": words,
        "state": "late" if late else "today" if today else "ahead",
        "norm": norm,
    }


@register.inclusion_tag(_component("task_row"))
def task_row(task, now=None):
    """A row of the worklist; the docstring of Task in vangnet.design.rows says what it shows."""
    return {"task": task, "now": now, "is_pending": str(task.status) in PENDING_STATUSES}


@register.inclusion_tag(_component("timeline_item"))
def timeline_item(entry):
    """A line of the timeline; the docstring of TimelineEntry in vangnet.design.rows says what it shows."""
    return {"entry": entry}


@register.inclusion_tag(_component("filter_form"), takes_context=True)
def filter_form(context, form, clear_url="?"):
    """Filters that live in the address, so that a list can be kept and shared."""
    return {"form": form, "clear_url": clear_url, "is_filtered": bool(form.chosen)}


@register.inclusion_tag(_component("print_link"), takes_context=True)
def print_link(context):
    """A link to the same page made for paper; with scripts it prints at once."""
    request = context.get("request")
    kept = [] if request is None else [(k, v) for k, v in _pairs(request.GET) if k != "print"]
    return {"url": "?" + urlencode([*kept, ("print", 1)])}


@register.simple_block_tag
def figure(content, caption, alternative, is_interactive=False):
    """A drawing with its caption and the same in words: a text, or a list of sentences."""
    sentences = [alternative] if isinstance(alternative, str) else alternative
    return _draw(
        "figure", content=content, caption=caption, sentences=sentences, is_interactive=is_interactive
    )


@register.filter
def with_telephones(text):
    """A text in which each telephone number can be called. For numbers that are meant to be called, never for what somebody saw."""
    drawn = [
        format_html('<a class="nl-link vn-tel" href="tel:{}">{}</a>', one.called, one.shown)
        if isinstance(one, telephones.Telephone)
        else conditional_escape(one)
        for one in telephones.pieces(str(text))
    ]
    return mark_safe("".join(drawn))  # noqa: S308 - every piece was escaped above


@register.filter
def due_in_words(due, now=None):
    return wording.due_in_words(due, now=now or clock.now()) if due is not None else ""


@register.filter
def moment(value, style=""):
    return wording.moment_in_words(value, short=style == "short")
