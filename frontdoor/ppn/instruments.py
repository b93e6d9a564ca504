"""Risk tools, each under the version it was given in. Answers are kept as the police sent them; topics are in our own words,
because the licensed text is not ours to print. What a tool counts is shown beside the professional's own grade, never in
its place. Topics: DASH from our standards notes E.2.2; DARA and the child tool are own knowledge, for an area to confirm.
"""

import json
from dataclasses import dataclass
from typing import Any

SAID = {"Y": "Yes", "N": "No", "NK": "Not known", "NA": "Does not apply"}
OFTEN = {"0": "Never", "1": "Sometimes", "2": "Often", "3": "All the time", **SAID}


@dataclass(frozen=True)
class Instrument:
    """One tool: its name, the topic of each question, and what an answer means."""

    code: str
    name: str
    topics: tuple[str, ...]
    means: dict[str, str]

    def rows(self, answers: dict[str, str]) -> list[tuple[str, str]]:
        """Each answer with its topic, in the tool's own order; one that it does not know is shown as it came."""
        known = {str(n): topic for n, topic in enumerate(self.topics, 1)}
        order = sorted(answers, key=lambda key: (key not in known, int(key) if key.isdigit() else 0, key))
        return [(f"{key}. {known[key]}" if key in known else key, self.means.get(answers[key], answers[key])) for key in order]


DASH2009 = Instrument("DASH2009", "DASH (2009)", (
    "Injuries now", "Very frightened", "What is feared", "Isolated", "Depressed or suicidal", "Separated, or tried to in the last year",
    "Conflict over contact with the children", "Stalking or unwanted contact", "Pregnant, or a baby under eighteen months",
    "Other children or dependants", "The suspect has hurt a child", "The suspect has threatened a child", "Happening more often", "Getting worse",
    "Control or jealousy", "Weapons", "Threats to kill", "Choking or drowning", "Sexual harm", "Others threaten; honour",
    "Hurt anyone else", "Hurt animals", "Money", "The suspect’s drink, drugs or mental health", "The suspect has threatened suicide",
    "Broken bail or an order", "Known to the police",
), SAID)
DARA = Instrument("DARA", "DARA", (
    "Frightened now", "Threatened", "Hit, pushed or hurt", "Choked or strangled", "Weapons", "Sexual harm", "Watched or followed", "Told what to do or wear",
    "Kept from family or friends", "Money controlled", "Made to feel worthless", "Children used or harmed", "Separated or leaving", "Getting worse", "Pregnant",
), OFTEN)
CHILD = Instrument("CHILD", "Child risk tool", (
    "Hurt now", "Saw or heard it", "Frightened to be at home", "Said what happened", "Fed, clothed and clean", "The home is safe", "Under five or not yet born",
    "Disabled or ill", "Often missing", "Known to services",
), SAID)
VA = Instrument("VA", "Adult at risk tool", (), SAID)
INSTRUMENTS = {each.code: each for each in (DASH2009, DARA, CHILD, VA)}


@dataclass(frozen=True)
class Completed:
    """One tool as it was filled in for one notice."""

    instrument: Instrument
    grade: str
    on_judgement: bool
    refused: bool
    yes_count: str
    rows: list[tuple[str, str]]


def completed(said: list[dict[str, Any]]) -> list[Completed]:
    """The tools of a notice, from the nested form it came in."""
    return [_one(each) for each in said if each.get("tool") in INSTRUMENTS]


def _one(said: dict[str, Any]) -> Completed:
    instrument = INSTRUMENTS[said["tool"]]
    answers = json.loads(said.get("answers") or "{}")
    return Completed(
        instrument, said.get("grade", ""), said.get("professional_judgement") == "1", said.get("victim_refused") == "1", said.get("yes_count", ""),
        instrument.rows(answers),
    )
