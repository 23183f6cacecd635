use super::{Grain, TimeMeaning, recognize};
use crate::domain::language::Language;
use crate::understanding::text::tokenize;
use crate::understanding::{Asked, Context, Vocabulary};
use jiff::Zoned;

/// Wednesday 3 June 2026, a quarter past nine in Kansas City.
const NOW: &str = "2026-06-03T09:15:00-05:00[America/Chicago]";

pub(super) fn heard(text: &str, asked: Option<Asked>, language: Language) -> Option<TimeMeaning> {
    let now: Zoned = NOW.parse().expect("a valid instant");
    let vocabulary = Vocabulary::default();
    recognize(text, &tokenize(text), &Context { now: &now, language, asked, vocabulary: &vocabulary })
}

/// The preferences as one line: `06-08 08:00-12:00 | 06-09`.
pub(super) fn preferred(meaning: &TimeMeaning) -> String {
    lines(&meaning.preferred)
}

pub(super) fn lines(preferences: &[super::Preference]) -> String {
    let days = |days: super::DaySpan| {
        if days.first == days.last {
            days.first.strftime("%m-%d").to_string()
        } else {
            format!("{}..{}", days.first.strftime("%m-%d"), days.last.strftime("%m-%d"))
        }
    };
    let times = |times: super::ClockSpan| {
        if times.from == times.to {
            times.from.strftime("%H:%M").to_string()
        } else {
            format!("{}-{}", times.from.strftime("%H:%M"), times.to.strftime("%H:%M"))
        }
    };
    let all = preferences
        .iter()
        .map(|preference| [preference.days.map(days), preference.times.map(times)].into_iter().flatten().collect::<Vec<_>>().join(" "));
    all.collect::<Vec<_>>().join(" | ")
}

pub(super) fn check(language: Language, asked: Option<Asked>, table: &[(&str, &str)]) {
    for (text, expected) in table {
        let meaning = heard(text, asked, language);
        assert_eq!(meaning.as_ref().map(preferred).as_deref(), Some(*expected), "{text}");
    }
}

#[test]
fn days_in_english() {
    check(
        Language::En,
        None,
        &[
            ("could you come tomorrow", "06-04"),
            ("the day after tomorrow is good", "06-05"),
            ("how about Monday", "06-08"),
            ("Wednesday would be great", "06-10"),
            ("this Wednesday", "06-03"),
            ("next Friday please", "06-12"),
            ("this coming Friday", "06-05"),
            ("Thursday of next week", "06-11"),
            ("a week from Tuesday", "06-16"),
            ("the Monday after next", "06-15"),
            ("sometime next week", "06-08..06-14"),
            ("the week after next", "06-15..06-21"),
            ("early next week", "06-08..06-10"),
            ("end of next week", "06-12..06-14"),
            ("this weekend", "06-06..06-07"),
            ("the week of the 22nd", "06-22..06-28"),
            ("in two weeks", "06-17"),
            ("the 24th", "06-24"),
            ("the second of July", "07-02"),
            ("July 9th works", "07-09"),
            ("Friday the 19th", "06-19"),
            ("the 11th of next month", "07-11"),
            ("on 6/30", "06-30"),
            ("first Monday in August", "08-03"),
            ("the day after Labor Day", "09-08"),
            ("Christmas Eve", "12-24"),
            ("the rest of the week", "06-03..06-07"),
            ("late July", "07-21..07-31"),
        ],
    );
}

#[test]
fn times_in_english() {
    check(
        Language::En,
        None,
        &[
            ("at 3", "15:00"),
            ("around 10:40", "10:40"),
            ("7 pm", "19:00"),
            ("half past three", "15:30"),
            ("a quarter to ten", "09:45"),
            ("twenty after two", "14:20"),
            ("ten oh five", "10:05"),
            ("nine fifteen", "09:15"),
            ("noon", "12:00"),
            ("3ish", "15:00"),
            ("at 0830", "08:30"),
            ("between 10 and noon", "10:00-12:00"),
            ("from 9 to 5", "09:00-17:00"),
            ("1-3 pm", "13:00-15:00"),
            ("after 3", "15:00-23:59"),
            ("before 11", "00:00-11:00"),
            ("later than 1 but before 4", "13:00-16:00"),
            ("sometime after lunch", "13:00-23:59"),
            ("in the morning", "08:00-12:00"),
            ("late afternoon", "15:00-17:00"),
            ("first thing", "08:00-10:00"),
            ("I get off at 4", "16:00-23:59"),
            ("I work until 5", "17:00-23:59"),
        ],
    );
}

