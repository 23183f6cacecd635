//! Many ways to say when, and many sentences that say nothing about it.

use super::tests::{check, heard, lines, preferred};
use crate::domain::language::Language;
use crate::understanding::Asked;

/// What is preferred, then what is not, then the two flags.
fn told(text: &str, asked: Option<Asked>, language: Language) -> String {
    let meaning = heard(text, asked, language).unwrap_or_else(|| panic!("a time is said: {text}"));
    let soonest = if meaning.soonest { " soonest" } else { "" };
    let any = if meaning.any_time { " any" } else { "" };
    format!("{} / {}{soonest}{any}", preferred(&meaning), lines(&meaning.excluded))
}

#[test]
fn every_kind_of_wish_that_was_promised() {
    for (text, expected) in [
        ("after 3", "15:00-23:59 / "),
        ("before noon", "00:00-12:00 / "),
        ("by Friday", "06-03..06-05 / "),
        ("until 4", "00:00-16:00 / "),
        ("Tuesday or Wednesday", "06-09 | 06-10 / "),
        ("not Friday", " / 06-05"),
        ("any day but the 4th", " / 06-04 any"),
        ("in a couple of hours", "06-03 11:15 / "),
        ("the week after next", "06-15..06-21 / "),
        ("end of next week", "06-12..06-14 / "),
        ("half past three", "15:30 / "),
        ("quarter to ten", "09:45 / "),
        ("3ish", "15:00 / "),
        ("the 24th", "06-24 / "),
        ("On March 4th. Can be for afternoon 3?", "03-04 15:00 / "),
        ("Tuesday, no wait, Wednesday", "06-10 / "),
        ("as soon as possible", " /  soonest"),
        ("whenever", " /  any"),
    ] {
        assert_eq!(told(text, None, Language::En), expected, "{text}");
    }
    for (text, expected) in [("7", "07:00 / "), ("the 24", "06-24 / ")] {
        assert_eq!(told(text, Some(Asked::When), Language::En), expected, "{text}");
        assert_eq!(heard(text, None, Language::En), None, "{text}");
    }
}

#[test]
fn the_british_way() {
    check(
        Language::En,
        None,
        &[
            ("Friday week", "06-12"),
            ("tomorrow week", "06-11"),
            ("a week on Monday", "06-15"),
            ("a fortnight today", "06-17"),
            ("Saturday fortnight", "06-20"),
            ("half four would be lovely", "16:30"),
            ("tomorrow at half ten", "06-04 10:30"),
            ("half eight tomorrow evening", "06-04 20:30"),
            ("at 10 to 3 in the afternoon", "14:50"),
            ("10.15 on Friday", "06-05 10:15"),
            ("14 30 tomorrow", "06-04 14:30"),
            ("on the 9 July", "07-09"),
        ],
    );
}

#[test]
fn lengths_that_are_put_together() {
    check(
        Language::En,
        None,
        &[
            ("in 2 hours and 20 minutes", "06-03 11:35"),
            ("in an hour and a half", "06-03 10:45"),
            ("in a quarter hour", "06-03 09:30"),
            ("in 3h", "06-03 12:15"),
            ("in a week and two days", "06-12"),
            ("within two hours", "06-03 09:15-11:15"),
            ("in the next three hours", "06-03 09:15-12:15"),
            ("two weeks after June 20th", "07-04"),
            ("the day before Friday", "06-04"),
            ("the week before Christmas", "12-14..12-20"),
        ],
    );
    check(
        Language::Es,
        None,
        &[
            ("en hora y media", "06-03 10:45"),
            ("en unas horas", "06-03 12:15"),
            ("en unos 20 minutos", "06-03 09:35"),
            ("a dos semanas de hoy", "06-17"),
            ("tres días después del 12 de julio", "07-15"),
            ("dos días después de mañana", "06-06"),
        ],
    );
}

#[test]
fn edges_and_runs_of_days() {
    check(
        Language::En,
        None,
        &[
            ("by end of week", "06-03..06-07"),
            ("early in the week", "06-01..06-03"),
            ("later this week", "06-04..06-07"),
            ("the first half of July", "07-01..07-15"),
            ("first weekend of August", "08-01..08-02"),
            ("July to September", "07-01..09-30"),
            ("between July 6th and 9th", "07-06..07-09"),
            ("next month on the 14th", "07-14"),
            ("third of next month", "07-03"),
            ("not before Friday", "06-05..06-03"),
            ("3 or later", "15:00-23:59"),
            ("mon/thurs", "06-08 | 06-04"),
            ("Thanksgiving weekend", "11-26..11-29"),
            ("out from tomorrow until Saturday", "06-04..06-06"),
            ("the 17th or 18th of July", "07-17 | 07-18"),
            ("from 6 to 9 of next month", "07-06..07-09"),
            ("in 3 business days", "06-08"),
            ("the next week or two", "06-08..06-14"),
            ("Wednesday - 4 pm", "06-10 16:00"),
        ],
    );
    check(
        Language::Es,
        None,
        &[
            ("a finales de semana", "06-05..06-07"),
            ("al final del mes", "06-21..06-30"),
            ("el resto del mes", "06-03..06-30"),
            ("del 15 al 18", "06-15..06-18"),
            ("antes del 15", "06-03..06-14"),
            ("el jueves 18 a las 4", "06-18 16:00"),
            ("entre 3 y 5", "15:00-17:00"),
            ("a las 15 hs", "15:00"),
            ("el lunes a partir de las 2", "06-08 14:00-23:59"),
            ("a las 10 de la mañana de mañana", "06-04 10:00"),
            ("mar.", "06-09"),
            ("mñn en la tarde", "06-04 12:00-19:00"),
            ("la semana que empieza el 6 de julio", "07-06..07-12"),
            ("16hs", "16:00"),
            ("en tres días hábiles", "06-08"),
        ],
    );
}

