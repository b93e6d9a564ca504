from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from frontdoor.foundations.record.models import Seal
from frontdoor.foundations.record.seal import seal
from frontdoor.foundations.record.verify import tampering


class Command(BaseCommand):
    help = "Find any tampering with events, row changes, viewings or records. Exit 0: none found. Exit 1: what was found."

    def add_arguments(self, parser):
        parser.add_argument("--no-seal", action="store_true", help="look only; do not first seal what is new")

    def handle(self, *args, **options):
        found = list(tampering())
        if found:
            raise CommandError("\n".join(found), returncode=1)
        if not options["no_seal"]:
            seal(at=timezone.now())
        self.stdout.write(f"No tampering found. {Seal.objects.count()} seals hold.")
