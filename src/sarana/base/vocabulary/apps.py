from django.apps import AppConfig


class VocabularyConfig(AppConfig):
    name = "sarana.base.vocabulary"
    label = "vocabulary"
