"""Settings, from the environment. An area's own limits, names and calendars are in local_protocols.py."""

import sys
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, SELF
from environs import Env

from . import local_protocols

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = env.bool("DEBUG", False)
FRONTDOOR_DEMO = env.bool("FRONTDOOR_DEMO", False)
SECRET_KEY = env.str("SECRET_KEY")  # no default: bin/demo makes one, a deployment brings its own
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "testserver"])
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000")
HTTPS = SITE_URL.startswith("https:")

CAPABILITIES = ["matching", "people", "contacts", "handover", "screening", "ppn", "mash", "decisions", "feedback", "governance"]
FOUNDATIONS = ["codes", "access", "record", "clocks", "pages", "worklists", "notify"]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    *[f"frontdoor.foundations.{name}" for name in FOUNDATIONS],
    *[f"frontdoor.{name}" for name in CAPABILITIES],
    *(["frontdoor.demo"] if FRONTDOOR_DEMO else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # a desk of fifty rows is 70 KB uncompressed; it pads at random against guessing
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "frontdoor.foundations.pages.middleware.PrivatePages",
    "frontdoor.foundations.access.middleware.SessionLimits",
    "frontdoor.foundations.access.middleware.SecondFactor",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "access.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]

CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": sorted(str(p) for p in (BASE_DIR / "frontdoor").glob("**/templates")),
        "OPTIONS": {
            "environment": "frontdoor.foundations.pages.jinja.environment",
            "context_processors": CONTEXT_PROCESSORS,
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "frontdoor/foundations/pages/templates_dtl"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT_PROCESSORS},
    },
]
FORM_RENDERER = "frontdoor.foundations.pages.fields.Renderer"

# The application always runs as a role that owns no table (ADR 2); migrations run as the owner.
APP_ROLE = "frontdoor_app"
OWNS_THE_DATABASE = len(sys.argv) > 1 and sys.argv[1] in {"migrate", "makemigrations", "sqlmigrate", "own_database", "createcachetable"}
_url = env.str("DATABASE_URL")  # bin/demo, bin/test and bin/manage set it; a deployment brings its own
if OWNS_THE_DATABASE:
    _url = env.str("OWNER_DATABASE_URL", _url)
DATABASES = {"default": dj_database_url.parse(_url, conn_max_age=None if "work" in sys.argv else 0)}
DATABASES["default"]["OPTIONS"] = {**DATABASES["default"].get("OPTIONS", {}), "application_name": "frontdoor"}
if not OWNS_THE_DATABASE:
    DATABASES["default"]["OPTIONS"]["options"] = f"-c role={APP_ROLE}"
    if "pytest" not in sys.modules and not (len(sys.argv) > 1 and Path(sys.argv[0]).name == "manage.py"):
        DATABASES["default"]["CONN_MAX_AGE"] = 0  # the pool keeps connections; Django must hand them back
        DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 2, "max_size": env.int("DATABASE_POOL", 16)}
if env.str("TEST_DB_NAME", ""):
    DATABASES["default"]["TEST"] = {"NAME": env.str("TEST_DB_NAME")}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", str(BASE_DIR / "build/static"))
STATICFILES_DIRS = [p for p in [BASE_DIR / "build/assets"] if p.exists()]
MEDIA_ROOT = env.str("MEDIA_ROOT", str(BASE_DIR / "var/media"))
_under_test = "pytest" in sys.modules
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if _under_test or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Shared by every process, so that rate limits hold across workers.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "frontdoor_cache"}}
if _under_test:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.str("EMAIL_HOST", "localhost")
EMAIL_PORT = env.int("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.str("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_PASSWORD", "")
EMAIL_USE_TLS = env.bool("EMAIL_TLS", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("FROM_EMAIL", "front-door@partnership.example")
if FRONTDOOR_DEMO:
    EMAIL_BACKEND = "frontdoor.foundations.notify.postroom.PostRoom"

# Sessions: 30 minutes idle, one working day in all, gone when the browser closes.
SESSION_COOKIE_AGE = env.int("SESSION_MINUTES", 30) * 60
SESSION_HOURS = env.int("SESSION_HOURS", 12)
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "frontdoor.foundations.pages.errors.csrf_failure"
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_SSL_REDIRECT = HTTPS and env.bool("SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "form-action": [SELF, *env.list("IDENTITY_PROVIDER_ORIGINS", [])],
        "frame-ancestors": ["'none'"],
        "base-uri": [SELF],
        "object-src": ["'none'"],
    }
}

# Sign-in
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up; that there are passwords is read from here
ACCOUNT_LOGIN_BY_CODE_ENABLED = False  # ours admits guests too: governance/codes.py
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
# Every way in has proved the address already: the code and the link to choose a password go to it, an agency vouches for it.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "20/m/ip,5/5m/key", "request_login_code": "20/m/ip,3/m/key,10/h/key"}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_ADAPTER = "frontdoor.foundations.access.sign_in.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "frontdoor.foundations.access.sign_in.SocialAccountAdapter"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.bool("BEHIND_PROXY", False) else 0
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "Front Door"
# The demonstration has no secrets to keep; tests sign people in directly and turn this on where it is what they test.
SECOND_FACTOR_REQUIRED = not (FRONTDOOR_DEMO or _under_test)
# One for each agency that signs in with its own accounts. For Entra ID, server_url is
# https://login.microsoftonline.com/<tenant>/v2.0; email_domains are those the agency owns. See access/README.md.
IDENTITY_PROVIDERS = env.json("IDENTITY_PROVIDERS", [])
for _provider in IDENTITY_PROVIDERS:
    _provider["settings"].update({"oauth_pkce_enabled": True, "fetch_userinfo": False})  # what is signed says who it is
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": IDENTITY_PROVIDERS}}
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"  # an agency vouches for its own addresses, and for no others
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 14}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# The partnership's own protocol
PARTNERSHIP = local_protocols.PARTNERSHIP
PROTOCOL = local_protocols
PPN_FOLDER = env.str("PPN_FOLDER", "")  # police drops put here are taken in by the worker; nothing is watched when unset
DIGEST_FILE = env.str("DIGEST_FILE", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
}
