from django.urls import include, path

from sarana.api.api import api

urlpatterns = [
    path("account/", include("allauth.account.urls")),
    path("account/mfa/", include("allauth.mfa.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/", api.urls),
    path("", include("sarana.web.urls")),
]
