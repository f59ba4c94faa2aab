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

# Where people find the site: the beginning of every address in a letter.
SITE = environment.text("POET_SITE").rstrip("/")
if not SITE:
    SITE = "http://127.0.0.1:8000" if DEMO else f"https://{ALLOWED_HOSTS[0]}"

# ── apps, in the order of the house ───────────────────────────────────────────────────────────────────────
INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
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
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "poet.foundations.accounts.sessions.session_rules",
    "poet.foundations.accounts.refusals.RefusalPages",
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
                "django.contrib.messages.context_processors.messages",
                "poet.foundations.design_system.context.site",
                "poet.foundations.accounts.context.viewer",
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

# ── the staff frame ───────────────────────────────────────────────────────────────────────────────────────
# The key of opt-out links, and of the hashes that keep people out of new lists: a new key lets them in again.
FIELDWORK_KEY = environment.text("POET_FIELDWORK_KEY") or SECRET_KEY

# ── accounts: who signs in, how, and for how long ─────────────────────────────────────────────────────────
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "evaluation_guide:evaluations"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 4 * 60 * 60
_VALIDATION = "django.contrib.auth.password_validation"
# Length and what is commonly guessed; no rules about signs and capitals, which make passwords worse.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
# Whether anybody may make an account for themselves; otherwise accounts begin with an invitation.
OPEN_SIGN_UP = environment.flag("POET_OPEN_SIGN_UP")

SESSION_IDLE = environment.number("POET_SESSION_IDLE_MINUTES", 60) * 60
SESSION_LONGEST = environment.number("POET_SESSION_LONGEST_HOURS", 12) * 3600
SESSION_COOKIE_AGE = SESSION_LONGEST
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # "Strict" would sign people out who come by a link in a letter
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

ACCOUNT_ADAPTER = "poet.foundations.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation reached its address: there is nothing left to verify
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody gets mail because somebody typed their address here
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False  # the cookie goes with the browser, the session after SESSION_LONGEST
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# Locked out after five wrong passwords or codes for an account, or twenty from an internet address.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/10m/ip,5/10m/key", "reset_password": "10/h/ip,3/h/key"}
# From how many proxies in front of this server an X-Forwarded-For header is believed.
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("POET_PROXIES", 0)

MFA_ADAPTER = "poet.foundations.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a code may be one step old: telephones' clocks differ
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO  # plain http on this machine

SOCIALACCOUNT_ADAPTER = "poet.foundations.accounts.adapters.SingleSignOnAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # whoever the organisation says has the address is the account
# A link, not a form: browsers hold a form to our own origin all the way (form-action), and connecting another
# identity to an account, which a link could be abused for, is refused by the adapter.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
SOCIALACCOUNT_PROVIDERS = environment.single_sign_on()

# What limits tries has to be counted for all processes together, on SQLite as on PostgreSQL, without another
# server: in the database. (Counting in memory would give every process tries of its own.)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cached",
        # Far above what limits need: nobody pushes out a lock-out by filling the table with others.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
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
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
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
