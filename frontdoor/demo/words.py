"""What people in the demonstration write. All of it invented; none of it is anybody's."""

# concern category: (what worries, the child's words, a day in this child's life, levels it is claimed at)
CONCERNS = {
    "NEGLECT": (
        "{name} came to school again without breakfast or a coat. Clothes are often unwashed and {name} falls asleep after lunch.",
        "There isn't any milk until Friday.", "{name} gets up alone, walks to school with a neighbour's child and puts themself to bed.", (2, 3, 4)),
    "DOMESTIC_ABUSE": (
        "Neighbours called after shouting and a door broken in. {name} was upstairs. Mum had a cut lip and said she fell.",
        "I put my headphones on when it starts.", "{name} listens for the car and knows by the sound of the key what sort of night it will be.", (3, 4)),
    "PHYSICAL": (
        "{name} had a bruise the shape of fingers on the upper arm and could not say how it came about, then said Dad got cross.",
        "He only does it when I'm bad.", "{name} is careful at home and loud at school.", (3, 4)),
    "EMOTIONAL": (
        "{name} is told at the school gate that they ruin everything. {name} has stopped putting a hand up in class.",
        "I'm the reason they argue.", "{name} spends most evenings in the bedroom.", (2, 3)),
    "PARENT_MENTAL_HEALTH": (
        "Mum has been very low since the baby and says she cannot go on. {name} has missed two weeks of nursery.",
        "Mummy cries in the kitchen.", "{name} makes the tea and keeps the little one quiet.", (2, 3)),
    "PARENT_SUBSTANCE": (
        "Dad smelt of alcohol at pick-up at 3 o'clock and drove. {name} looked worried and asked to wait for Gran.",
        "Dad gets sleepy and I can't wake him.", "After school {name} finds out which Dad it is today.", (3, 4)),
    "CHILD_MENTAL_HEALTH": (
        "{name} has not been in school for three weeks and told a friend they do not see the point of anything.",
        "Everyone would be better off.", "{name} sleeps by day and is online at night.", (2, 3)),
    "CCE": (
        "{name} has two phones and new trainers, was found in another town on Tuesday and will not say who drove.",
        "I owe someone, that's all.", "{name} is out most nights and comes in when the house is asleep.", (3, 4)),
    "MISSING": (
        "{name} was missing for the third time this month and came back at six in the morning without a coat.",
        "I was just out.", "Nobody at home knows where {name} is between tea and midnight.", (3, 4)),
    "UNBORN": (
        "Pregnant, late booking, two earlier children do not live with her. Partner did not let her speak at the appointment.",
        "", "", (3, 4)),
    "YOUNG_CARER": (
        "{name} does the shopping, the cooking and Mum's tablets, and is late most mornings.",
        "If I'm not there she forgets.", "{name}'s day begins at five.", (2,)),
    "HOUSING": (
        "The family of five is in one room at the hotel since April. {name} does homework on the stairs.",
        "We have to be quiet all the time.", "{name} eats cold food and has no place to play.", (1, 2)),
    "BEHAVIOUR": (
        "{name} hit Mum twice this week. Mum asks for help and is afraid of what comes next.",
        "I don't know why I do it.", "Mornings are fights about the phone.", (2, 3)),
}
UNBORN_TEXT = "Baby due soon. Late booking, missed scans, and a partner who answers for her."
STRENGTHS = [
    "Gran lives two streets away and has them at weekends.", "Attendance was good until this term.",
    "Mum came in when asked and wants help.", "A good friend's family takes them to football.", "The older sister looks out for them.", "",
]
TRIED = [
    "School has met Mum twice and offered breakfast club.", "Health visitor called three times, two not answered.",
    "Support from the school's pastoral team since September.", "", "",
]
SCREENED = {
    "NFA": "Looked at with the history. What is described is being met by the school and the family.",
    "INFO_ADVICE": "Advice given to the referrer about what helps and whom to ask.",
    "SIGNPOST": "The family can get this from the service named, without a referral from us.",
    "EARLY_HELP": "Several needs at once and the family wants help: early help can start now.",
    "OPEN_CASE": "There is an open case. The allocated worker needs to know today.",
    "MASH_ENQUIRY": "What is known is not enough to be safe. Other agencies may hold more.",
    "STRATEGY_NOW": "There is reasonable cause to suspect significant harm now.",
    "OTHER_AUTHORITY": "The family lives in the next county: their front door needs this.",
    "ADULT_SAFEGUARDING": "The worry is about an adult with care needs in the home.",
    "ALLEGATION": "It is about somebody who works with children.",
}
HELD = {
    "POLICE": [("Two call-outs to the address for shouting, no arrests.", "Police records"), ("Mum's partner has a caution for common assault.", "Police records"),
               ("No call-outs, one missing report last spring.", "Police records")],
    "HEALTH_TRUST": [("Two visits to the emergency department in a year, both with a reason that fits.", "Hospital record"),
                     ("Immunisations up to date. Not brought to two appointments.", "Community record")],
    "SCHOOL": [("Attendance 81 per cent this term, 95 last year.", "School register"), ("Often late on Mondays. Talks about staying with different people.", "Class teacher")],
    "GP_PRACTICE": [("Mum treated for low mood since spring, keeps appointments.", "GP record")],
    "EDUCATION": [("Changed school twice in two years. Support plan agreed.", "Education record")],
    "HOUSING": [("Rent arrears cleared. One report of noise at night.", "Tenancy file")],
    "ADULT_SERVICES": [("Dad known to adult services after an accident, no services now.", "Adult record")],
}
ANALYSIS = [
    {"history": "Two earlier contacts about the same worry, each ended with advice.", "risks": "Night-time arguments with children in the house; a parent who plays it down.",
     "strengths": "Gran is close, school is trusted, Mum asked for help.", "lived_experience": "{name} listens for trouble and looks after the younger one.",
     "not_known": "Whether Dad lives there; what happens at weekends.", "analysis": "The pattern is building and the children carry it. Help now, with somebody checking that it changes."},
    {"history": "First contact.", "risks": "An injury with two different explanations.", "strengths": "School acted the same day. Mum brought {name} to be seen.",
     "lived_experience": "{name} is careful about what is said at home.", "not_known": "Who was in the house that evening.", "analysis": "The explanations do not fit together; this cannot wait."},
]
DECIDED = {
    "NFA": "I have read all answers. The worry was looked into and does not stand; school goes on watching.",
    "INFO_ADVICE": "Advice given; the family knows where to go.", "SIGNPOST": "A named service can meet this.",
    "EARLY_HELP": "Needs are several and can be met with the family's agreement. Early help, with a review in six weeks.",
    "ASSESSMENT": "The children may be in need and the picture is not complete without seeing them at home.",
    "STRATEGY": "Reasonable cause to suspect significant harm: police, health and social care must speak today.",
}
RETURNED = ["The family does not agree to early help. Please decide again.", "They moved to the west of the county last week.", "There is an open assessment already."]
