"""`bin/manage find_duplicates`: propose pairs of known people who may be one, for a person to decide."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from frontdoor.foundations.record.founding import the_system
from frontdoor.people.duplicates import find_duplicates
from frontdoor.people.models import DuplicateLook


class Command(BaseCommand):
    help = "Look for people held twice among those who are new or were changed since the last run."

    def add_arguments(self, parser):
        parser.add_argument("--most", type=int, help="look at no more than so many people")
        parser.add_argument("--everybody", action="store_true", help="begin again: with a new model of matching")

    def handle(self, *args, most, everybody, **options):
        if everybody:
            DuplicateLook.objects.update(version=0)
        found = find_duplicates(by=the_system(), at=timezone.now(), most=most)
        self.stdout.write(f"Looked at {found.people} people; {found.pairs} pairs are new in the queue.")
