"""What this site is, what it does with data, and for whom it works. Open to everybody."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def about(request):
    return render(request, "portal/about.html")


@login_not_required
@require_safe
def privacy(request):
    return render(request, "portal/privacy.html")


@login_not_required
@require_safe
def accessibility(request):
    return render(request, "portal/accessibility.html")
