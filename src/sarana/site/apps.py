from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "sarana.site"
    label = "sarana_site"

    def ready(self) -> None:
        from sarana.site import checks  # noqa: F401 - registers the system checks
