from django.core.management.base import BaseCommand

from frontdoor.people.cards import build, recount


class Command(BaseCommand):
    help = "Write the matching cards of everybody anew, as after an upgrade, and count the names. Safe at any time."

    def add_arguments(self, parser):
        parser.add_argument("--names-only", action="store_true", help="count the names and leave the cards")

    def handle(self, *args, names_only, **options):
        if not names_only:
            build(say=self.stderr.write)
        recount()
        self.stdout.write("The people known can be found, and their names are counted.")
