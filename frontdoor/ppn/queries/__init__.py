from .drops import brought_by, drops, files_of, gaps, unread_of
from .feeds import feed, feed_of, feeds, forces

__all__ = ["brought_by", "drops", "feed", "feed_of", "feeds", "files_of", "forces", "gaps", "unread_of"]
