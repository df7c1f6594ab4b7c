"""What a signal has in common with others, for the page of whoever owns it."""

from django import template

from vangnet.signals.presenters.linked import linked

register = template.Library()


@register.simple_tag
def links_of(actor, signal):
    """The links of a signal as somebody may see them; nothing for whoever does not own it."""
    return linked(actor, signal)
