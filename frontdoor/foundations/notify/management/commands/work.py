import signal
import time

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from frontdoor.foundations.notify.chores import do_chores
from frontdoor.foundations.record.founding import the_system


class Command(BaseCommand):
    help = "The worker: sends the post, chases late answers, seals the record. Runs until told to stop."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do each chore once and stop")

    def handle(self, *args, **options):
        self.going = True
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        last: dict = {}
        while self.going:
            try:
                do_chores(by=the_system(), at=timezone.now(), last=last)
            except (OperationalError, InterfaceError):
                self.stderr.write("The database cannot be reached; trying again.")
                close_old_connections()
            if options["once"]:
                return
            time.sleep(1)

    def stop(self, *args):
        self.going = False
