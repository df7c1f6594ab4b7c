"""The door for a WSGI server."""

import os

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vangnet.config.settings")
application = get_wsgi_application()
# Found by name, since what it looks at can only be read once the settings stand.
import_string("vangnet.access.wall.catalogue.refuse_open_wall")()
