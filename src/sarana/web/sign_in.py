from allauth.account.auth_backends import AuthenticationBackend

from sarana.base.accounts.models import Officer


class SignIn(AuthenticationBackend):  # type: ignore[misc]
    """allauth's sign-in; an officer comes with his agency and place, which every page asks for."""

    def get_user(self, user_id: int) -> Officer | None:
        found = Officer.objects.select_related("agency", "place").filter(pk=user_id, is_active=True)
        return found.first()
