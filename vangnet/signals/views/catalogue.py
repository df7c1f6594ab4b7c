from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """The lists and indicators stand in the handbook, where everybody reads the same."""
    return redirect("portal:handbook-signals")
