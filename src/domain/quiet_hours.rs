//! Nobody is texted unasked at night: from nine in the evening until eight in the morning, where the recipient lives.

use crate::domain::area_codes;
use crate::domain::phone_number::PhoneNumber;
use jiff::civil::{Time, time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};

/// The night ends.
const MORNING: Time = time(8, 0, 0, 0);
/// The night begins.
const NIGHT: Time = time(21, 0, 0, 0);
/// What is put before the night leaves then: what stands before it in the queue has a quarter of an hour.
const LAST_CALL: Time = time(20, 45, 0, 0);
/// More often than this no instant is moved: five zones, two of them at most in the way of each other.
const MOST_MOVES: usize = 12;

/// The hours in which a number may be texted unasked.
#[derive(Clone, Debug)]
pub struct TextingHours {
    /// Where its owner may be; the hours must suit all of them.
    zones: Vec<TimeZone>,
}

impl TextingHours {
    /// The hours of a number, by its area code; of one that tells nothing, those of the business.
    pub fn of(number: &PhoneNumber, business: &TimeZone) -> Self {
        let zones: Vec<TimeZone> = zone_names(number).iter().filter_map(|name| TimeZone::get(name).ok()).collect();
        Self { zones: if zones.is_empty() { vec![business.clone()] } else { zones } }
    }

    /// Whether it is day there.
    pub fn allow(&self, at: Timestamp) -> bool {
        self.zones.iter().all(|zone| is_day(&at.to_zoned(zone.clone())))
    }

    /// The nearest moment by day, then or later.
    pub fn next(&self, at: Timestamp) -> Timestamp {
        self.moved(at, |local| {
            let day = if local.time() < MORNING { Some(local.date()) } else { local.date().tomorrow().ok() };
            day.and_then(|day| day.to_datetime(MORNING).to_zoned(local.time_zone().clone()).ok())
        })
    }

    /// The nearest moment by day, then or earlier.
    pub fn before(&self, at: Timestamp) -> Timestamp {
        self.moved(at, |local| {
            let day = if local.time() < MORNING { local.checked_sub(1.day()).ok().map(|day| day.date()) } else { Some(local.date()) };
            day.and_then(|day| day.to_datetime(LAST_CALL).to_zoned(local.time_zone().clone()).ok())
        })
    }

    fn moved(&self, at: Timestamp, out_of_the_night: impl Fn(&Zoned) -> Option<Zoned>) -> Timestamp {
        let mut at = at;
        for _ in 0..MOST_MOVES {
            let night = self.zones.iter().map(|zone| at.to_zoned(zone.clone())).find(|local| !is_day(local));
            match night.and_then(|local| out_of_the_night(&local)) {
                Some(moved) => at = moved.timestamp(),
                None => break,
            }
        }
        at
    }
}

fn is_day(local: &Zoned) -> bool {
    (MORNING..NIGHT).contains(&local.time())
}

