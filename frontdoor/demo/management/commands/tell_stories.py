import time
from datetime import timedelta

from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.utils import timezone

from frontdoor.contacts.models import Contact
from frontdoor.demo import rates
from frontdoor.demo.cast import assemble
from frontdoor.demo.everyday import Everyday, arrivals
from frontdoor.demo.post import carry
from frontdoor.demo.stories import STORIES
from frontdoor.demo.teller import Teller
from frontdoor.foundations.record.founding import the_system


class Command(BaseCommand):
    help = "Tell the demonstration's stories: six months of an invented partnership, relative to today. Once."

    def add_arguments(self, parser):
        parser.add_argument("--contacts", type=int, default=rates.CONTACTS, help="how many everyday contacts (fewer is quicker)")

    def handle(self, *args, **options):
        if Contact.objects.exists():
            self.stdout.write("The stories are told already.")
            return
        with connection.cursor() as cursor:
            cursor.execute("set synchronous_commit = off")  # a crash here loses only what would be told again anyway
        began, now = time.monotonic(), timezone.now()
        assemble(more=True, at=now - timedelta(weeks=rates.WEEKS + 1))
        teller = Teller(now=now)
        times = arrivals(teller, contacts=options["contacts"])
        everyday = Everyday(teller)
        for number, at in enumerate(times, 1):
            everyday.tell(at)
            if number % 50 == 0 or number == len(times):
                self.stdout.write(f"  {number} of {len(times)} contacts told, {time.monotonic() - began:.0f} seconds")
        with transaction.atomic():
            carry(by=the_system(), at=now - timedelta(hours=18), drawn=teller.drawn)
        for story in STORIES:
            story(teller)
            self.stdout.write(f"  {story.__doc__.splitlines()[0]}")
        self.stdout.write(f"{Contact.objects.count()} contacts in {time.monotonic() - began:.0f} seconds.")
