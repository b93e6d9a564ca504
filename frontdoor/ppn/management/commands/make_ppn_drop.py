from pathlib import Path

from django.core.management.base import BaseCommand

from frontdoor.ppn.sample import Sample


class Command(BaseCommand):
    help = "Make a sample PPN drop v1 of invented people, so that a force can test its export and we our import."

    def add_arguments(self, parser):
        parser.add_argument("--out", type=Path, default=Path("."), help="the folder to write it in")
        parser.add_argument("--notices", type=int, default=12)
        parser.add_argument("--families", type=int, default=None, help="fewer than notices: patterns show")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--sequence", type=int, default=1)
        parser.add_argument("--force", default="44")
        parser.add_argument("--test", action="store_true", help="marked as a test in its manifest")

    def handle(self, *args, out, notices, families, seed, sequence, force, test, **options):
        sample = Sample(
            notices=notices, families=families, seed=seed, sequence=sequence, force_code=force, environment="test" if test else "live"
        )
        self.stdout.write(str(sample.write(out)))
