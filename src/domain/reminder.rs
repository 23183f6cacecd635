//! When a visit is reminded of.

use crate::domain::quiet_hours::TextingHours;
use jiff::{SignedDuration, Timestamp};

/// How long before a visit it is reminded of, where the business says nothing else.
pub const DEFAULT_HOURS: u16 = 24;
/// A reminder is of use this long after the visit was agreed on, and until this long before it.
const OF_USE: SignedDuration = SignedDuration::from_hours(3);

/// What is known of a visit when its reminder is planned.
#[derive(Clone, Copy, Debug)]
pub struct Agreed {
    /// When its window begins.
    pub from: Timestamp,
    /// When that was agreed on.
    pub at: Timestamp,
}

/// When a visit is to be reminded of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    /// Then.
    At(Timestamp),
    /// Not at all: it was agreed on too shortly before.
    NotNeeded,
}

/// Plans the reminder of a visit: `ahead` of its window, by day. Where that is over or all but over when the visit is agreed
/// on, three hours after that, if the visit is three hours away even then.
pub fn plan(visit: Agreed, ahead: SignedDuration, hours: &TextingHours) -> Plan {
    let planned = hours.before(earlier(visit.from, ahead));
    let first = later(visit.at, OF_USE);
    if planned >= first {
        return Plan::At(planned);
    }
    let moment = hours.next(first);
    if moment <= earlier(visit.from, OF_USE.min(ahead)) { Plan::At(moment) } else { Plan::NotNeeded }
}

fn earlier(instant: Timestamp, by: SignedDuration) -> Timestamp {
    instant.saturating_sub(by).unwrap_or(instant)
}

fn later(instant: Timestamp, by: SignedDuration) -> Timestamp {
    instant.saturating_add(by).unwrap_or(instant)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::phone_number::PhoneNumber;
    use jiff::tz::TimeZone;
    use proptest::prelude::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("an instant")
    }

    fn hours(number: &str) -> TextingHours {
        TextingHours::of(&PhoneNumber::parse(number).expect("a number"), &TimeZone::get("America/Chicago").expect("a zone"))
    }

    fn planned(agreed: &str, from: &str, ahead: i64, number: &str) -> Plan {
        plan(Agreed { from: at(from), at: at(agreed) }, SignedDuration::from_hours(ahead), &hours(number))
    }

    #[test]
    fn a_visit_is_reminded_of_a_day_before_and_never_at_night() {
        const HOME: &str = "+18165550142";
        const HONOLULU: &str = "+18085550142";
        for (agreed, from, ahead, number, expected) in [
            ("2026-11-16T09:00-06:00", "2026-11-24T08:00-06:00", 24, HOME, Some("2026-11-23T08:00-06:00")),
            ("2026-11-16T09:00-06:00", "2026-11-24T08:00-06:00", 48, HOME, Some("2026-11-22T08:00-06:00")),
            // Ten hours before it is night.
            ("2026-11-16T09:00-06:00", "2026-11-24T08:00-06:00", 10, HOME, Some("2026-11-23T20:45-06:00")),
            // Eight in Chicago is four in Honolulu.
            ("2026-11-16T09:00-06:00", "2026-11-24T08:00-06:00", 24, HONOLULU, Some("2026-11-22T20:45-10:00")),
            // Booked the day before: three hours later, and in the morning where that is at night.
            ("2026-11-23T09:00-06:00", "2026-11-24T08:00-06:00", 24, HOME, Some("2026-11-23T12:00-06:00")),
            ("2026-11-23T19:00-06:00", "2026-11-24T15:00-06:00", 24, HOME, Some("2026-11-24T08:00-06:00")),
            ("2026-11-23T19:00-06:00", "2026-11-24T10:00-06:00", 24, HOME, None),
            // Booked for the same day.
            ("2026-11-23T09:00-06:00", "2026-11-23T15:00-06:00", 24, HOME, Some("2026-11-23T12:00-06:00")),
            ("2026-11-23T09:00-06:00", "2026-11-23T13:00-06:00", 24, HOME, None),
            // Just before the reminder was due: the confirmation is an hour old.
            ("2026-11-23T07:00-06:00", "2026-11-24T08:00-06:00", 24, HOME, Some("2026-11-23T10:00-06:00")),
            ("2026-11-23T09:00-06:00", "2026-11-23T15:00-06:00", 1, HOME, Some("2026-11-23T14:00-06:00")),
            // The night between has an hour more: the clock says eight both times.
            ("2026-10-20T09:00-05:00", "2026-11-01T08:00-06:00", 24, HOME, Some("2026-10-31T09:00-05:00")),
            ("2027-03-01T09:00-06:00", "2027-03-14T08:00-05:00", 24, HOME, Some("2027-03-12T20:45-06:00")),
        ] {
            let expected = expected.map_or(Plan::NotNeeded, |moment| Plan::At(at(moment)));
            assert_eq!(planned(agreed, from, ahead, number), expected, "{agreed} {from} {ahead}");
        }
    }

    proptest! {
        #[test]
        fn a_reminder_is_by_day_after_the_booking_and_before_the_visit(
            code in prop::sample::select(vec!["816", "808", "212", "850", "907", "602", "709", "800"]),
            agreed in 0_i64..525_600, away in 1_i64..40_000, ahead in 1_i64..=336,
        ) {
            let number = PhoneNumber::parse(&format!("+1{code}5550142")).expect("a number");
            let hours = TextingHours::of(&number, &TimeZone::get("America/Chicago").expect("a zone"));
            let agreed = at("2026-06-01T00:00Z") + SignedDuration::from_mins(agreed);
            let from = agreed + SignedDuration::from_mins(away);
            match plan(Agreed { from, at: agreed }, SignedDuration::from_hours(ahead), &hours) {
                Plan::At(moment) => {
                    prop_assert!(hours.allow(moment));
                    prop_assert!(moment >= agreed + OF_USE && moment < from);
                    let late = moment > from - SignedDuration::from_hours(ahead);
                    prop_assert!(!late || moment == hours.next(agreed + OF_USE), "later than due only where it was agreed on late");
                }
                Plan::NotNeeded => {
                    prop_assert!(hours.before(from - SignedDuration::from_hours(ahead)) < agreed + OF_USE, "nothing that was due in time is left out");
                    prop_assert!(away < 24 * 60, "a day leaves an hour by day");
                }
            }
        }
    }
}
