import logging
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from frontdoor.matching import model as models


class Command(BaseCommand):
    help = "Train a matching model on two files of an area, without labels, and write it with its training report. See docs/linking.md."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--index", type=Path, required=True, help="CSV of the people known: 20,000 or more")
        parser.add_argument("--incoming", type=Path, required=True, help="CSV of people who came in, some of them known")
        parser.add_argument("--version", required=True, dest="named", help="what the model is called: hampshire-2027")
        parser.add_argument("--out", type=Path, required=True, help="the model file, JSON")

    def handle(self, *args, index, incoming, named, out, **options):
        from frontdoor.matching import files, training

        logging.getLogger("splink").setLevel(logging.ERROR)
        try:
            tables = [files.read(each) for each in (index, incoming)]
        except files.BadFile as wrong:
            raise CommandError(str(wrong)) from wrong
        model = training.train(*tables, version=named)
        models.write(model, out)
        self.stdout.write(f"{named}: {model.about}")
