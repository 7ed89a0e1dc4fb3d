"""All settings, read from the environment; the defaults serve one committee on one machine.

Every variable is listed in docs/reference/settings.md.
"""

import os
import secrets
from pathlib import Path

from django.utils.csp import CSP

from sarana.site.database import database_from_url

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("SARANA_HOME", "var")).resolve()
KEYS = HOME / "keys"

# The demonstration waives the second factor and says so on every page; serve refuses it off loopback.
DEMONSTRATION = os.environ.get("SARANA_DEMONSTRATION", "") == "1"
DEBUG = False
ALLOWED_HOSTS = os.environ.get("SARANA_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("SARANA_ORIGINS", "").split(",") if origin]


def _key(name: str) -> str | None:
    """A key from SARANA_<NAME>, else from the file keys/<name>; None when neither is there."""
    file = KEYS / name.lower()
    return os.environ.get(f"SARANA_{name}") or (file.read_text().strip() if file.is_file() else None)


# Without a stored key sessions end with the process, which is safe; the vault's keys have no such fallback.
SECRET_KEY = _key("SECRET_KEY") or secrets.token_hex(32)
MASTER_KEY = _key("MASTER_KEY")
PREVIOUS_MASTER_KEYS = [key for key in os.environ.get("SARANA_PREVIOUS_MASTER_KEYS", "").split(",") if key]
INDEX_KEY = _key("INDEX_KEY")
SIGNING_KEY = _key("SIGNING_KEY")
VAULT_KEY_PROVIDER = os.environ.get(
    "SARANA_VAULT_KEY_PROVIDER", "sarana.base.vault.keys.MasterKeyFromSettings"
)

# By what `sarana read` reads public texts: rules (the package's own), spacy (a pipeline that the operator installed) or model (any
# OpenAI-compatible endpoint). Nothing of the register ever goes to either (measure/press/readers.py).
READ_WITH = os.environ.get("SARANA_READ_WITH", "rules")
SPACY_PIPELINE = os.environ.get("SARANA_SPACY_PIPELINE", "")
MODEL_URL = os.environ.get("SARANA_MODEL_URL", "")
MODEL_NAME = os.environ.get("SARANA_MODEL_NAME", "")
MODEL_KEY = _key("MODEL_KEY")

# Who draws the noise of published tables: own (from a seed, so that an auditor can draw it again) or opendp (extra `privacy`; from
# chance that nobody keeps).
NOISE_BY = os.environ.get("SARANA_NOISE_BY", "own")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_tasks_db",
    "sarana.base.vocabulary",
    "sarana.base.places",
    "sarana.base.accounts",
    "sarana.base.ledger",
    "sarana.base.vault",
    "sarana.base.files",
    "sarana.register.reports",
    "sarana.register.cases",
    "sarana.register.traces",
    "sarana.register.money",
    "sarana.register.fiu",
    "sarana.register.identification",
    "sarana.register.operations",
    "sarana.register.complicity",
    "sarana.register.proceedings",
    "sarana.register.care",
    "sarana.register.referrals",
    "sarana.register.returns",
    "sarana.register.tricks",
    "sarana.register.rescue",
    "sarana.register.repatriation",
    "sarana.register.supervision",
    "sarana.register.duplicates",
    "sarana.register.plans",
    "sarana.register.meetings",
    "sarana.register.reporting",
    "sarana.register.outreach",
    "sarana.register.cooperation",
    "sarana.measure.figures",
    "sarana.measure.estimates",
    "sarana.measure.assessment",
    "sarana.measure.press",
    "sarana.measure.screening",
    "sarana.publish",
    "sarana.publish.releases",
    "sarana.intake",
    "sarana.web",
    "sarana.site",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "sarana.web.middleware.asked_once",
    "sarana.web.middleware.SafePage",
    "sarana.web.middleware.OfficerSession",
]

ROOT_URLCONF = "sarana.site.urls"
WSGI_APPLICATION = "sarana.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Before the apps', so that sign-in pages are drawn in our own look.
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sarana.web.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "sarana.web.templatetags.ui",
            ],
        },
    }
]
# Widgets are drawn without templates: lighter pages, and less to do for each choice of a list.
FORM_RENDERER = "sarana.web.form_renderer.WidgetRenderer"

DATABASES = {
    "default": database_from_url(
        os.environ.get("SARANA_DATABASE_URL", f"sqlite:///{HOME / 'sarana.sqlite3'}"),
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Officer"
AUTHENTICATION_BACKENDS = ["sarana.web.sign_in.SignIn"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:my-day"
ACCOUNT_ADAPTER = "sarana.web.signin.OfficerAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Sarana"

SESSION_ENGINE = "sarana.web.sessions"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
IDLE_SIGN_OUT_SECONDS = int(os.environ.get("SARANA_IDLE_SECONDS", "1200"))
# More than one officer's work needs: who would copy the register person by person is stopped, and stands on the trail.
IDENTITIES_PER_HOUR = int(os.environ.get("SARANA_IDENTITIES_PER_HOUR", "60"))
# Cookies travel over TLS only, except on loopback where the demonstration and the tests run.
_BEHIND_TLS = os.environ.get("SARANA_TLS", "") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _BEHIND_TLS
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 63_072_000 if _BEHIND_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _BEHIND_TLS else None
# Not no-referrer: browsers then send Origin: null with forms, and the CSRF check refuses them.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "require-trusted-types-for": ["'script'"],
    "trusted-types": ["default"],
}

# Reminders go by any mail server; without one nothing is sent. They say that something waits and nothing else.
MAIL_HOST = os.environ.get("SARANA_MAIL_HOST", "")
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": MAIL_HOST,
            "port": int(os.environ.get("SARANA_MAIL_PORT", "587")),
            "username": os.environ.get("SARANA_MAIL_USER", ""),
            "password": _key("MAIL_PASSWORD") or "",
            "use_tls": os.environ.get("SARANA_MAIL_TLS", "1") == "1",
            "timeout": 10,
        },
    }
}
DEFAULT_FROM_EMAIL = os.environ.get("SARANA_MAIL_FROM", "sarana@localhost")

LANGUAGE_CODE = "km"
LANGUAGES = [("km", "ភាសាខ្មែរ"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Phnom_Penh"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "files"},
    },
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if os.environ.get("SARANA_STATIC_MANIFEST") == "1"
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = os.environ.get("SARANA_STATIC_MANIFEST") != "1"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None
SNAPSHOTS = HOME / "snapshots"

# ------- the public page (sarana.site.door)
# Where a report goes: agency codes with commas between, the first that the reporter doesn't exclude; empty for the
# national committee itself.
# Folder with the financial intelligence unit's goAML profile (profile.toml) and its schema (schema.xsd).
GOAML_PROFILE = Path(os.environ["SARANA_GOAML"]) if os.environ.get("SARANA_GOAML") else None

DOOR_AGENCY = os.environ.get("SARANA_DOOR_AGENCY", "")
# Where the way out leads: a page that anybody may have open; empty stays on a blank page.
DOOR_EXIT = os.environ.get("SARANA_DOOR_EXIT", "https://www.wikipedia.org/")
# An emergency number that is shown to those who can speak; empty shows none.
DOOR_PHONE = os.environ.get("SARANA_DOOR_PHONE", "")
# Whether a proxy of ours adds X-Forwarded-For; its last address then counts tries, and is forgotten.
DOOR_BEHIND_PROXY = os.environ.get("SARANA_DOOR_BEHIND_PROXY", "") == "1"

# Logs carry addresses of pages and numbers of records, never request bodies or identities.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
