"""Django settings. Everything that differs between machines comes from the environment (docs: README, section Settings)."""

import os
import shlex
from importlib.util import find_spec
from pathlib import Path

from vangnet.config import environment, secret_files, sign_on

secret_files.take()
ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("VANGNET_DATA", ROOT / ".data"))
MODE = environment.mode()
IN_PRODUCTION = MODE == "production"

SECRET_KEY = environment.secret_key(MODE, DATA)
# What was signed with an earlier key still counts, and words of reports still open something.
SECRET_KEY_FALLBACKS = environment.words("VANGNET_SECRET_KEY_BEFORE")
DOOR_KEY = environment.door_key(MODE, DATA)
DEBUG = MODE == "development"
ALLOWED_HOSTS = environment.words(
    "VANGNET_HOSTS", "" if IN_PRODUCTION else "127.0.0.1 localhost [::1] testserver"
)
CSRF_TRUSTED_ORIGINS = environment.words("VANGNET_ORIGINS")

INSTALLED_APPS = [
    "vangnet.config.apps.VangnetConfig",
    "vangnet.core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "vangnet.design",
    "vangnet.access",
    "vangnet.protocol",
    "vangnet.persons",
    "vangnet.signals",
    "vangnet.cases",
    "vangnet.referrals",
    "vangnet.procedures",
    "vangnet.shelter",
    "vangnet.consultations",
    "vangnet.monitor",
    "vangnet.exchange",
    "vangnet.portal",
    "vangnet.demo",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIGRATION_MODULES = {
    "socialaccount": None
}  # its tables stay unmade: who comes in is tied to accounts by ourselves

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "vangnet.config.headers.closed_page_headers",
    "vangnet.config.gates.Gates",
    "vangnet.access.tracing.traced_request",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "vangnet.config.looking.looking_only",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "vangnet.access.middleware.Behind",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "vangnet.config.every_look.every_look_leaves_a_line",
    "vangnet.access.second_step.needed.SecondStepNeeded",
    "vangnet.access.one_role.OneRoleAtATime",
    "vangnet.access.once.OncePerForm",
    "vangnet.access.refusals.RefusalPages",
]

ROOT_URLCONF = "vangnet.config.urls"
WSGI_APPLICATION = "vangnet.config.wsgi.application"
ASGI_APPLICATION = "vangnet.config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "vangnet.design.context.page",
            ],
        },
    }
]

FORM_RENDERER = "vangnet.design.rendering.Renderer"

# The pages and people that lower packages show without knowing who provides them.
VANGNET_NAVIGATION = "vangnet.portal.navigation.main_pages"
VANGNET_FOOTER = "vangnet.portal.navigation.footer_pages"
VANGNET_PERSONAS = (
    "vangnet.demo.personas.for_sign_in" if MODE == "demo" and find_spec("vangnet.demo.personas") else ""
)

# One alias; VANGNET_DB_ROLE=owner signs in as the owner of the tables (migrations), everything else as the application.
DATABASES = {"default": environment.database(MODE) | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}}
DATABASE_APPLICATION_ROLE = environment.application_role()

# Keys lie apart from what they open: their own database, and root keys in a closed file or behind a program (KMS, HSM).
KEYRING_ADDRESS = environment.keyring_address(MODE)
KEYRING_SCHEMA = os.environ.get("VANGNET_KEYRING_SCHEMA", "keyring")
ROOT_KEYS_FILE = Path(os.environ.get("VANGNET_ROOT_KEYS", DATA / "root-keys.json"))
ROOT_KEYS_PROGRAM = shlex.split(os.environ.get("VANGNET_ROOT_KEYS_PROGRAM", ""))

# Public keys (age) that backups are locked to; the private ones are on no machine that runs this.
VANGNET_BACKUP_KEYS = environment.words("VANGNET_BACKUP_KEYS")
VANGNET_KEYRING_BACKUP_KEYS = environment.words("VANGNET_KEYRING_BACKUP_KEYS")

