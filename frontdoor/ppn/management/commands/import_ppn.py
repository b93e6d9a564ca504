import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from frontdoor.foundations.record.founding import the_system
from frontdoor.ppn.taking.importing import import_drop, write_ack


class Command(BaseCommand):
    help = (
        "Take in a PPN drop v1. Prints one JSON object. Exit 0: all was taken. Exit 2: refused whole. "
        "Exit 3: some is in quarantine. With --reply FOLDER, ack.json is written there."
    )

    def add_arguments(self, parser):
        parser.add_argument("drop", type=Path)
        parser.add_argument("--reply", type=Path, help="the folder for ack.json and, as decisions are made, outcome.json")

    def handle(self, *args, drop: Path, reply: Path | None, **options):
        if not drop.is_file():
            said = {"drop": drop.name, "refused": f"{drop} is not a file that can be read."}
            self.stdout.write(json.dumps(said))
            sys.exit(2)
        answer = import_drop(drop, name=drop.name, by=the_system(), at=timezone.now())
        if reply:
            write_ack(answer, reply)
        self.stdout.write(json.dumps(answer.said(), ensure_ascii=False))
        if answer.code:
            sys.exit(answer.code)
