from types import SimpleNamespace as Some

from frontdoor.mash.suggestions import Involved, suggest


def agency(name, kind):
    return Some(pk=name, name=name, kind=kind)


SCHOOL, GP = agency("Thornbury Hill", "SCHOOL"), agency("Quayside", "GP_PRACTICE")
POLICE, TRUST, HOSPITAL = agency("Police", "POLICE"), agency("Community", "HEALTH_TRUST"), agency("Hospital", "HEALTH_TRUST")
ADULTS, HOUSING, PROBATION = agency("Adults", "ADULT_SERVICES"), agency("Homes", "HOUSING"), agency("Probation", "PROBATION")
REFUGE, EDUCATION, EARLY = agency("Refuge", "DOMESTIC_ABUSE_SERVICE"), agency("Education", "EDUCATION"), agency("Family support", "EARLY_HELP")
ALL = [POLICE, TRUST, HOSPITAL, ADULTS, HOUSING, PROBATION, REFUGE, EDUCATION, EARLY, SCHOOL, GP]


def child(name="Robin", school=SCHOOL, gp=GP, is_unborn=False):
    return Some(name=name, school=school, gp=gp, is_unborn=is_unborn)


def reasons(**given):
    whole = {"children": [child()], "adults": [], "categories": [], "involved": [], "agencies": ALL, "in_hub": [POLICE, TRUST], **given}
    return {each.agency.name: each.reasons for each in suggest(**whole)}


def test_the_childs_own_network_comes_first_and_says_why():
    found = reasons()
    assert list(found)[:2] == ["Thornbury Hill", "Quayside"]
    assert found["Thornbury Hill"] == ["Robin’s school"] and found["Quayside"] == ["Robin’s GP"]


def test_police_and_health_of_the_hub_are_asked_in_every_enquiry_and_no_more():
    assert list(reasons()) == ["Thornbury Hill", "Quayside", "Police", "Community"]


def test_who_works_with_the_child_now_is_asked_with_the_workers_name():
    assert reasons(involved=[Involved(EARLY, "Robin", "Elsie")])["Family support"] == ["Works with Robin: Elsie"]


def test_adults_named_point_to_adult_services_and_a_risk_to_probation():
    adults = [Some(name="Kay", risk=""), Some(name="Dave, the boyfriend", risk="Violent")]
    found = reasons(adults=adults)
    assert found["Adults"] == ["Adults are named: Kay and Dave, the boyfriend"]
    assert found["Probation"] == ["A risk is recorded for Dave, the boyfriend"]


def test_the_kind_of_worry_points_further():
    assert set(reasons(categories=["DOMESTIC_ABUSE", "NEGLECT"])) >= {"Refuge", "Homes", "Probation"}
    assert not {"Refuge", "Homes", "Probation"} & set(reasons(categories=["EMOTIONAL"]))


def test_no_school_linked_points_to_education_and_the_unborn_to_maternity():
    found = reasons(children=[child(school=None), child("Unborn baby", school=None, gp=None, is_unborn=True)])
    assert found["Education"] == ["No school is linked for Robin"]
    assert "Unborn baby: maternity records" in found["Hospital"]


def test_whoever_raised_it_may_hold_more_and_two_children_of_one_school_make_one_suggestion():
    found = reasons(children=[child(), child("Wren")], raised_by=SCHOOL)
    assert found["Thornbury Hill"] == ["Robin’s school", "Wren’s school", "Raised this contact: may hold more than it sent"]