#[test]
fn days_with_times() {
    check(
        Language::En,
        None,
        &[
            ("tomorrow after 3", "06-04 15:00-23:59"),
            ("Thursday morning around ten", "06-04 10:00"),
            ("10 tomorrow morning", "06-04 10:00"),
            ("August 4th. Could it be afternoon 2?", "08-04 14:00"),
            ("today at 8", "06-03 20:00"),
            ("tonight", "06-03 18:00-23:59"),
            ("Saturday between 8 and 10", "06-06 08:00-10:00"),
            ("in a couple of hours", "06-03 11:15"),
            ("Monday to Friday after 4", "06-08..06-12 16:00-23:59"),
        ],
    );
}

#[test]
fn alternatives_share_what_was_said_once() {
    check(
        Language::En,
        None,
        &[
            ("next Tuesday or Thursday morning", "06-09 08:00-12:00 | 06-11 08:00-12:00"),
            ("Friday at 10 or 2", "06-05 10:00 | 06-05 14:00"),
            ("9 am or 1 pm on Monday", "06-08 09:00 | 06-08 13:00"),
            ("Monday afternoon or Tuesday", "06-08 12:00-17:00 | 06-09"),
            ("Monday or Tuesday next week", "06-08 | 06-09"),
            ("the 15th or the 16th", "06-15 | 06-16"),
        ],
    );
}

#[test]
fn corrections_replace() {
    check(
        Language::En,
        None,
        &[
            ("Tuesday, no wait, Thursday", "06-04"),
            ("Monday at nine, actually make that eleven", "06-08 11:00"),
            ("Friday, I mean Saturday morning", "06-06 08:00-12:00"),
            ("Thursday instead of Tuesday", "06-04"),
            ("move my Monday appointment to Thursday at 2", "06-04 14:00"),
            ("can we change it from Monday to Tuesday", "06-09"),
        ],
    );
    check(Language::Es, None, &[("el martes, no espere, mejor el jueves", "06-04"), ("cambiar mi cita del lunes al viernes", "06-05")]);
}

#[test]
fn exclusions_stand_apart() {
    for (text, language, wanted, unwanted) in [
        ("not Friday", Language::En, "", "06-05"),
        ("any day but the 9th", Language::En, "", "06-09"),
        ("I can't do Monday but Tuesday works", Language::En, "06-09", "06-08"),
        ("Thursday doesn't work, how about Friday", Language::En, "06-05", "06-04"),
        ("Labor Day week is bad, do the 15th", Language::En, "06-15", "09-07..09-13"),
        ("not this week, next week", Language::En, "06-08..06-14", "06-01..06-07"),
        ("next week except Monday", Language::En, "06-08..06-14", "06-08"),
        ("cualquier día menos el jueves", Language::Es, "", "06-04"),
        ("el viernes no puedo, mejor el lunes", Language::Es, "06-08", "06-05"),
    ] {
        let meaning = heard(text, None, language).expect("a time is said");
        assert_eq!((preferred(&meaning).as_str(), lines(&meaning.excluded).as_str()), (wanted, unwanted), "{text}");
    }
}

#[test]
fn spanish() {
    check(
        Language::Es,
        None,
        &[
            ("mañana por la mañana", "06-04 08:00-12:00"),
            ("pasado mañana a las nueve", "06-05 09:00"),
            ("el próximo viernes puede ser", "06-12"),
            ("el martes de la semana que viene", "06-09"),
            ("a las tres y media", "15:30"),
            ("a las diez menos cuarto", "09:45"),
            ("un cuarto para las ocho", "07:45"),
            ("a la una y media de la tarde", "13:30"),
            ("entre las 10 y las 12", "10:00-12:00"),
            ("mañana después de las 4", "06-04 16:00-23:59"),
            ("esta tarde", "06-03 12:00-19:00"),
            ("el 20 de julio al mediodía", "07-20 12:00"),
            ("el lunes o el martes por la tarde", "06-08 12:00-19:00 | 06-09 12:00-19:00"),
            ("de lunes a viernes", "06-08..06-12"),
            ("el día 24", "06-24"),
            ("dentro de dos semanas", "06-17"),
            ("15/7 a las 3", "07-15 15:00"),
        ],
    );
    check(Language::En, None, &[("mañana in the morning", "06-04 08:00-12:00"), ("el lunes at 10", "06-08 10:00")]);
}

