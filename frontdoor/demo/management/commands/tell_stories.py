import gc
import multiprocessing
import time
from datetime import datetime, timedelta

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone

from frontdoor.contacts.models import Contact
from frontdoor.demo import rates
from frontdoor.demo.afterwards import afterwards
from frontdoor.demo.cast import assemble
from frontdoor.demo.everyday import Everyday, arrivals
from frontdoor.demo.notices import police_notices
from frontdoor.demo.post import carry
from frontdoor.demo.stories import STORIES
from frontdoor.demo.teller import Teller
from frontdoor.foundations.record.founding import the_system


def in_parts(times: list[datetime], *, now: datetime, say, parts: int = 2) -> None:
    """Two processes tell at once, each of families of its own, so that a machine with two cores is done in half the time."""
    began, told = time.monotonic(), multiprocessing.Value("i", 0)
    connection.close()
    forked = multiprocessing.get_context("fork")
    workers = [forked.Process(target=one_part, args=[times[part::parts], now, part, parts, told]) for part in range(parts)]
    for worker in workers:
        worker.start()
    while any(worker.is_alive() for worker in workers):
        workers[0].join(5)
        say(f"  {told.value} of {len(times)} contacts told, {time.monotonic() - began:.0f} seconds")
        time.sleep(0.1)
    if any(worker.exitcode for worker in workers):
        raise CommandError("The stories could not be told: see above.")


def one_part(times: list[datetime], now: datetime, part: int, parts: int, told) -> None:
    gc.freeze()  # what is loaded stays loaded: it need not be looked through again and again
    with connection.cursor() as cursor:
        cursor.execute("set synchronous_commit = off")  # a crash here loses only what would be told again anyway
    everyday = Everyday(Teller(now=now, seed=1871 + part), part=part, parts=parts)
    for at in times:
        everyday.tell(at)
        with told.get_lock():
            told.value += 1
    connection.close()


class Command(BaseCommand):
    help = "Tell the demonstration's stories: six months of an invented partnership, relative to today. Once."

    def add_arguments(self, parser):
        parser.add_argument("--contacts", type=int, default=rates.CONTACTS, help="how many everyday contacts (fewer is quicker)")

    def handle(self, *args, **options):
        if Contact.objects.exists():
            self.stdout.write("The stories are told already.")
            return
        began, now = time.monotonic(), timezone.now()
        assemble(more=True, at=now - timedelta(weeks=rates.WEEKS + 1))
        teller = Teller(now=now)
        in_parts(arrivals(teller, contacts=options["contacts"]), now=now, say=self.stdout.write)
        with transaction.atomic():
            carry(by=the_system(), at=now - timedelta(hours=18), drawn=teller.drawn)
        for story in STORIES:
            story(teller)
            self.stdout.write(f"  {story.__doc__.splitlines()[0]}")
        police_notices(teller)
        afterwards(teller)
        with transaction.atomic():
            carry(by=the_system(), at=now - timedelta(hours=18), drawn=teller.drawn)
        self.stdout.write(f"  {police_notices.__doc__.splitlines()[0]}")
        self.stdout.write(f"{Contact.objects.count()} contacts in {time.monotonic() - began:.0f} seconds.")
