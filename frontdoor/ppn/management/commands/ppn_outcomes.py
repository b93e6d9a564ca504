from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from frontdoor.foundations.record.founding import the_system
from frontdoor.ppn.outcomes import DAYS, write_outcomes


class Command(BaseCommand):
    help = "Write outcome.json for a force: what became of each child of the notices it sent. Codes and times, never the hub's words."

    def add_arguments(self, parser):
        parser.add_argument("--force", required=True, help="the force's two digits")
        parser.add_argument("--reply", type=Path, required=True, help="the folder for outcome.json")
        parser.add_argument("--days", type=int, default=DAYS, help=f"decided in so many days (default {DAYS})")

    def handle(self, *args, force: str, reply: Path, days: int, **options):
        if not (force.isdecimal() and len(force) == 2):
            raise CommandError("The force is two digits, such as 44.")
        self.stdout.write(str(write_outcomes(reply, force_code=force, by=the_system(), at=timezone.now(), days=days)))
