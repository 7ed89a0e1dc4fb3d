from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from sarana.base.accounts.models import Officer
from sarana.base.once import composed_once


@composed_once
def _officers_at_work(*, key: int) -> QuerySet[Officer]:
    return Officer.objects.select_related("agency", "place").filter(pk=key, is_active=True)


class SignIn(AuthenticationBackend):  # type: ignore[misc]
    """allauth's sign-in; an officer comes with his agency and place, which every page asks for."""

    def get_user(self, user_id: int) -> Officer | None:
        found = _officers_at_work(key=int(user_id))
        return found[0] if found else None
