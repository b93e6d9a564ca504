import csv
from datetime import UTC, date, datetime

import pytest

from frontdoor.foundations.codes.sets import CODES, BadCodeSet
from frontdoor.foundations.codes.threshold import DOMAINS, LEVELS, ThresholdChart, charts

TODAY = date(2026, 11, 23)
HEAD = ["version", "from_on", "to_on", "level", "domain", "indicator_code", "text", "note", "source"]


def _chart(tmp_path, *rows):
    path = tmp_path / "threshold_chart.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows])
    return charts(path)


def test_every_level_and_domain_has_indicators():
    chart = ThresholdChart.current(on=TODAY)
    for level in LEVELS:
        for domain in DOMAINS:
            assert len(chart.at(level=level, domain=domain)) >= 4, (level, domain)
    assert sum(len(chart.at(level=level)) for level in LEVELS) == len(chart.at()) == len(chart.indicators)


def test_the_levels_are_those_of_the_code_set():
    assert [int(code) for code, _ in CODES["threshold_level"].choices(on=TODAY)] == list(LEVELS)


def test_what_completes_a_list_cut_short_says_so():
    for indicator in ThresholdChart.current(on=TODAY).indicators:
        assert bool(indicator.note) == indicator.source.startswith("local: to be confirmed")
        assert not (indicator.note and indicator.level < 3), "levels 1 and 2 were read whole"


def test_an_indicator_reads_and_an_unknown_one_shows_itself():
    chart = ThresholdChart.current(on=datetime(2026, 11, 23, 9, tzinfo=UTC))
    assert chart.text("2-FAMILY-YOUNG_CARER") == "Young carer"
    assert chart.knows("2-FAMILY-YOUNG_CARER")
    assert not chart.knows("2-FAMILY-NOTHING")
    assert chart.text("2-FAMILY-NOTHING") == "2-FAMILY-NOTHING (not in the list)"
    assert ("2-FAMILY-YOUNG_CARER", "Young carer") in chart.choices(level=2, domain="FAMILY")


def test_an_old_decision_keeps_the_text_it_was_made_under(tmp_path, monkeypatch):
    found = _chart(
        tmp_path,
        ["2", "2027-04-01", "", "2", "FAMILY", "2-FAMILY-A", "New words", "", "s"],
        ["1", "", "2027-03-31", "2", "FAMILY", "2-FAMILY-A", "Old words", "", "s"],
    )
    monkeypatch.setattr("frontdoor.foundations.codes.threshold.charts", lambda: found)
    assert ThresholdChart.current(on=date(2027, 3, 31)).text("2-FAMILY-A") == "Old words"
    assert ThresholdChart.current(on=date(2027, 4, 1)).text("2-FAMILY-A") == "New words"
    assert ThresholdChart.edition("1").text("2-FAMILY-A") == "Old words"
    with pytest.raises(LookupError, match="no edition"):
        ThresholdChart.edition("3")


def test_a_day_before_the_first_edition_is_a_sentence(tmp_path, monkeypatch):
    found = _chart(tmp_path, ["1", "2027-04-01", "", "2", "FAMILY", "A", "Words", "", "s"])
    monkeypatch.setattr("frontdoor.foundations.codes.threshold.charts", lambda: found)
    with pytest.raises(LookupError, match="No threshold chart was in force on 31 March 2027"):
        ThresholdChart.current(on=date(2027, 3, 31))


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([["1", "", "", "5", "FAMILY", "A", "Words", "", "s"]], "level from 1 to 4"),
        ([["1", "", "", "2", "SHOES", "A", "Words", "", "s"]], "known domain"),
        ([["1", "", "", "2", "FAMILY", "A", "Words", "", "s"]] * 2, "there twice"),
        (
            [
                ["1", "", "", "2", "FAMILY", "A", "W", "", "s"],
                ["1", "2025-01-01", "", "2", "FAMILY", "B", "V", "", "s"],
            ],
            "same dates",
        ),
        (
            [
                ["1", "", "", "2", "FAMILY", "A", "W", "", "s"],
                ["2", "2025-01-01", "", "2", "FAMILY", "A", "W", "", "s"],
            ],
            "hold on the same day",
        ),
    ],
)
def test_wrong_data_is_refused_with_a_sentence(tmp_path, rows, sentence):
    with pytest.raises(BadCodeSet, match=sentence):
        _chart(tmp_path, *rows)
