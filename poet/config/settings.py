"""The settings, one module. What differs between instances comes from environment variables."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from poet.config import environment
from poet.config.stages import FOUNDATIONS, STAGES

# ── which instance this is ────────────────────────────────────────────────────────────────────────────────
# The demonstration: an invented partnership, plain http, this machine only. Never for real answers.
DEMO = environment.flag("POET_DEMO")
DEBUG = environment.flag("POET_DEBUG")

SECRET_KEY = environment.text("POET_SECRET_KEY", "the demonstration keeps no secrets" if DEMO else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("Set POET_SECRET_KEY to a long random text (or POET_DEMO=1 to look around).")

ALLOWED_HOSTS = environment.several("POET_HOSTS") or ["127.0.0.1", "localhost", "[::1]"]


@dataclass(frozen=True, slots=True)
class Brand:
    """What an instance is called and looks like. The one place to change it."""

    name: str
    colour: str  # header, buttons of emphasis, rules: text on it is white, so keep it dark
    logo: str  # path of a static file, shown left of the name; empty for none
    owner: str  # who runs the instance, named in the privacy notice
    contact: str  # an e-mail address or telephone number, shown where people may need help


BRAND = Brand(
    name=environment.text("POET_BRAND_NAME", "POET"),
    colour=environment.colour("POET_BRAND_COLOUR", "#0b5560"),
    logo=environment.text("POET_BRAND_LOGO", "design_system/mark.svg"),
    owner=environment.text("POET_OWNER"),
    contact=environment.text("POET_CONTACT"),
)

# ── apps, in the order of the house ───────────────────────────────────────────────────────────────────────
# Neither auth nor contenttypes yet: accounts (with its own account model) is there from its first migration.
INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    *(f"poet.foundations.{name}" for name in FOUNDATIONS),
    *(f"poet.{stage.app}" for stage in STAGES),
]
# Checks for developers, where they are installed.
INSTALLED_APPS += [
    app for app in ("django_linear_migrations", "django_migration_linter") if find_spec(app) is not None
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "poet.foundations.design_system.middleware.permissions_policy",
    "poet.foundations.design_system.middleware.largest_request",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "poet.config.urls"
WSGI_APPLICATION = "poet.config.wsgi.application"
CSRF_FAILURE_VIEW = "poet.foundations.design_system.errors.csrf_failure"

# ── templates and forms ───────────────────────────────────────────────────────────────────────────────────
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,  # the loaders are in the environment
        "OPTIONS": {
            "environment": "poet.config.jinja_environment.environment",
            "context_processors": [
                "csp.context_processors.nonce",
                "poet.foundations.design_system.context.site",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# ── storage ───────────────────────────────────────────────────────────────────────────────────────────────
DATABASES = {
    "default": environment.database(
        environment.text("POET_DATABASE_URL", "sqlite:///var/poet.sqlite3"), base=Path.cwd()
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "static/"
# Collected files get their digest in their name. Without a folder for them, the package's own are served.
STATIC_ROOT = environment.text("POET_STATIC_ROOT") or None
WHITENOISE_USE_FINDERS = STATIC_ROOT is None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_ROOT
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# ── uploads ───────────────────────────────────────────────────────────────────────────────────────────────
LARGEST_FILE = environment.number("POET_LARGEST_FILE_MB", 50) * 1_000_000
LARGEST_REQUEST = 2 * LARGEST_FILE + 1_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 5

# ── mail: to a server, else into files, else onto the console (both for looking around only) ──────────────
EMAIL_HOST = environment.text("POET_MAIL_HOST")
EMAIL_PORT = environment.number("POET_MAIL_PORT", 587)
EMAIL_HOST_USER = environment.text("POET_MAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("POET_MAIL_PASSWORD")
EMAIL_USE_SSL = environment.flag("POET_MAIL_TLS")  # from the first byte, as on port 465
EMAIL_USE_TLS = not EMAIL_USE_SSL and not environment.flag("POET_MAIL_WITHOUT_TLS")  # STARTTLS
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = environment.text("POET_MAIL_FOLDER", "var/mail" if DEMO else "") or None
_WAY = "smtp" if EMAIL_HOST else "filebased" if EMAIL_FILE_PATH else "console"
EMAIL_BACKEND = f"django.core.mail.backends.{_WAY}.EmailBackend"
DEFAULT_FROM_EMAIL = environment.text("POET_MAIL_FROM", "POET <poet@localhost>")
MAIL_BOUNCES = environment.text("POET_MAIL_BOUNCES")  # where notices of failed delivery go; empty: the sender

# ── what browsers are told ────────────────────────────────────────────────────────────────────────────────
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"  # an address holds an unguessable part: it goes to nobody else
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_AGE = None  # forgotten when the browser is closed
if not DEMO:
    CSRF_COOKIE_SECURE = True
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    SECURE_SSL_REDIRECT = not environment.flag("POET_PLAIN_HTTP_BEHIND_PROXY")
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = environment.number("POET_HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.flag("POET_HSTS_SUBDOMAINS")
    if environment.flag("POET_TRUST_PROXY_SCHEME"):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# ── language and time ─────────────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

# ── logging: to stderr, without people ────────────────────────────────────────────────────────────────────
# No request bodies, no names, and no address whole: whoever knows a partnership's address may see it.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"without_public_ids": {"()": "poet.foundations.public_ids.WithoutPublicIds"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_public_ids"]}
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "poet": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
