"""The living style page: every component of the design system, drawn by the tags that all pages use."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def style_page(request: HttpRequest) -> HttpResponse:
    """Show the components; nothing on the page comes from the register."""
    return render(request, "style.html", {})
