"""How a file goes out again: to be saved, never to be opened as a page of ours."""

from django.http import HttpResponse

from vangnet.core.uploads.kinds import CleanFile

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def as_attachment(file: CleanFile) -> HttpResponse:
    """The answer that carries a file: an attachment with a random name, shut in even where a browser shows it."""
    answer = HttpResponse(file.content, content_type=file.media_type, headers=_HEADERS)
    answer.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return answer
