"""Passerelle decides how micro-credentials are recognised and stacked, and says why."""

__version__ = "0.1.0"
