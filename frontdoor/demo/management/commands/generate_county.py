from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from frontdoor.contacts.models import Contact
from frontdoor.demo import rates
from frontdoor.demo.county import multiply
from frontdoor.people.models import Person


class Command(BaseCommand):
    help = "Fill an empty database with a county's worth of invented rows, for measuring. Run as the owner of the database."

    def add_arguments(self, parser):
        parser.add_argument("--contacts", type=int, default=600_000)
        parser.add_argument("--told", type=int, default=500, help="how many contacts are told before they are multiplied")

    def handle(self, *args, **options):
        if Contact.objects.exists():
            raise CommandError("This database holds contacts already: a county is made only in an empty one.")
        rates.FAMILIES = max(20, options["told"] // 5)
        call_command("tell_stories", contacts=options["told"])
        multiply(options["contacts"] // Contact.objects.count(), say=self.stdout.write)
        self.stdout.write(f"{Person.objects.count():,} people and {Contact.objects.count():,} contacts.")
