from django.apps import AppConfig
from django.conf import settings

from vangnet.config import production


class VangnetConfig(AppConfig):
    """The settings as a part of their own, so that they are looked at before anything else starts."""

    name = "vangnet.config"
    label = "vangnet_config"

    def ready(self) -> None:
        if settings.IN_PRODUCTION:
            production.refuse_defaults()
