"""The tests use the demonstration's cast."""

from frontdoor.demo.cast import CAST, assemble

__all__ = ["CAST", "assemble"]
