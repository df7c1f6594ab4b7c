"""The door for an ASGI server."""

import os

from django.core.asgi import get_asgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vangnet.config.settings")
application = get_asgi_application()
# Found by name, since what it looks at can only be read once the settings stand.
import_string("vangnet.access.wall.catalogue.refuse_open_wall")()