#[test]
fn bounds_name_an_end() {
    for (text, to) in [
        ("by Friday", "2026-06-05T00:00"),
        ("before noon", "2026-06-03T12:00"),
        ("by the end of the month", "2026-07-01T00:00"),
        ("until 4 pm", "2026-06-03T16:00"),
        ("within two weeks", "2026-06-17T00:00"),
    ] {
        let meaning = heard(text, None, Language::En).expect("a time is said");
        assert_eq!(meaning.from, None, "{text}");
        assert_eq!(meaning.to.map(|to| to.strftime("%Y-%m-%dT%H:%M").to_string()).as_deref(), Some(to), "{text}");
    }
}

#[test]
fn soon_and_any_time() {
    for text in ["as soon as possible", "the sooner the better", "can somebody come right now", "lo antes posible", "ahora mismo"] {
        assert!(heard(text, None, Language::En).is_some_and(|meaning| meaning.soonest), "{text}");
    }
    for text in ["whenever works for you", "any time is fine", "I'm flexible", "cuando puedan", "me da igual"] {
        assert!(heard(text, None, Language::En).is_some_and(|meaning| meaning.any_time), "{text}");
    }
}

#[test]
fn bare_answers_need_a_question() {
    for (text, expected) in
        [("7", "07:00"), ("2", "14:00"), ("the 24", "06-24"), ("10 to 12", "10:00-12:00"), ("1030", "10:30"), ("maybe 4", "16:00")]
    {
        assert_eq!(heard(text, Some(Asked::When), Language::En).as_ref().map(preferred).as_deref(), Some(expected), "{text}");
        assert_eq!(heard(text, Some(Asked::Address), Language::En), None, "{text}");
    }
}

#[test]
fn people_are_no_months() {
    for text in ["April", "Julio Domingo", "June Parker"] {
        assert_eq!(heard(text, Some(Asked::Name), Language::En), None, "{text}");
    }
}

#[test]
fn the_first_of_two_windows_is_no_day() {
    assert_eq!(heard("the first", Some(Asked::Choice), Language::En), None);
    assert_eq!(heard("the second please", Some(Asked::Choice), Language::En), None);
    assert_eq!(heard("on the first", Some(Asked::When), Language::En).as_ref().map(preferred).as_deref(), Some("07-01"));
}

#[test]
fn what_happened_is_no_wish() {
    for text in [
        "it started leaking yesterday",
        "it has been dripping since Monday",
        "the furnace quit around midnight",
        "we had a flood last week",
        "two days ago",
        "se rompió anoche",
        "desde ayer no hay agua",
        "hace tres días que gotea",
    ] {
        let meaning = heard(text, None, Language::En).expect("a time is told");
        assert!(meaning.preferred.is_empty() && !meaning.soonest && !meaning.any_time, "{text}: {meaning:?}");
    }
    check(
        Language::En,
        None,
        &[("it broke last night, can you come tomorrow", "06-04"), ("the pipe burst this morning and I need someone today", "06-03")],
    );
}

#[test]
fn nothing_about_time() {
    for text in [
        "",
        "one second",
        "just a minute",
        "may I ask who is calling",
        "I have 2 kids",
        "8412 Johnson Drive",
        "1205 W 18th St apt 3",
        "it's on 5th Avenue",
        "913 555 0187",
        "my number is 816-555-0142",
        "apt 3, second floor",
        "they answer 24/7",
        "I know",
        "the water is out now",
        "whenever it rains the basement floods",
        "I sat in the sun",
        "a 3/4 inch pipe",
        "good morning",
        "every Sunday I empty the pan",
        "tengo tres hijos",
        "ya no tengo agua",
        "vivo en el cuarto piso",
        "3 bedrooms and 2 baths",
        "it costs 250 dollars",
    ] {
        assert_eq!(heard(text, None, Language::En), None, "{text}");
    }
}

#[test]
fn grain_follows_the_words() {
    for (text, grain) in [
        ("tomorrow", Grain::Day),
        ("at 3", Grain::Hour),
        ("at 3:30", Grain::Minute),
        ("next week", Grain::Week),
        ("next month", Grain::Month),
        ("in 20 minutes", Grain::Second),
    ] {
        assert_eq!(heard(text, None, Language::En).and_then(|meaning| meaning.grain), Some(grain), "{text}");
    }
}

#[test]
fn any_text_is_survived() {
    let pieces = [
        "3 ",
        "1/",
        "monday to ",
        "in 99999999 weeks ",
        "the 99th of ",
        "quarter to ",
        "é\u{301}\u{0}🙂",
        "mañana ",
        "999999999999 ",
        "3:",
        "0 ",
    ];
    for piece in pieces {
        let text = piece.repeat(4_000 / piece.len());
        for asked in [None, Some(Asked::When)] {
            heard(&text, asked, Language::En);
            heard(&text, asked, Language::Es);
        }
    }
}
