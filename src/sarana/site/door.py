"""Settings of the public page: the same database and keys, and nothing that could keep a trace of a visitor.

No sessions, no messages, no sign-in, no cookies, no access log. Every variable is listed in docs/reference/settings.md.
"""

import os

from sarana.site.settings import *  # noqa: F403
from sarana.site.settings import INSTALLED_APPS as _ALL_APPS
from sarana.site.settings import PACKAGE

ALLOWED_HOSTS = os.environ.get("SARANA_DOOR_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")

_WITHOUT = {
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "sarana.web",
}
INSTALLED_APPS = [app for app in _ALL_APPS if app not in _WITHOUT]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
MIDDLEWARE = ["sarana.door.middleware.NoTrace", "sarana.door.middleware.OwnForms"]
ROOT_URLCONF = "sarana.door.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "door" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {},
    }
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
FILE_UPLOAD_HANDLERS: list[str] = []
SECURE_SSL_REDIRECT = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": True,
    "formatters": {"where": {"()": "sarana.door.logs.WhereOnly"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "where"},
        "none": {"class": "logging.NullHandler"},
    },
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.server": {"handlers": ["none"], "propagate": False},
    },
    "root": {"handlers": ["console"], "level": "ERROR"},
}
