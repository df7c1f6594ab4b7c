"""The files that came with a signal, for the pages of whoever owns it."""

from django import template

from vangnet.signals.queries.attachments import attachments

register = template.Library()


@register.simple_tag
def files_of(actor, signal):
    """The files of a signal that somebody may open."""
    return attachments(actor, signal)
