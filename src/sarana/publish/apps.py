from django.apps import AppConfig


class PublishConfig(AppConfig):
    name = "sarana.publish"
    label = "publish"
