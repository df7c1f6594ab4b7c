"""What the pages about deliveries say."""

from collections import Counter
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vangnet.signals import choices, delivering, rhythms
from vangnet.signals.models import Delivery
from vangnet.signals.queries import deliveries as queries
from vangnet.signals.rules import deliveries as rules

SHOWN_PROBLEMS, SHOWN_ROWS = 200, 10
STATE_KINDS = {
    Delivery.State.CHECKED: "info",
    Delivery.State.WAITING: "info",
    Delivery.State.COUNTED: "ok",
    Delivery.State.FAILED: "error",
}


@dataclass(frozen=True)
class Agreed:
    """One agreement with what is due in it, and what the reader can do about it."""

    title: str
    summary: str
    other: str
    dues: list
    nothing_url: str
    feedback_url: str
    missed: int
    source: str


def agreed(actor):
    return [_agreed(actor, one) for one in queries.relations(actor)]


def _agreed(actor, relation):
    spoken, version = choices.language(), rhythms.rhythms()[relation.rhythm].newest
    delivers = relation.giver_id == actor.organisation.pk
    address = [relation.giver.code, relation.rhythm]
    delivered, told = queries.given(actor, relation)
    history = rules.happened(relation, delivered=delivered, told=told)
    return Agreed(
        title=version.title[spoken],
        summary=version.summary[spoken],
        other=(relation.receiver if delivers else relation.giver).name,
        dues=[_due(relation, one) for one in rules.due(relation, delivered, told)],
        nothing_url=reverse("signals:import_nothing", args=address) if delivers else "",
        feedback_url="" if delivers else reverse("signals:import_feedback", args=address),
        missed=rhythms.missed_now(relation.rhythm, history),
        source=", ".join(version.sources),
    )


def _due(relation, expected):
    holder = relation.giver if expected.duty == rhythms.DELIVER else relation.receiver
    return {
        "who": holder.name,
        "says": expected.says[choices.language()],
        "due": expected.due,
        "status": "overdue" if expected.is_overdue else "open",
    }


def problems(found):
    """The first mistakes of a file, each with the title of its column."""
    book = delivering.current()
    return [
        {
            "row": one.row,
            "column": book.columns[one.column].title if one.column else "",
            "value": one.value,
            "message": one.message,
        }
        for one in found[:SHOWN_PROBLEMS]
    ]


def how_many(found):
    """How many mistakes there are in how many rows, and how many of them are not shown."""
    rows = len({one.row for one in found})
    told = _("Mistakes: %(problems)d. Rows with mistakes: %(rows)d. Nothing was kept.") % {
        "problems": len(found),
        "rows": rows,
    }
    more = len(found) - SHOWN_PROBLEMS
    return (
        told
        if more <= 0
        else told + " " + _("The first %(shown)d are shown here.") % {"shown": SHOWN_PROBLEMS}
    )


def preview(rows):
    """What a checked file holds: numbers, and its first rows."""
    persons = [row["content"]["lines"]["persons"][0] for row in rows]
    forms = Counter(form for person in persons for form in person["forms"])
    labels = dict(choices.of("forms"))
    danger = sum(row["content"]["answers"]["row"].get("danger") == "yes" for row in rows)
    numbers = [
        (_("Rows"), len(rows)),
        (_("People"), sum(person.get("number_of_people") or 1 for person in persons)),
        (_("Minors"), sum(isinstance(one["age"], int) and one["age"] < 18 for one in persons)),
        (_("Age not known"), sum(not isinstance(one["age"], int) for one in persons)),
        (_("With danger now"), danger),
        *((labels.get(code, _("Form not known")), number) for code, number in forms.most_common()),
    ]
    return {"numbers": numbers, "danger": danger, "rows": [_row(row, labels) for row in rows[:SHOWN_ROWS]]}


def _row(row, labels):
    person = row["content"]["lines"]["persons"][0]
    when = row["content"]["answers"]["row"].get("seen_from") or {}
    unknown = _("not known")
    return [
        row["key"],
        when.get("text") or unknown,
        person["age"] if isinstance(person["age"], int) else unknown,
        ", ".join(str(labels.get(code, unknown)) for code in person["forms"]),
    ]


def lines(deliveries):
    return [
        {
            "number": one.number,
            "title": _size(one),
            "who": one.organisation.name,
            "moment": one.counted_at or one.sent_at,
            "state": one.get_state_display(),
            "kind": STATE_KINDS[one.state],
        }
        for one in deliveries
    ]


def _size(delivery):
    if not delivery.rows:
        return _("No signals")
    return ngettext("%(rows)d row", "%(rows)d rows", delivery.rows) % {"rows": delivery.rows}


def possible(actor, organisations, known):
    """With whom something can still be agreed: by a code the words, the rhythm, who delivers and who receives."""
    found, own = {}, actor.organisation
    taken = {(one.giver_id, one.rhythm) for one in known}
    for other in organisations:
        for giver, receiver in ((own, other), (other, own)):
            for rhythm in rules.fitting(giver, receiver):
                if (giver.pk, rhythm) not in taken:
                    title = rhythms.rhythms()[rhythm].newest.title[choices.language()]
                    label = _("%(other)s: %(title)s") % {"other": other.name, "title": title}
                    found[f"{giver.code}.{receiver.code}.{rhythm}"] = (label, rhythm, giver, receiver)
    return found
