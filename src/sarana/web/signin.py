from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class OfficerAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Officers are appointed by an administrator; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False
