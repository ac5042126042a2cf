"""HTTP requests enter, problems, canonical decisions and plain pages leave; every answer comes from the engine."""

from passerelle_api.app import create_app
from passerelle_api.settings import Settings

__all__ = ["Settings", "create_app"]
