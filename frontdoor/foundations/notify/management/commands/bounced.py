import re
import sys

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from frontdoor.foundations.notify.actions import mark_not_delivered
from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.record.founding import the_system
from frontdoor.foundations.record.refusals import NotNow

OURS = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@")
MOST = 1_000_000


class Command(BaseCommand):
    help = "Takes a notice of non-delivery on its standard input, as a mail server hands it on, and returns the message to a person."

    def handle(self, *args, **options):
        if hasattr(sys.stdin, "reconfigure"):
            sys.stdin.reconfigure(errors="replace")  # a notice may be in any encoding; ours is plain
        notice = sys.stdin.read(MOST)
        message = Message.objects.filter(pk__in=OURS.findall(notice)).first()
        if message is None:
            raise CommandError("The notice names no message of ours.")
        try:
            mark_not_delivered(message, by=the_system(), at=timezone.now(), trouble=reason(notice))
        except NotNow as no:
            self.stdout.write(no.sentence)  # the same notice came twice


def reason(notice: str) -> str:
    """What the other side said, from its own line (RFC 3464), or only that it came back."""
    said = re.search(r"^Diagnostic-Code:\s*(.+)$", notice, re.MULTILINE | re.IGNORECASE)
    return f"It came back: {said[1].strip()}" if said else "It came back."
