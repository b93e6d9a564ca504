from django.conf import settings
from django.core.management.base import BaseCommand

from frontdoor.demo.sign_in import the_cast
from frontdoor.foundations.access.roles import ROLES


class Command(BaseCommand):
    help = "Print whom one can sign in as in the demonstration."

    def handle(self, *args, **options):
        cast = the_cast()
        if not cast:
            self.stdout.write("Nobody is here yet: the stories have not been told.")
            return
        self.stdout.write(f"Sign in as any of these, in one click, at {settings.SITE_URL}/demo/\n")
        for agency, people in cast:
            self.stdout.write(f"\n{agency.name}\n")
            for place in people:
                role = ROLES[place.role]
                self.stdout.write(f"  {place.user.name:<26} {role.name}: {role.does}\n")
