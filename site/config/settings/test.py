"""Settings of the test suite: the embedded deployment or, with DATABASE_URL, PostgreSQL."""

import os
import tempfile

os.environ.setdefault("REPAIR_FUND_VAR", tempfile.mkdtemp(prefix="repair-fund-test-"))
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "0123456789" * 5)
os.environ.setdefault("FIELD_ENCRYPTION_KEYS", "t1:" + "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=")
os.environ.setdefault("BLIND_INDEX_KEY", "QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkI=")

from config.settings.base import *

DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
DEBTOR_NAME = "Repair Fund"
DEBTOR_IBAN = "FR7630006000011234567890189"
DEBTOR_SIREN = "732829320"
DEBTOR_TOWN = "Paris"
ACCOUNT_RATE_LIMITS = False
DEMO_ALLOWED = True
WHITENOISE_AUTOREFRESH = True
