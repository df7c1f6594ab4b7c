"""What every page needs around its own content."""

from django.http import HttpRequest

from vangnet.design.navigation import footer_pages, language_links, main_pages


def page(request: HttpRequest) -> dict[str, object]:
    """Context processor: header, footer, languages, and whether the page is meant for paper."""
    return {
        "main_pages": main_pages(request),
        "footer_pages": footer_pages(request),
        "language_links": language_links(request),
        "print_view": "print" in request.GET,
    }