#[test]
fn days_kept_for_something_else_are_refused() {
    for (text, expected) in [
        ("I teach on Mondays so not Monday, Thursday would be good", "06-04 / 06-08 | 06-08"),
        ("Tuesdays I take my mother to church", " / 06-09"),
        ("Friday, or rather not Friday, Monday", "06-08 / 06-05"),
    ] {
        assert_eq!(told(text, None, Language::En), expected, "{text}");
    }
    check(Language::En, None, &[("I have Tuesdays off", "06-09"), ("Mondays I can do", "06-08")]);
}

#[test]
fn a_move_names_where_it_goes() {
    check(Language::En, None, &[("move it to 4", "16:00"), ("change my visit from 9 to 11 tomorrow", "06-04 11:00")]);
}

/// Floors, sizes, addresses, amounts and names, as callers mention them.
const ENGLISH_WITHOUT: &[&str] = &[
    "I need two",
    "second floor",
    "4th street",
    "my name is August Miller",
    "half bath",
    "a quarter inch pipe",
    "a three quarter inch pipe",
    "three toilets",
    "two and a half baths",
    "a 40 gallon tank",
    "the tank is 12 years old",
    "unit 5",
    "apartment 3b",
    "suite 200",
    "eight one six five five five oh one four two",
    "twelve thirty oak street",
    "10 main street",
    "about 120 bucks",
    "1/2 inch line",
    "10 x 12",
    "it's 70 degrees",
    "it is 85 in here",
    "set at 68",
    "there are two of us",
    "give me a second",
    "hold on a sec",
    "the second toilet",
    "the first one",
    "a couple of drains",
    "it may need replacing",
    "the sun room is flooded",
    "the night light is out",
    "good evening",
    "have a nice weekend",
    "how long will it take",
    "what are your hours",
    "what time do you close",
    "every time I flush",
    "this time it is worse",
    "once in a while",
    "two times",
    "four people live here",
    "a 2 inch valve",
    "3 ton ac",
    "50 amp breaker",
    "120 volts",
    "a three prong outlet",
    "zip 66212",
    "highway 69",
    "exit 7",
    "house number 1210",
    "930 elm street",
    "1401 H Street",
    "gate code 1234",
    "press 1",
    "a ten minute drive",
    "five star reviews",
    "4 out of 5",
    "ten percent off",
    "around the corner",
    "about 5 gallons",
    "at 12 oak lane",
    "by the sink",
    "next door",
    "the last owner",
    "a second opinion",
    "the garage door spring",
    "noon street",
    "12 evening star lane",
    "christmas lights",
    "I sat there",
    "a p trap",
    "dial 9-1-1",
    "a 4 by 4 post",
    "one on one",
    "my house was built in 1950",
    "this is the one",
    "this past one",
    "three twenty",
    "a weekend away",
    "get it up to forty",
    "it drops to sixty two in here",
    "neither of the two",
    "7 eleven",
];

#[test]
fn english_without_a_time() {
    for text in ENGLISH_WITHOUT {
        assert_eq!(heard(text, None, Language::En), None, "{text}");
    }
}

#[test]
fn spanish_without_a_time() {
    for text in [
        "necesito dos",
        "el segundo piso",
        "segundo baño",
        "tres inodoros",
        "medio baño",
        "media pulgada",
        "un tubo de tres cuartos",
        "el cuarto está inundado",
        "cuarto de baño",
        "buenas tardes",
        "buenos días",
        "que tenga buen día",
        "la calle 15",
        "calle 5 de mayo",
        "avenida 9 de julio",
        "apartamento 3",
        "ocho uno seis cinco cinco cinco cero uno cuatro dos",
        "son 50 dólares",
        "un momento",
        "a veces",
        "la última vez",
        "todo el tiempo",
        "a qué hora abren",
        "me llamo Abril López",
        "soy Julio Martínez",
        "mi nombre es Domingo Pérez",
        "la mayoría",
        "la segunda puerta",
        "tengo 2 hijos",
        "de 40 galones",
        "a la derecha",
        "las tres llaves",
        "las dos llaves gotean",
        "ninguna de las dos",
        "cualquiera de las dos",
        "entre la cocina y el baño",
        "a dos cuadras",
        "en tres baños",
        "para dos personas",
        "hace ruido en las mañanas",
        "24 horas",
    ] {
        assert_eq!(heard(text, None, Language::Es), None, "{text}");
    }
}
