"""Files that others brought, on their way out."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def download(name: str, content: bytes) -> HttpResponse:
    """The file as a download and never as a page: whatever stands in it, no browser runs it here."""
    response = HttpResponse(content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
