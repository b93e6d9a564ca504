from . import chores_passing  # noqa: F401