# One memory for all workers: a code that was used at one of them is used everywhere.
CACHES = {"default": {"BACKEND": "vangnet.access.shared_cache.SharedCache"}}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]  # each in its own language, as in a switch
# Further languages, of the report form only; the languages of the site stay those above.
LOCALE_PATHS = [ROOT / "vangnet" / "portal" / "reporting" / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
if MODE == "demo":
    AUTHENTICATION_BACKENDS.append("vangnet.demo.backends.DemonstrationBackend")
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 14}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "vangnet.access.own_words.MoreThanOwnWords"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "portal:start"
ACCOUNT_ADAPTER = "vangnet.config.accounts.ClosedAccountAdapter"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None  # accounts belong to organisations; no mail is sent to them
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False  # a shared desk computer forgets who worked there when the browser closes
# Our own limits (access.attempts) look at the password; those of the package would let strangers lock somebody out.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/300s/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if os.environ.get("VANGNET_BEHIND_PROXY") == "1" else 0
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
SOCIALACCOUNT_ADAPTER = "vangnet.access.sign_on.providers.SettledProviders"
VANGNET_SIGN_ON = sign_on.providers(MODE)
MFA_ADAPTER = "vangnet.access.second_step.adapter.SecondStepAdapter"
MFA_TOTP_TOLERANCE = 1  # the clock of a telephone may be half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IN_PRODUCTION  # only ever this machine, which has no certificate
_STEP = "vangnet.access.second_step.forms"
MFA_FORMS = {
    "authenticate": f"{_STEP}.CodeForm",
    "reauthenticate": f"{_STEP}.CodeAgainForm",
    "activate_totp": f"{_STEP}.AppForm",
    "deactivate_totp": f"{_STEP}.AppAwayForm",
    "generate_recovery_codes": f"{_STEP}.SpareCodesForm",
    "add_webauthn": f"{_STEP}.NewKeyForm",
    "edit_webauthn": f"{_STEP}.KeyNameForm",
}
ACCOUNT_FORMS = {"reauthenticate": f"{_STEP}.PasswordAgainForm"}
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # changing the second step asks for the first one again
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Ways in that are strong as they stand and need no second step: only the cards of a demonstration.
VANGNET_STRONG_BACKENDS = ("vangnet.demo.backends.DemonstrationBackend",) if MODE == "demo" else ()

# From these addresses a trace that goes on elsewhere (traceparent) is believed; from others it is left aside.
VANGNET_TRACE_PROXIES = environment.words("VANGNET_TRACE_PROXIES")

# Seals on the logs: the private key is given to the process that seals and to no other; public keys and copies of roots
# may lie anywhere, best on another machine.
VANGNET_SEAL_KEY = os.environ.get("VANGNET_SEAL_KEY", "")
VANGNET_SEAL_KEY_FILE = None if IN_PRODUCTION else DATA / "seal-key"
VANGNET_SEAL_PUBLIC_KEYS = environment.words("VANGNET_SEAL_PUBLIC_KEYS")
VANGNET_ANCHORS = environment.words("VANGNET_ANCHORS", "" if IN_PRODUCTION else str(DATA / "anchors"))

# What the command `nightly` does, in this order: functions that take the actor and give what is wrong, in words.
VANGNET_NIGHTLY = [
    "vangnet.access.nights.seal",
    "vangnet.access.nights.check_seals",
    "vangnet.access.nights.forget_expired",
    "vangnet.cases.nights.rebuild_worklist",
    "vangnet.cases.nights.review_keeping",
    "vangnet.signals.nights.follow_up",
    "vangnet.signals.weight_nights.place_again",
    "vangnet.shelter.nights.forget_replaced",
    "vangnet.signals.public_nights.forget_drafts",
    "vangnet.signals.intake_nights.forget_unfinished",
    "vangnet.signals.intake_nights.count_waiting",
    "vangnet.signals.intake_nights.tell_late",
    "vangnet.persons.nights.check_keyring",
]

# Everything that is sealed with a key of the keyring: queries that say which rows ask for which key.
VANGNET_SEALED = [
    "vangnet.persons.queries.sealed_identities",
    "vangnet.signals.queries.texts.sealed_texts",
    "vangnet.cases.queries.sealed_texts",
    "vangnet.shelter.queries.sealed_addresses",
    "vangnet.signals.queries.attachments.sealed_attachments",
    "vangnet.signals.queries.marks.sealed_marks",
    "vangnet.signals.queries.intake.sealed_drafts",
    "vangnet.signals.queries.deliveries.sealed_deliveries",
]

STATIC_URL = "static/"
STATIC_ROOT = ROOT / "staticfiles"
_FILES = "whitenoise.storage.CompressedManifestStaticFilesStorage"
_PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _FILES if MODE in ("production", "demo") else _PLAIN},
}
WHITENOISE_USE_FINDERS = MODE in ("development", "test")
WHITENOISE_AUTOREFRESH = MODE == "development"

SESSION_ENGINE = "vangnet.access.wall.store"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IN_PRODUCTION
SESSION_COOKIE_NAME = "__Host-session" if IN_PRODUCTION else "vangnet-session"
CSRF_COOKIE_NAME = "__Host-csrf" if IN_PRODUCTION else "vangnet-csrf"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
# At most a working day, and a quarter of an hour without doing anything (security anchors 2.5: ASVS 5.0 7.3.1 and 7.3.2).
SESSION_COOKIE_AGE = 10 * 60 * 60
WORK_SESSION_IDLE = 15 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = IN_PRODUCTION
SECURE_HSTS_SECONDS = 63_072_000 if IN_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IN_PRODUCTION
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("VANGNET_BEHIND_PROXY") == "1" else None
)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 10
VANGNET_SECURITY_CONTACT = environment.words(
    "VANGNET_SECURITY_CONTACT"
)  # mailto: or https: of who mends weaknesses
VANGNET_SCANNER = os.environ.get("VANGNET_SCANNER", "")  # clamd: the path of its socket, or host:port
EMAIL_BACKEND = (
    "django.core.mail.backends.dummy.EmailBackend"  # nothing leaves by mail; people look in the worklist
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO" if DEBUG else "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},
    },
}
