from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "sarana.register.meetings"
    label = "meetings"
