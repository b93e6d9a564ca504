import time

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from frontdoor.contacts.models import Contact
from frontdoor.demo.county import fill
from frontdoor.people.models import Person

TOLD = 10_000  # more contacts than this were not told but copied


class Command(BaseCommand):
    help = "Fill a database with a county's worth of invented rows, for measuring. Run as a superuser who owns the database."

    def add_arguments(self, parser):
        parser.add_argument("--contacts", type=int, default=600_000)
        parser.add_argument("--people", type=int, default=300_000)
        parser.add_argument("--waiting", type=int, default=600, help="how many contacts wait at reception")
        parser.add_argument("--viewings", type=int, default=1_000_000)

    def handle(self, *args, **options):
        if Contact.objects.count() > TOLD:
            raise CommandError("This database is a county already.")
        call_command("tell_stories")  # once: told already is told
        began = time.monotonic()
        fill(**{each: options[each] for each in ("contacts", "people", "waiting", "viewings")}, say=self.stdout.write)
        with connection.cursor() as cursor:
            cursor.execute("select pg_size_pretty(pg_database_size(current_database()))")
            size = cursor.fetchone()[0]
        self.stdout.write(
            f"{Person.objects.count():,} people and {Contact.objects.count():,} contacts in {time.monotonic() - began:.0f} seconds; {size}."
        )
