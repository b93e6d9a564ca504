"""Short stories told through actions with explicit times. The demonstration and the tests tell the same ones."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from frontdoor.contacts.actions import receive
from frontdoor.decisions.actions import ForChild, decide
from frontdoor.foundations.access.models import Agency, Team, User
from frontdoor.mash.actions import Given, Recommendation, answer, ask, open_enquiry, recommend
from frontdoor.screening.actions import screen
from frontdoor.screening.rules import ChildOutcome

MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)
ANALYSIS = {
    "history": "Two earlier contacts.", "risks": "Shouting at night.", "strengths": "Gran lives near.",
    "lived_experience": "Robin goes to bed with headphones on.", "not_known": "Where Dad lives now.", "analysis": "Needs help early.",
}


def person(name: str) -> User:
    return User.objects.get(email__startswith=f"{name}@")


def team(name: str) -> Team:
    return Team.objects.get(name__iexact=name.replace("_", " "))


def a_school_refers(*, at=MONDAY, children=({"given_names": "Robin", "family_name": "Ashgrove"},), by=None, **given):
    """Tess, of Thornbury Hill School, refers Robin."""
    by = by or person("tess")
    return receive(**{
        "by": by, "at": at, "submission": uuid4(), "received_at": at, "channel": "FORM", "source": "2A",
        "concern": "Robin is tired and says the shouting is every night.", "children": list(children), "referrer": by,
        "referrer_name": by.name, "referrer_agency": by.agency, "referrer_email": by.email, **given,
    })


def reception_sends_it_to_the_mash(contact, *, at, by=None, rating="AMBER"):
    return screen(
        contact, by=by or person("rosa"), at=at, rating=rating,
        outcomes=[ChildOutcome(child, "MASH_ENQUIRY", 3, "Needs checks.", [], team("mash")) for child in contact.children.all()],
    )


def the_mash_opens_it(contact, *, at, by=None, rating="AMBER"):
    return open_enquiry(by=by or person("sam"), at=at, handover=contact.handovers.get(stage="OFFERED"), rating=rating)


def it_asks(enquiry, *, at, agencies=("Westshire Police", "Alder Vale Hospitals Trust"), by=None):
    return [
        ask(
            enquiry, by=by or person("sam"), at=at, agency=Agency.objects.get(name=name), what="Call-outs to the home",
            why="To understand the shouting at night", months_back=12, lawful_basis="ART6_1E",
            people=[child.child.name for child in enquiry.children.select_related("child")],
        )
        for name in agencies
    ]


def police_answer(request, *, at, by=None, text="Two call-outs in January.", sensitive=False):
    return answer(
        request, by=by or person("pete"), at=at, outcome="HELD", speak_to="Pete Sandiford" if sensitive else "",
        items=[Given(text=text, source="Police records", is_sensitive=sensitive)],
    )


def sam_recommends(enquiry, *, at, outcome="EARLY_HELP", level=3, by=None):
    children = [row.child for row in enquiry.children.select_related("child")]
    return recommend(
        enquiry, by=by or person("sam"), at=at, words=ANALYSIS,
        recommendations=[Recommendation(child, outcome, level, "Help now may prevent worse.") for child in children],
    )


def mina_decides(enquiry, *, at, outcome="EARLY_HELP", level=3, to="hub_north", by=None):
    children = [row.child for row in enquiry.children.select_related("child")]
    return decide(
        enquiry, by=by or person("mina"), at=at, took_part=["Pete Sandiford, police"],
        decisions=[ForChild(child, outcome, level, "Agreed with the analysis.", team(to) if to else None) for child in children],
    )


def all_the_way_to_a_decision(*, at=MONDAY, **given):
    """Referred, screened, asked, answered, recommended, decided, in one working day."""
    contact = a_school_refers(at=at, **given)
    reception_sends_it_to_the_mash(contact, at=at + timedelta(hours=1))
    enquiry = the_mash_opens_it(contact, at=at + timedelta(hours=2))
    requests = it_asks(enquiry, at=at + timedelta(hours=2))
    police_answer(requests[0], at=at + timedelta(hours=3))
    sam_recommends(enquiry, at=at + timedelta(hours=5))
    mina_decides(enquiry, at=at + timedelta(hours=6))
    return contact, enquiry
