from django.urls import path

from sarana.web.routes import measure, register
from sarana.web.views.style import style_page

app_name = "web"
urlpatterns = [*register.urlpatterns, *measure.urlpatterns, path("style/", style_page, name="style")]
