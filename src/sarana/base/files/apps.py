from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "sarana.base.files"
    label = "files"
