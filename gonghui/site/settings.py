"""The one settings file. Everything an operator may set is a field of `Environment`, read from GONGHUI_* variables."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from .environment import Environment
from .slices import APPS

ENV = Environment()
ROOT = Path(__file__).resolve().parents[2]

SECRET_KEY = ENV.keyring().derive("django").hex()
MASTER_KEY = ENV.master_key()
DEBUG = ENV.debug
ALLOWED_HOSTS = ENV.hosts_list()
CSRF_TRUSTED_ORIGINS = ENV.origins_list()

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "csp",
    "ninja",
    "gonghui.primitives.journal",
    "gonghui.primitives.people",
    "gonghui.primitives.notices",
    "gonghui.primitives.files",
    "gonghui.primitives.admission",
    "gonghui.primitives.draws",
    "gonghui.primitives.hours",
    "gonghui.primitives.lending",
    "gonghui.primitives.presence",
    "gonghui.primitives.agenda",
    "gonghui.primitives.ledger",
    "gonghui.primitives.catalogue",
    "gonghui.primitives.places",
    "gonghui.primitives.forms",
    "gonghui.primitives.casework",
    "gonghui.faces",
    *APPS,
]

MIDDLEWARE = [
    "gonghui.faces.middleware.forwarded",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gonghui.faces.middleware.headers",
    "gonghui.faces.middleware.policy",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "gonghui.faces.middleware.plain_cookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "gonghui.faces.middleware.language",
    "gonghui.faces.middleware.fits",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "gonghui.faces.middleware.who_and_when",
    "gonghui.faces.middleware.politely",
    "gonghui.faces.middleware.readable",
    "gonghui.faces.middleware.refusals",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "gonghui.site.urls"
PRODUCT = "gonghui.site.product"
WSGI_APPLICATION = "gonghui.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "gonghui.faces.context.frame",
            ],
            "loaders": [("gonghui.faces.assembly.Loader", ["django.template.loaders.app_directories.Loader"])],
            "builtins": [f"gonghui.faces.templatetags.{name}" for name in ("kit", "cards", "sharing")],
        },
    }
]

DATABASES = {"default": ENV.database()}
DATABASES["default"]["TEST"] = {"NAME": ENV.test_database}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["gonghui.faces.accounts.SessionAccounts"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "faces:sign-in"
SESSION_ENGINE = "gonghui.faces.sessions"  # the database knows no key
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.https
SECURE_SSL_REDIRECT = False  # the proxy in front does it; see docs/operations.md
SECURE_HSTS_SECONDS = 31_536_000 if ENV.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # middleware.forwarded drops it unless a PROXY sent it

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("zh-hant", _("繁體中文"))]
LOCALE_PATHS = [ROOT / "gonghui" / "locale"]
FORM_RENDERER = "gonghui.faces.controls.Written"
USE_I18N = True
USE_TZ = True
TIME_ZONE = ENV.time_zone

STATIC_URL = "/static/"
STATIC_ROOT = ENV.static_root()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "files": ENV.files(),
    "staticfiles": {
        "BACKEND": "gonghui.site.storage.Storage"
        if ENV.static_manifest
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
MAX_UPLOAD_BYTES = 20 * 1024 * 1024
MAX_BODY_BYTES = 100 * 1024 * 1024  # above the other by so much that a file somewhat too big is still told its size

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:", *ENV.tile_hosts()],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

SMS = ENV.sms()
DEMO = ENV.demo
CODES_PER_ADDRESS = ENV.codes_per_address
WRONG_CODES_PER_ADDRESS = ENV.wrong_codes_per_address
CODES_UNUSED = ENV.codes_unused
SMS_TO_STRANGERS = ENV.sms_to_strangers
CONSOLE_IDLE_MINUTES = ENV.console_idle_minutes
COUNTER_IDLE_MINUTES = ENV.counter_idle_minutes
MONEY_PROOF_MINUTES = ENV.money_proof_minutes
HOTLINE = ENV.hotline
PROXIES = ENV.proxies_list()
CSRF_FAILURE_VIEW = "gonghui.faces.errors.stale_form"
CLOCK_FILE = ENV.clock_file
MAP_TILES, MAP_DATUM, MAP_CREDIT = ENV.map_tiles, ENV.map_datum, ENV.map_credit
PAGE_THREADS = ENV.page_threads

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"outage": {"()": "gonghui.site.outage.OneLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["outage"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"gonghui": {"level": ENV.log_level.upper()}},
}
