//! The scorer's rules for times (`make eval`): what counts as right.

#[path = "../../benches/eval/judge.rs"]
mod judge;

use judge::{Judged, judge};
use serde_json::{Value, json};

const RIGHT: (bool, bool, bool) = (true, true, true);
const START_ONLY: (bool, bool, bool) = (true, false, true);
const WRONG: (bool, bool, bool) = (false, false, true);
const NOTHING: (bool, bool, bool) = (false, false, false);

fn judged(expected: &Value, from: Option<&str>, to: Option<&str>) -> (bool, bool, bool) {
    let Judged { right, both, found } = judge(expected, "-02:00", &json!({ "from": from, "to": to }));
    (right, both, found)
}

#[test]
fn an_instant_is_right_to_its_grain() {
    for (grain, at, verdict) in [
        ("day", "2026-11-24T15:00:00-02:00", RIGHT),
        ("day", "2026-11-25T01:00:00Z", RIGHT),
        ("day", "2026-11-25T00:00:00-02:00", WRONG),
        ("week", "2026-11-30T23:00:00-02:00", RIGHT),
        ("week", "2026-12-01T00:00:00-02:00", WRONG),
        ("week", "2026-11-23T00:00:00-02:00", WRONG),
        ("month", "2026-11-01T00:00:00-02:00", RIGHT),
        ("quarter", "2026-10-01T00:00:00-02:00", RIGHT),
        ("quarter", "2026-09-30T00:00:00-02:00", WRONG),
        ("year", "2026-01-01T00:00:00-02:00", RIGHT),
        ("hour", "2026-11-24T00:45:00-02:00", RIGHT),
        ("minute", "2026-11-24T00:00:30-02:00", RIGHT),
        ("minute", "2026-11-24T00:01:00-02:00", WRONG),
        ("second", "2026-11-24T00:01:00-02:00", RIGHT),
        ("second", "2026-11-24T00:01:01-02:00", WRONG),
    ] {
        let expected = json!({ "kind": "instant", "grain": grain, "anchor": "from", "from": "2026-11-24T00:00:00-02:00", "to": null });
        assert_eq!(judged(&expected, Some(at), None), verdict, "{grain} {at}");
    }
}

#[test]
fn an_hour_with_minutes_is_right_to_the_minute() {
    let expected = json!({ "kind": "instant", "grain": "hour", "anchor": "from", "from": "2026-11-24T09:30:00-02:00", "to": null });
    assert_eq!(judged(&expected, Some("2026-11-24T09:30:00-02:00"), None), RIGHT);
    assert_eq!(judged(&expected, Some("2026-11-24T09:00:00-02:00"), None), WRONG);
}

#[test]
fn the_end_of_an_interval_may_be_the_first_that_is_out_or_the_last_that_is_in() {
    let expected = json!({
        "kind": "interval", "grain": "day", "anchor": "from", "from": "2026-11-24T00:00:00-02:00", "to": "2026-11-27T00:00:00-02:00"
    });
    for (to, verdict) in [
        (Some("2026-11-27T00:00:00-02:00"), RIGHT),
        (Some("2026-11-26T23:59:00-02:00"), RIGHT),
        (Some("2026-11-25T00:00:00-02:00"), START_ONLY),
        (Some("2026-11-28T00:00:00-02:00"), START_ONLY),
        (None, START_ONLY),
    ] {
        assert_eq!(judged(&expected, Some("2026-11-24T08:00:00-02:00"), to), verdict, "{to:?}");
    }
}

#[test]
fn an_end_is_judged_by_the_end() {
    let by_friday = json!({ "kind": "instant", "grain": "day", "anchor": "to", "from": null, "to": "2026-11-27T00:00:00-02:00" });
    assert_eq!(judged(&by_friday, None, Some("2026-11-27T00:00:00-02:00")), RIGHT);
    assert_eq!(judged(&by_friday, Some("2026-11-27T00:00:00-02:00"), None), WRONG, "a beginning is no end");
    let by_the_end_of_november = json!({ "kind": "interval", "grain": "second", "anchor": "to", "from": "2026-11-23T09:00:00-02:00", "to": "2026-12-01T00:00:00-02:00" });
    for (to, verdict) in [
        ("2026-12-01T00:00:00-02:00", RIGHT),
        ("2026-11-30T23:00:00-02:00", RIGHT),
        ("2026-11-30T22:00:00-02:00", WRONG),
        ("2026-11-30T00:00:00-02:00", WRONG),
    ] {
        assert_eq!(judged(&by_the_end_of_november, None, Some(to)), verdict, "{to:?}");
    }
    let at_three = json!({ "kind": "instant", "grain": "hour", "anchor": "from", "from": "2026-11-24T15:00:00-02:00", "to": null });
    assert_eq!(judged(&at_three, None, Some("2026-11-24T15:00:00-02:00")), RIGHT, "a lone bound is the instant that it names");
}

#[test]
fn all_that_the_source_accepts_is_right() {
    let expected = json!({
        "kind": "instant", "grain": "day", "anchor": "from", "from": "2026-11-24T00:00:00", "to": null,
        "accept": ["2026-11-24T00:00:00", "2026-12-01T00:00:00"]
    });
    assert_eq!(judged(&expected, Some("2026-12-01T00:00:00-02:00"), None), RIGHT);
    assert_eq!(judged(&expected, Some("2026-12-08T00:00:00-02:00"), None), WRONG);
}

#[test]
fn a_time_of_day_may_be_on_any_day() {
    let expected = json!({
        "kind": "time_range", "grain": "minute", "anchor": "from", "from": null, "to": null,
        "time_of_day_any": ["09:30", "21:30"], "to_time_of_day_any": ["11:00"]
    });
    assert_eq!(judged(&expected, Some("2030-01-01T21:30:00-02:00"), Some("2030-01-02T11:00:00-02:00")), RIGHT);
    assert_eq!(judged(&expected, Some("2030-01-01T21:30:00-02:00"), None), START_ONLY);
    assert_eq!(judged(&expected, Some("2030-01-01T21:00:00-02:00"), Some("2030-01-01T11:00:00-02:00")), WRONG);
    assert_eq!(judged(&expected, None, Some("2030-01-01T11:00:00-02:00")), WRONG);
}

#[test]
fn a_part_of_a_day_starts_when_its_source_says() {
    let expected = json!({
        "kind": "interval", "grain": "hour", "anchor": "from", "from": "2026-11-24T12:00:00-02:00", "to": "2026-11-24T19:00:00-02:00",
        "accept_from_hours": [12, 15]
    });
    assert_eq!(judged(&expected, Some("2026-11-24T15:00:00-02:00"), None), RIGHT);
    assert_eq!(judged(&expected, Some("2026-11-24T16:00:00-02:00"), None), WRONG);
    assert_eq!(judged(&expected, Some("2026-11-25T13:00:00-02:00"), None), WRONG);
    assert_eq!(judged(&expected, None, Some("2026-11-24T13:00:00-02:00")), WRONG);
}

#[test]
fn what_holds_no_time_is_right_where_nothing_is_found() {
    let expected = json!({ "kind": "none", "grain": null, "anchor": "from", "from": null, "to": null });
    assert_eq!(judged(&expected, None, None), (true, true, false));
    assert_eq!(judged(&expected, Some("2026-11-24T13:00:00-02:00"), None), WRONG);
    let tomorrow = json!({ "kind": "instant", "grain": "day", "anchor": "from", "from": "2026-11-24T00:00:00-02:00", "to": null });
    assert_eq!(judged(&tomorrow, None, None), NOTHING);
}
