"""The explorer: pages of a build for people, mounted at the root of the server."""

from kg.explorer.routes import routes

__all__ = ["routes"]
