"""The settings of the product in test mode, with a running database and an application that owns nothing."""

import os

from tests.database import split_roles
from vangnet.config.embedded import server
from vangnet.config.embedded.places import find_home, find_keyring

os.environ["VANGNET_MODE"] = "test"
os.environ.pop("VANGNET_DB_ROLE", None)

if "DATABASE_URL" in os.environ:
    split_roles()
else:
    server.start(find_home())
if "VANGNET_KEYRING_URL" not in os.environ:
    server.start(find_keyring())
os.environ.setdefault("VANGNET_KEYRING_SCHEMA", f"test_{os.getpid()}")  # one for all processes of a run

from vangnet.config.settings import *  # noqa: F403 - the lines above must come first; settings are meant to be taken over whole

STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405 - comes from the line above; a server warns when there is none

# What `force_login` of the tests uses; the product has no such way in, and tests of signing in take it away again.
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend", *AUTHENTICATION_BACKENDS]  # noqa: F405 - comes from the line above
VANGNET_STRONG_BACKENDS = ("django.contrib.auth.backends.ModelBackend",)
