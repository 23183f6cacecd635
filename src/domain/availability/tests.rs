use super::*;
use jiff::civil::date;
use proptest::prelude::*;

const ZONES: [&str; 8] = [
    "America/Chicago",
    "America/New_York",
    "America/Denver",
    "America/Los_Angeles",
    "America/Phoenix",
    "America/Anchorage",
    "Pacific/Honolulu",
    "Australia/Lord_Howe",
];

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).expect("a zone that exists")
}

fn range(from: &str, to: &str) -> ClockRange {
    let clock = |text: &str| ClockTime::try_from(text.to_owned()).expect("a time of day");
    ClockRange { from: clock(from), to: clock(to) }
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

/// Open Monday to Friday, 8 to 5, in Chicago, with the usual windows.
fn weekdays() -> Schedule {
    let workday = || vec![range("08:00", "17:00")];
    Schedule {
        zone: zone("America/Chicago"),
        hours: [workday(), workday(), workday(), workday(), workday(), Vec::new(), Vec::new()],
        windows: vec![range("08:00", "10:00"), range("10:00", "12:00"), range("13:00", "15:00"), range("15:00", "17:00")],
        closures: Vec::new(),
        notice: hours(2),
        buffer: SignedDuration::ZERO,
        horizon_days: 30,
    }
}

/// Open around the clock on every day, with these windows.
fn always_open(windows: &[(&str, &str)]) -> Schedule {
    let hours = std::array::from_fn(|_| vec![range("00:00", "24:00")]);
    Schedule { hours, windows: windows.iter().map(|(from, to)| range(from, to)).collect(), notice: SignedDuration::ZERO, ..weekdays() }
}

/// The free windows of a day as the clock on the wall shows them.
fn shown(schedule: &Schedule, day: Date, busy: &[Interval], need: SignedDuration, now: Timestamp) -> Vec<String> {
    let local = |instant: Timestamp| instant.to_zoned(schedule.zone.clone()).strftime("%H:%M").to_string();
    let free = free_windows(&schedule.day(day, now), busy, need, now);
    free.iter().map(|window| format!("{}-{}", local(window.from), local(window.to))).collect()
}

const MONDAY: Date = date(2026, 11, 23);

fn sunday_noon() -> Timestamp {
    at("2026-11-22T12:00-06:00")
}

fn busy(from: &str, to: &str) -> Interval {
    Interval { from: at(from), to: at(to) }
}

#[test]
fn an_empty_day_offers_all_its_windows() {
    assert_eq!(shown(&weekdays(), MONDAY, &[], hours(2), sunday_noon()), ["08:00-10:00", "10:00-12:00", "13:00-15:00", "15:00-17:00"]);
}

#[test]
fn a_window_begins_after_now_and_the_notice() {
    let seen_at = |now: &str| shown(&weekdays(), MONDAY, &[], hours(1), at(now));
    assert_eq!(seen_at("2026-11-23T08:00-06:00"), ["10:00-12:00", "13:00-15:00", "15:00-17:00"], "exactly two hours ahead is enough");
    assert_eq!(seen_at("2026-11-23T08:01-06:00"), ["13:00-15:00", "15:00-17:00"], "a minute less is not");
    assert!(seen_at("2026-11-23T13:01-06:00").is_empty());
}

#[test]
fn work_is_done_by_closing() {
    let seen = |need| shown(&weekdays(), MONDAY, &[], need, sunday_noon());
    assert_eq!(seen(hours(4)), ["08:00-10:00", "10:00-12:00", "13:00-15:00"], "four hours from 3 would end at 7");
    assert_eq!(seen(hours(9)), ["08:00-10:00"]);
    assert!(seen(hours(10)).is_empty());
}

#[test]
fn a_job_longer_than_its_window_takes_the_next_one_with_it() {
    let schedule = weekdays();
    let first = Window { from: at("2026-11-23T08:00-06:00"), to: at("2026-11-23T10:00-06:00") };
    let seen = |need| shown(&schedule, MONDAY, &[reserved(first, need, schedule.buffer)], hours(1), sunday_noon());
    assert_eq!(seen(hours(2)), ["10:00-12:00", "13:00-15:00", "15:00-17:00"]);
    assert_eq!(seen(hours(3)), ["13:00-15:00", "15:00-17:00"]);
    assert_eq!(seen(hours(1))[0], "10:00-12:00", "a short job keeps its technician until its window ends");
}

#[test]
fn a_long_job_needs_the_next_window_free_as_well() {
    let taken = [busy("2026-11-23T10:00-06:00", "2026-11-23T12:00-06:00")];
    assert_eq!(shown(&weekdays(), MONDAY, &taken, hours(2), sunday_noon()), ["08:00-10:00", "13:00-15:00", "15:00-17:00"]);
    assert_eq!(shown(&weekdays(), MONDAY, &taken, hours(3), sunday_noon()), ["13:00-15:00"]);
}

#[test]
fn a_buffer_keeps_jobs_apart() {
    let schedule = Schedule { buffer: SignedDuration::from_mins(30), ..weekdays() };
    let taken = [busy("2026-11-23T10:00-06:00", "2026-11-23T12:30-06:00")];
    let seen = shown(&schedule, MONDAY, &taken, hours(2), sunday_noon());
    assert_eq!(seen, ["13:00-15:00", "15:00-17:00"], "8 to 10 would leave no half hour before the job at 10");
}

#[test]
fn closed_days_have_no_windows() {
    let schedule = Schedule { closures: vec![(date(2026, 11, 26), date(2026, 11, 27))], ..weekdays() };
    let seen = |day| shown(&schedule, day, &[], hours(1), sunday_noon()).len();
    assert_eq!([25, 26, 27, 28, 29, 30].map(|day| seen(date(2026, 11, day.min(30)))), [4, 0, 0, 0, 0, 4], "a holiday, then a week-end");
}

#[test]
fn hours_without_a_window_of_their_own_are_cut_into_windows() {
    let mut schedule = weekdays();
    schedule.hours[5] = vec![range("09:00", "14:00")];
    schedule.windows = vec![range("08:00", "12:00")];
    assert_eq!(shown(&schedule, date(2026, 11, 28), &[], hours(1), sunday_noon()), ["09:00-11:00", "11:00-13:00", "13:00-14:00"]);
    schedule.hours[5] = vec![range("09:00", "11:30")];
    assert_eq!(shown(&schedule, date(2026, 11, 28), &[], hours(1), sunday_noon()), ["09:00-11:00"], "half an hour is no window");
}

#[test]
fn the_last_window_of_a_day_may_end_at_midnight() {
    let schedule = always_open(&[("22:00", "24:00")]);
    let free = free_windows(&schedule.day(MONDAY, sunday_noon()), &[], hours(2), sunday_noon());
    assert_eq!(free, [Window { from: at("2026-11-23T22:00-06:00"), to: at("2026-11-24T00:00-06:00") }]);
}

/// On March 14th 2027 the clock in Chicago goes from 2:00 to 3:00.
#[test]
fn in_spring_the_hour_that_is_skipped_is_nobodys() {
    let schedule = always_open(&[("00:00", "02:00"), ("02:00", "03:00"), ("03:00", "05:00")]);
    let spring = date(2027, 3, 14);
    let now = at("2027-03-13T12:00-06:00");
    assert_eq!(shown(&schedule, spring, &[], hours(1), now), ["00:00-03:00", "03:00-05:00"]);
    let free = free_windows(&schedule.day(spring, now), &[], hours(1), now);
    assert_eq!(free[0].to.duration_since(free[0].from), hours(2), "two hours by any clock");
    let over = always_open(&[("01:00", "02:30"), ("02:30", "04:00")]);
    assert_eq!(shown(&over, spring, &[], hours(1), now), ["01:00-03:00", "03:00-04:00"], "neighbours stay neighbours");
    let skipped = always_open(&[("01:00", "02:30"), ("03:00", "04:00")]);
    assert_eq!(shown(&skipped, spring, &[], hours(1), now), ["01:00-03:00", "03:00-04:00"], "and don't run into each other");
}

/// On November 1st 2026 the clock in Chicago goes from 2:00 back to 1:00.
#[test]
fn in_autumn_the_hour_that_comes_twice_is_counted_once() {
    let schedule = always_open(&[("00:00", "01:30"), ("01:30", "03:00"), ("08:00", "10:00")]);
    let now = at("2026-10-31T12:00-05:00");
    let free = free_windows(&schedule.day(date(2026, 11, 1), now), &[], hours(1), now);
    assert_eq!(free[0], Window { from: at("2026-11-01T00:00-05:00"), to: at("2026-11-01T01:30-05:00") });
    assert_eq!(free[1], Window { from: at("2026-11-01T01:30-05:00"), to: at("2026-11-01T03:00-06:00") });
    assert_eq!(free[2].from, at("2026-11-01T08:00-06:00"));
}

#[test]
fn the_next_opening() {
    let mut schedule = weekdays();
    let opens = |schedule: &Schedule, now: &str| schedule.next_open(at(now));
    assert_eq!(opens(&schedule, "2026-11-23T10:15-06:00"), Some(at("2026-11-23T10:15-06:00")), "now, while it is open");
    assert_eq!(opens(&schedule, "2026-11-23T17:00-06:00"), Some(at("2026-11-24T08:00-06:00")), "closing time is closed");
    assert_eq!(opens(&schedule, "2026-11-20T18:00-06:00"), Some(at("2026-11-23T08:00-06:00")), "over the week-end");
    schedule.hours[0] = vec![range("13:00", "17:00"), range("08:00", "11:00")];
    assert_eq!(opens(&schedule, "2026-11-23T12:00-06:00"), Some(at("2026-11-23T13:00-06:00")), "after lunch");
    schedule.closures = vec![(date(2026, 11, 23), date(2026, 11, 24))];
    assert_eq!(opens(&schedule, "2026-11-23T10:00-06:00"), Some(at("2026-11-25T08:00-06:00")), "after a closure");
    schedule.hours = std::array::from_fn(|_| Vec::new());
    assert_eq!(opens(&schedule, "2026-11-23T10:00-06:00"), None);
}

#[test]
fn days_can_be_booked_as_far_as_the_horizon() {
    let schedule = Schedule { horizon_days: 3, ..weekdays() };
    let days: Vec<Date> = schedule.bookable_days(at("2026-11-24T04:00Z")).collect();
    assert_eq!(days, [23, 24, 25, 26].map(|day| date(2026, 11, day)), "it is still Monday evening on their wall");
}

fn a_range() -> impl Strategy<Value = ClockRange> {
    (0_u16..47, 1_u16..=24).prop_map(|(from, length)| {
        let half_hours = |count: u16| ClockTime::new(count / 2, count % 2 * 30).expect("within the day");
        ClockRange { from: half_hours(from), to: half_hours((from + length).min(48)) }
    })
}

/// Ranges of which none overlaps another, in order, as the settings ask for.
fn ranges(most: usize) -> impl Strategy<Value = Vec<ClockRange>> {
    prop::collection::vec(a_range(), 1..=most).prop_map(|mut ranges| {
        ranges.sort_by_key(|range| range.from);
        let mut apart: Vec<ClockRange> = Vec::new();
        for range in ranges {
            if apart.last().is_none_or(|before| before.to <= range.from) {
                apart.push(range);
            }
        }
        apart
    })
}

#[derive(Clone, Debug)]
struct Case {
    schedule: Schedule,
    day: Date,
    now: Timestamp,
    need: SignedDuration,
    busy: Vec<Interval>,
}

fn cases() -> impl Strategy<Value = Case> {
    let days_with_a_change = prop::sample::select(vec![date(2027, 3, 14), date(2026, 11, 1), date(2027, 4, 4), date(2026, 10, 4)]);
    let any_day = (0_i64..730).prop_map(|ahead| date(2026, 1, 1).checked_add(jiff::Span::new().days(ahead)).expect("a date"));
    let day = prop_oneof![days_with_a_change, any_day];
    let minutes = |most: i64| (0..=most / 15).prop_map(|quarters| SignedDuration::from_mins(quarters * 15));
    let busy = prop::collection::vec((-600_i64..2000, 1_i64..600), 0..6);
    (prop::sample::select(ZONES.to_vec()), ranges(3), ranges(6), day, -2880_i64..1440, minutes(2880), (minutes(480), minutes(720)), busy)
        .prop_map(|(name, open, windows, day, now, notice, (buffer, need), busy)| {
            let zone = zone(name);
            let midnight = day.to_zoned(zone.clone()).expect("a day has a beginning").timestamp();
            let after = |minutes: i64| midnight.saturating_add(SignedDuration::from_mins(minutes)).expect("an instant of our time");
            let busy = busy.into_iter().map(|(from, length)| Interval { from: after(from), to: after(from + length) }).collect();
            let schedule = Schedule { zone, hours: std::array::from_fn(|_| open.clone()), windows, notice, buffer, ..weekdays() };
            Case { schedule, day, now: after(now), need, busy }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_free_window_is_really_free(case in cases()) {
        let Case { schedule, day, now, need, busy } = case;
        let free = free_windows(&schedule.day(day, now), &busy, need, now);
        for window in &free {
            prop_assert!(window.from < window.to);
            prop_assert!(window.from >= now.saturating_add(schedule.notice).expect("an instant"), "too soon: {window:?}");
            prop_assert_eq!(window.from.to_zoned(schedule.zone.clone()).date(), day);
            let job = reserved(*window, need, schedule.buffer);
            prop_assert!(!busy.iter().any(|taken| taken.from < job.to && job.from < taken.to), "double booked: {window:?}");
            let is_within = |open: &ClockRange| {
                let (opens, closes) = (open.from.on(day, &schedule.zone), open.to.on(day, &schedule.zone));
                opens.is_some_and(|opens| opens <= window.from) && closes.is_some_and(|closes| window.to <= closes && window.from + need <= closes)
            };
            prop_assert!(schedule.hours[0].iter().any(is_within), "not within the hours: {window:?}");
        }
        prop_assert!(free.windows(2).all(|pair| pair[0].to <= pair[1].from), "windows overlap each other: {free:?}");
    }

    #[test]
    fn what_is_booked_is_not_offered_again(case in cases()) {
        let Case { schedule, day, now, need, mut busy } = case;
        let seen = schedule.day(day, now);
        while let Some(window) = free_windows(&seen, &busy, need, now).first().copied() {
            busy.push(reserved(window, need, schedule.buffer));
            prop_assert!(!free_windows(&seen, &busy, need, now).contains(&window));
        }
    }

    #[test]
    fn what_takes_longer_never_fits_where_a_shorter_job_does_not(case in cases()) {
        let Case { schedule, day, now, need, busy } = case;
        let seen = schedule.day(day, now);
        let short = free_windows(&seen, &busy, need, now);
        let long = free_windows(&seen, &busy, need + SignedDuration::from_mins(30), now);
        prop_assert!(long.iter().all(|window| short.contains(window)));
    }
}
