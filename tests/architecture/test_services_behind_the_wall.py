"""House rule: work that no person does passes the wall, and this is the whole list of it."""

import ast

from tests.architecture import source

NAMES = {"as_service", "command_as_service"}
