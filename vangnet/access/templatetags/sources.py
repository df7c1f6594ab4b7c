"""Sources of rules on a page, as a reader understands them."""

from django import template
from django.utils.translation import get_language

from vangnet.access import sources

register = template.Library()


@register.filter
def source_in_words(source):
    """A law, an agreement or a document by its name; what Vangnet chose itself says so."""
    return sources.in_words(str(source or ""), get_language() or "nl")


@register.filter
def is_own_choice(source):
    """Whether a source names nothing outside Vangnet, so that the handbook says more."""
    return sources.is_own_choice(str(source or ""))


@register.simple_tag
def known_documents():
    """The documents in which rules were found: each with its short name and its full one."""
    language = "en" if (get_language() or "nl").startswith("en") else "nl"
    return [(one.short[language], one.full[language]) for one in sources.documents().values()]
