"""Where the pages about a signal lie, and what they say to somebody."""

from django.urls import reverse

from tests.cases.browsing import signed_in, text


def page(of, *act):
    name = "act" if act else "signal"
    return reverse(f"signals:{name}", args=[of.address, *act])


def shown(by, of):
    """What the page of a signal says to somebody."""
    return text(signed_in(by).get(page(of)))


def sent(by, of, act, **given):
    """The answer when somebody sends the form of an act."""
    return signed_in(by).post(page(of, act), given)


def inbox(by, **query):
    """What the inbox says to somebody."""
    return text(
        signed_in(by).get(reverse("signals:inbox", query=query) if query else reverse("signals:inbox"))
    )
