use super::*;
use crate::understanding::time::{ClockSpan, DaySpan, Preference};
use jiff::civil::{Date, date, time};
use proptest::prelude::*;

const MONDAY: Date = date(2026, 11, 23);
const STARTS: [i8; 4] = [8, 10, 13, 15];

fn zone() -> TimeZone {
    TimeZone::get("America/Chicago").expect("a zone that exists")
}

fn window(day: Date, from: i8) -> Window {
    let instant = |hour: i8| day.at(hour, 0, 0, 0).to_zoned(zone()).expect("a time").timestamp();
    Window { from: instant(from), to: instant(from + 2) }
}

fn day(ahead: i64) -> Date {
    MONDAY.checked_add(jiff::Span::new().days(ahead)).expect("a date")
}

/// The usual windows of these days, counted from Monday.
fn free(days: &[i64]) -> Vec<Window> {
    days.iter().flat_map(|ahead| STARTS.map(|start| window(day(*ahead), start))).collect()
}

fn wanted(days: Option<(i64, i64)>, hours: Option<(i8, i8)>) -> Preference {
    let days = days.map(|(first, last)| DaySpan { first: day(first), last: day(last) });
    Preference { days, times: hours.map(|(from, to)| ClockSpan { from: time(from, 0, 0, 0), to: time(to, 0, 0, 0) }) }
}

fn wish(preferred: Preference) -> Wish {
    Wish { preferred: vec![preferred], excluded: Vec::new() }
}

/// The offer as `Mon 08` and its fit.
fn offered(free: &[Window], wish: &Wish, refused: &[Window]) -> (Vec<String>, Fit) {
    let offer = choose(free, wish, refused, &zone());
    (offer.windows.iter().map(|window| window.from.to_zoned(zone()).strftime("%a %H").to_string()).collect(), offer.fit)
}

fn as_asked(windows: &[&str]) -> (Vec<String>, Fit) {
    (windows.iter().map(|window| (*window).to_owned()).collect(), Fit::AsAsked)
}

fn closest_to(windows: &[&str]) -> (Vec<String>, Fit) {
    (as_asked(windows).0, Fit::Closest)
}

#[test]
fn without_a_wish_the_soonest_two_are_offered() {
    assert_eq!(offered(&free(&[0, 1]), &Wish::default(), &[]), as_asked(&["Mon 08", "Mon 10"]));
}

#[test]
fn what_was_asked_for_is_offered() {
    let week = free(&[0, 1, 2]);
    assert_eq!(offered(&week, &wish(wanted(Some((1, 1)), None)), &[]), as_asked(&["Tue 08", "Tue 10"]));
    assert_eq!(offered(&week, &wish(wanted(Some((1, 1)), Some((12, 17)))), &[]), as_asked(&["Tue 13", "Tue 15"]));
    assert_eq!(offered(&week, &wish(wanted(None, Some((15, 23)))), &[]), as_asked(&["Mon 15", "Tue 15"]), "after three, whatever the day");
}

#[test]
fn an_hour_gets_the_one_window_around_it() {
    assert_eq!(offered(&free(&[0, 1]), &wish(wanted(Some((0, 0)), Some((9, 9)))), &[]), as_asked(&["Mon 08"]));
}

#[test]
fn a_window_that_fits_in_part_fills_up_the_offer() {
    let monday_until_eleven = wish(wanted(Some((0, 0)), Some((8, 11))));
    assert_eq!(offered(&free(&[0]), &monday_until_eleven, &[]), as_asked(&["Mon 08", "Mon 10"]));
}

#[test]
fn when_the_hour_is_taken_the_closest_on_that_day_is_offered() {
    let busy_late = [window(day(0), 8), window(day(0), 10), window(day(0), 13), window(day(1), 15)];
    let monday_at_four = wish(wanted(Some((0, 0)), Some((16, 16))));
    assert_eq!(offered(&busy_late, &monday_at_four, &[]), closest_to(&["Mon 10", "Mon 13"]), "near four o'clock, not at dawn");
}

#[test]
fn when_the_day_is_full_the_closest_day_is_offered() {
    let wednesday = wish(wanted(Some((2, 2)), None));
    assert_eq!(offered(&free(&[0, 4]), &wednesday, &[]), closest_to(&["Mon 13", "Mon 15"]));
    assert_eq!(offered(&free(&[3, 4]), &wednesday, &[]), closest_to(&["Thu 08", "Thu 10"]));
}

#[test]
fn when_nothing_is_free_nothing_is_offered() {
    assert_eq!(offered(&[], &Wish::default(), &[]), closest_to(&[]));
    assert_eq!(offered(&free(&[0]), &Wish::default(), &free(&[0])), closest_to(&[]));
}

#[test]
fn what_is_out_is_not_offered_even_as_the_closest() {
    let but_monday = Wish { preferred: vec![wanted(Some((0, 0)), None)], excluded: vec![wanted(Some((0, 0)), None)] };
    assert_eq!(offered(&free(&[0, 1]), &but_monday, &[]), closest_to(&["Tue 08", "Tue 10"]));
}

#[test]
fn refused_windows_do_not_come_back() {
    let monday = wish(wanted(Some((0, 0)), None));
    let refused = [window(day(0), 8), window(day(0), 10)];
    assert_eq!(offered(&free(&[0, 1]), &monday, &refused), as_asked(&["Mon 13", "Mon 15"]));
}

fn a_preference() -> impl Strategy<Value = Preference> {
    let days = prop::option::of((0_i64..10, 0_i64..3).prop_map(|(first, length)| (first, first + length)));
    let hours = prop::option::of((0_i8..23, 0_i8..8).prop_map(|(from, length)| (from, (from + length).min(23))));
    (days, hours).prop_map(|(days, hours)| wanted(days, hours))
}

fn a_wish() -> impl Strategy<Value = Wish> {
    let few = || prop::collection::vec(a_preference(), 0..3);
    (few(), few()).prop_map(|(preferred, excluded)| Wish { preferred, excluded })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn an_offer_is_at_most_two_free_windows_in_order(
        all in prop::sample::subsequence(free(&[0, 1, 2, 3, 4, 7, 8]), 0..=28),
        refused in prop::sample::subsequence(free(&[0, 1, 2, 3, 4, 7, 8]), 0..=8),
        wish in a_wish(),
    ) {
        let offer = choose(&all, &wish, &refused, &zone());
        prop_assert!(offer.windows.len() <= AT_ONCE);
        prop_assert!(offer.windows.windows(2).all(|pair| pair[0] < pair[1]), "out of order: {:?}", offer.windows);
        for window in &offer.windows {
            prop_assert!(all.contains(window) && !refused.contains(window));
            let suits = wish.suits(*window, &zone());
            let is_out = Wish { preferred: Vec::new(), excluded: wish.excluded.clone() }.suits(*window, &zone()) == Suits::No;
            prop_assert!(!is_out, "{window:?} was ruled out");
            prop_assert_eq!(suits >= Suits::Partly, offer.fit == Fit::AsAsked, "{:?} is said to be {:?}", window, offer.fit);
        }
        let could_suit = |window: &Window| !refused.contains(window) && wish.suits(*window, &zone()) >= Suits::Partly;
        prop_assert!(!offer.windows.is_empty() || !all.iter().any(could_suit), "nothing was offered though something fits");
    }
}
