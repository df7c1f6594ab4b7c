"""The settings of the product in test mode, with a running database and an application that owns nothing."""

import os

from tests.database import split_roles
from vangnet.config.embedded import server
from vangnet.config.embedded.places import find_home

os.environ["VANGNET_MODE"] = "test"
os.environ.pop("VANGNET_DB_ROLE", None)

if "DATABASE_URL" in os.environ:
    split_roles()
else:
    server.start(find_home())

from vangnet.config.settings import *  # noqa: F403 - the lines above must come first; settings are meant to be taken over whole

STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405 - comes from the line above; a server warns when there is none
