use super::*;
use crate::domain::language::Language;
use crate::understanding::Vocabulary;
use crate::understanding::text::tokenize;

fn heard(text: &str, asked: Option<Asked>) -> Option<HeardName> {
    let now: jiff::Zoned = "2026-03-02T09:00[America/Chicago]".parse().expect("a valid instant");
    let vocabulary = Vocabulary::default();
    recognize(text, &tokenize(text), &Context { now: &now, language: Language::En, asked, vocabulary: &vocabulary })
        .map(|heard| heard.value)
}

/// "Given/Family" for a sure name.
fn sure(text: &str, asked: Option<Asked>) -> Option<String> {
    let name = heard(text, asked).filter(|heard| heard.sure)?.name;
    Some(format!("{}/{}", name.given.unwrap_or_default(), name.family.unwrap_or_default()))
}

fn check(asked: Option<Asked>, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(sure(text, asked).as_deref(), Some(*expected), "{text}");
    }
}

#[test]
fn names_in_sentences() {
    check(
        None,
        &[
            ("my name is Teresa Molina", "Teresa/Molina"),
            ("hi this is Hank from two doors down", "Hank/"),
            ("it should be under Odette Marchand", "Odette/Marchand"),
            ("Teresa Molina, 6120 Lamar Avenue", "Teresa/Molina"),
            ("Good morning, Hank Ostrowski here, the furnace quit", "Hank/Ostrowski"),
            ("this is mr. whitfield", "/Whitfield"),
            ("MY NAME IS HANK DOYLE AND I HAVE NO HEAT", "Hank/Doyle"),
            ("my name's will, I have a leak", "Will/"),
            ("my name is kevin o'hara and the toilet runs", "Kevin/O'Hara"),
            ("i'm ruth mcdonald", "Ruth/McDonald"),
            ("This is Anne-Marie Smith-Jones calling about my heater", "Anne-Marie/Smith-Jones"),
            ("first name Zofia, last name Wrobel", "Zofia/Wrobel"),
            ("I need the appointment moved, it's for Nadia Haddad", "Nadia/Haddad"),
            ("my name is not Bret, it's Brett", "Brett/"),
            ("Mary Ann Fowler speaking", "Mary Ann/Fowler"),
        ],
    );
}

#[test]
fn names_in_spanish() {
    check(
        None,
        &[
            ("me llamo Rosario Ibarra Peña y tengo una fuga", "Rosario/Ibarra Peña"),
            ("soy Tomás de la Fuente", "Tomás/de la Fuente"),
            ("buenas, le habla la señora Quiroz", "/Quiroz"),
            ("la cita está a nombre de Juan Carlos Vega", "Juan Carlos/Vega"),
            ("mi nombre es maria jose luna", "Maria Jose/Luna"),
            ("mi apellido es Zepeda", "/Zepeda"),
        ],
    );
}

#[test]
fn bare_answers_count_when_a_name_was_asked_for() {
    check(
        Some(Asked::Name),
        &[
            ("Teresa", "Teresa/"),
            ("uh it's Teresa Molina", "Teresa/Molina"),
            ("teresa molina", "Teresa/Molina"),
            ("Zofia Wrobel", "Zofia/Wrobel"),
            ("yeah, Hank. Hank Doyle", "Hank/Doyle"),
            ("Mrs. Whitfield", "/Whitfield"),
            ("Molina", "/Molina"),
            ("de la Fuente", "/de la Fuente"),
            ("Hank, and I'm at 12 Elm Street", "Hank/"),
        ],
    );
    assert_eq!(sure("Mark my words", None), None);
}

#[test]
fn strangers_are_names_where_a_name_is_announced() {
    check(
        None,
        &[
            ("please cancel our table for 4 under zorina quellbach", "Zorina/Quellbach"),
            ("hi this is tavrin, the boiler is off again", "Tavrin/"),
            ("the name on the reservation is Odalis Brandvold", "Odalis/Brandvold"),
            ("it's under my husband's name, Lorne Fitzhugh", "Lorne/Fitzhugh"),
            ("could you bill it to Marjorie Oakes", "Marjorie/Oakes"),
            ("table for three at 8, Imelda Foss", "Imelda/Foss"),
            ("mr whitlow here, is anybody coming", "/Whitlow"),
            ("need to move the galarza appointment", "/Galarza"),
            ("water heater is out, 12 birch ln - trudy", "Trudy/"),
            ("le llama Noelia Barrientos", "Noelia/Barrientos"),
            ("la cita es para Ubaldo Cazares", "Ubaldo/Cazares"),
        ],
    );
}

#[test]
fn answers_with_pauses_and_second_thoughts() {
    check(
        Some(Asked::Name),
        &[
            ("Galvan, Irma", "Irma/Galvan"),
            ("Irma, uh, Galvan", "Irma/Galvan"),
            ("Irma Gomez, no sorry, I mean Irma Galvan", "Irma/Galvan"),
            ("Irma Gomez, no, Galvan, G A L V A N", "Irma/Galvan"),
            ("apellido Galvan y nombre Irma", "Irma/Galvan"),
            ("well it's Irma Galvan but call me Irma", "Irma/Galvan"),
            ("sure, you may put down irma galvan", "Irma/Galvan"),
            ("Dr. Galvan", "/Galvan"),
            ("the last name is spelled g, a, l, v, a, n", "/Galvan"),
            ("g as in girl, a, l, v, a, n", "/Galvan"),
        ],
    );
}

#[test]
fn spelled_names() {
    check(
        Some(Asked::Name),
        &[
            ("H as in hotel, a, n, k", "Hank/"),
            ("m o l i n a", "/Molina"),
            ("Molina, M-O-L-I-N-A", "/Molina"),
            ("Hank Smith, that's S M Y T H", "Hank/Smyth"),
            ("it's teresa, t-e-r-e-s-a, molina, m-o-l-i-n-a", "Teresa/Molina"),
            ("b e double n e double t", "/Bennett"),
            ("m de mamá, o, l, i, n, a", "/Molina"),
            ("Catherine with a K", "Katherine/"),
            ("Bret with two t's", "Brett/"),
            ("h a n k d o y l e", "Hank/Doyle"),
        ],
    );
    assert!(heard("Doyle, D-O-Y-L-E", Some(Asked::Name)).is_some_and(|name| name.spelled));
}

#[test]
fn what_was_misheard_is_asked_again() {
    for text in ["x q r t l m", "Teresa cocktails", "delta kilo", "e h a n s t o m"] {
        assert_eq!(sure(text, Some(Asked::Name)), None, "{text}");
    }
}

#[test]
fn what_is_no_name() {
    let texts = [
        "",
        "yes",
        "sorry what",
        "this is an emergency",
        "I'm calling about a leak",
        "I'm flooded",
        "i'm stuck outside",
        "my sink is leaking",
        "soy el dueño",
        "soy la inquilina de arriba",
        "habla español",
        "who is this",
        "is this Bob's Plumbing",
        "can I speak to Teresa",
        "my wife's name is Carol",
        "Overland Park",
        "San Antonio",
        "tomorrow",
        "it's May",
        "I need it for Friday",
        "it's been two days",
        "why do you need my name",
        "I already told you",
        "this is Prairie Heating and Cooling",
        "this is gross",
        "im outta here",
        "it's a bradford white",
        "it's under warranty",
        "soy alérgico",
        "apúrense por favor",
        "is there anything before Labor Day",
    ];
    for text in texts {
        assert_eq!(heard(text, None), None, "{text}");
        assert_eq!(sure(text, Some(Asked::Name)).filter(|_| text != "it's May"), None, "{text}");
    }
}
