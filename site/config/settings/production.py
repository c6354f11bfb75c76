"""Production: PostgreSQL, S3-compatible bucket, Redis for what may vanish; nothing has a weak default."""

from config.settings.base import *

DEBUG = False
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", env.text("ALLOWED_HOSTS"))
CSRF_TRUSTED_ORIGINS = [SITE_URL]
MIDDLEWARE.insert(0, "core.middleware.RequestIdentity")

if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Rate limits count by the client's address, which the proxies in front of us add to X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = REST_FRAMEWORK["NUM_PROXIES"] = env.number("TRUSTED_PROXY_COUNT", 1)
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True

EMAIL_BACKEND = env.text("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
DEBTOR_IBAN = env.text("DEBTOR_IBAN")
DEBTOR_SIREN = env.text("DEBTOR_SIREN")

if env.text("S3_BUCKET", ""):
    _BUCKET = {
        "bucket_name": env.text("S3_BUCKET"),
        "endpoint_url": env.text("S3_ENDPOINT_URL", "") or None,
        "access_key": env.text("S3_ACCESS_KEY"),
        "secret_key": env.text("S3_SECRET_KEY"),
        "region_name": env.text("S3_REGION", "") or None,
        "default_acl": None,
        "file_overwrite": False,
        "querystring_auth": True,
        "querystring_expire": 60,
    }
    STORAGES["default"] = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": _BUCKET | {"location": "media"}}
    STORAGES["private"] = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": _BUCKET | {"location": "private"}}

if env.text("SENTRY_DSN", ""):
    import sentry_sdk

    sentry_sdk.init(dsn=env.text("SENTRY_DSN"), send_default_pii=False)