/// Where the numbers of a North American area code are at home.
fn zone_names(number: &PhoneNumber) -> &'static [&'static str] {
    let code = number.as_str().strip_prefix("+1").and_then(|national| national.get(..3)).and_then(|code| code.parse::<u16>().ok());
    let found = code.and_then(|code| area_codes::ZONES.iter().find(|(_, codes)| codes.binary_search(&code).is_ok()));
    found.map_or(&[], |(zones, _)| zones)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(text: &str) -> PhoneNumber {
        PhoneNumber::parse(text).expect("a number")
    }

    fn chicago() -> TimeZone {
        TimeZone::get("America/Chicago").expect("a zone")
    }

    fn at(text: &str) -> Timestamp {
        text.parse().expect("an instant")
    }

    fn hours(text: &str) -> TextingHours {
        TextingHours::of(&number(text), &chicago())
    }

    #[test]
    fn every_zone_of_the_table_exists_and_every_code_stands_there_once_and_in_order() {
        let mut seen = std::collections::BTreeSet::new();
        for (zones, codes) in area_codes::ZONES {
            assert!(zones.iter().all(|zone| TimeZone::get(zone).is_ok()), "{zones:?}");
            assert!(codes.is_sorted(), "{codes:?}");
            assert!(codes.iter().all(|code| seen.insert(*code)), "{codes:?}");
        }
        assert!(seen.len() > 430);
    }

    #[test]
    fn the_day_is_where_the_number_is_at_home() {
        for (text, day, night) in [
            ("+18165550142", "2026-11-23T08:00-06:00", "2026-11-23T07:59-06:00"),
            ("+18085550142", "2026-11-23T20:59-10:00", "2026-11-23T21:00-10:00"),
            ("+12125550142", "2026-11-23T20:59-05:00", "2026-11-23T21:00-05:00"),
            // 850 is Florida's panhandle: Tallahassee on Eastern, Pensacola on Central Time.
            ("+18505550142", "2026-11-23T08:00-06:00", "2026-11-23T08:00-05:00"),
            ("+18505550142", "2026-11-23T20:59-05:00", "2026-11-23T20:59-06:00"),
            // Toll-free and foreign numbers go by the business's clock.
            ("+18005550142", "2026-11-23T08:00-06:00", "2026-11-23T07:59-06:00"),
            ("+442079460958", "2026-11-23T08:00-06:00", "2026-11-23T07:59-06:00"),
        ] {
            let hours = hours(text);
            assert!(hours.allow(at(day)), "{text} {day}");
            assert!(!hours.allow(at(night)), "{text} {night}");
        }
    }

    #[test]
    fn the_night_is_left_by_either_end() {
        let home = hours("+18165550142");
        assert_eq!(home.before(at("2026-11-23T23:00-06:00")), at("2026-11-23T20:45-06:00"));
        assert_eq!(home.before(at("2026-11-23T07:59-06:00")), at("2026-11-22T20:45-06:00"));
        assert_eq!(home.next(at("2026-11-23T23:00-06:00")), at("2026-11-24T08:00-06:00"));
        assert_eq!(home.next(at("2026-11-23T07:00-06:00")), at("2026-11-23T08:00-06:00"));
        let panhandle = hours("+18505550142");
        assert_eq!(panhandle.before(at("2026-11-23T20:50-06:00")), at("2026-11-23T20:45-05:00"));
        assert_eq!(panhandle.next(at("2026-11-23T08:10-05:00")), at("2026-11-23T08:00-06:00"));
        let day = at("2026-11-23T12:00-06:00");
        assert_eq!((home.before(day), home.next(day)), (day, day));
    }

    #[test]
    fn the_night_in_which_clocks_change_has_its_own_morning() {
        let home = hours("+18165550142");
        assert_eq!(home.next(at("2026-10-31T23:00-05:00")), at("2026-11-01T08:00-06:00"));
        assert_eq!(home.before(at("2027-03-14T05:00-05:00")), at("2027-03-13T20:45-06:00"));
    }

    proptest! {
        #[test]
        fn whatever_the_number_and_the_moment_the_ends_of_the_night_are_by_day(code in 200_u16..1000, hour in 0_i64..9000, minute in 0_i64..60) {
            let Ok(number) = PhoneNumber::parse(&format!("+1{code}5550142")) else { return Ok(()) };
            let hours = TextingHours::of(&number, &chicago());
            let at = at("2026-11-01T00:00Z") + jiff::SignedDuration::from_mins(hour * 60 + minute);
            let (before, next) = (hours.before(at), hours.next(at));
            prop_assert!(hours.allow(before) && hours.allow(next));
            prop_assert!(before <= at && at <= next);
            // Never further than a night, and the quarter of an hour before it.
            prop_assert!(at.duration_since(before).as_hours() < 17 && next.duration_since(at).as_hours() < 17);
            if hours.allow(at) {
                prop_assert_eq!((before, next), (at, at));
            }
        }
    }
}
