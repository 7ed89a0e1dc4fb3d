from django.urls import path

from sarana.web.routes import (
    care,
    links,
    measure,
    meetings,
    outreach,
    plans,
    register,
    releases,
    reporting,
    rescue,
    screening,
    tricks,
)
from sarana.web.views.style import style_page

app_name = "web"
urlpatterns = [
    *care.urlpatterns,
    *register.urlpatterns,
    *links.urlpatterns,
    *measure.urlpatterns,
    *plans.urlpatterns,
    *meetings.urlpatterns,
    # Before what is public, whose language may be any word.
    *releases.urlpatterns,
    *reporting.urlpatterns,
    *outreach.urlpatterns,
    *rescue.urlpatterns,
    *screening.urlpatterns,
    *tricks.urlpatterns,
    path("style/", style_page, name="style"),
]
