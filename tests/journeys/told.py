"""What happened before a journey begins, told through the actions: `python -m tests.journeys.told <story>` prints what a journey needs."""

import sys
from datetime import timedelta

import django


def main(story: str, *words: str) -> None:
    django.setup()
    print(*STORIES[story](*words))


def robin_was_known():
    """Robin Ashgrove came through the door last autumn; reception added him, and nothing more was needed."""
    from django.utils import timezone

    from frontdoor.screening.actions import add_named, screen
    from frontdoor.screening.rules import ChildOutcome
    from tests.scenarios import a_school_refers, person

    then = timezone.now() - timedelta(days=60)
    robin = {"given_names": "Robin", "family_name": "Ashgrove", "born_on": "2017-05-02", "address": "4 Quarry Rise", "postcode": "ZZ9 9ZZ"}
    contact = a_school_refers(at=then, children=[robin], concern="Robin came without a coat.")
    child = contact.children.get()
    robin = add_named(contact, by=person("rosa"), at=then + timedelta(minutes=10), named=child)
    screen(
        contact, by=person("rosa"), at=then + timedelta(minutes=20), rating="GREEN", quality="GOOD",
        outcomes=[ChildOutcome(child, "INFO_ADVICE", 1, "The school is helping with a coat.", [], None)],
    )
    return robin.reference, contact.reference


STORIES = {story.__name__: story for story in (robin_was_known,)}

if __name__ == "__main__":
    main(*sys.argv[1:])
