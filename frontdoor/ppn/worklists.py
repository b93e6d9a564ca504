from . import worklists_passing  # noqa: F401
