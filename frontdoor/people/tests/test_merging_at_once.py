"""Two officers say it at once: one wins, the other gets a sentence, and no circle closes."""

import threading

import pytest
from django.db import connections

from frontdoor.foundations.record.refusals import Refused
from frontdoor.people.actions import merge
from frontdoor.people.models import Merged, Person


def at_once(*acts):
    """Each in a thread of its own, all begun together; what each gave, or why not."""
    start, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number):
        try:
            start.wait()
            answers[number] = acts[number]()
        except Exception as no:  # noqa: BLE001 what was refused is what the test shows
            answers[number] = no
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    [each.start() for each in threads]
    [each.join(30) for each in threads]
    return answers


@pytest.mark.parametrize("crossed", [False, True])
def test_one_wins_and_the_other_gets_a_sentence(committing, cast, at, add, crossed):
    one, other = add(given_names="Robin", family_name="Ashgrove"), add(given_names="Robyn", family_name="Ashgrove")
    ways = [(one, other), (other, one) if crossed else (one, other)]
    said = [
        lambda by=by, way=way: merge(by=by, at=at, person=way[0], into=way[1], reason="Alike.", despite=True)
        for by, way in zip((cast.sam, cast.rosa), ways, strict=True)
    ]
    answers = at_once(*said)
    assert {type(each) for each in answers} == {Person, Refused}
    assert Merged.objects.filter(ended_at=None).count() == 1
    (no,) = [each for each in answers if isinstance(each, Refused)]
    assert "one person already" in no.sentence
