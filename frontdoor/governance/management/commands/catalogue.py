from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from frontdoor.governance.catalogue import catalogue


class Command(BaseCommand):
    help = "Write docs/catalogue.md from the declarations; with --check, say whether it is up to date."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true")

    def handle(self, *args, **options):
        page, made = Path(settings.BASE_DIR) / "docs/catalogue.md", catalogue()
        if not options["check"]:
            page.write_text(made)
            self.stdout.write(f"Wrote {page.name}.")
        elif not page.exists() or page.read_text() != made:
            raise CommandError("docs/catalogue.md is not up to date: run bin/manage catalogue.")
