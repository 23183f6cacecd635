use super::*;
use crate::domain::language::Language;
use crate::understanding::Vocabulary;
use crate::understanding::text::tokenize;

fn heard(text: &str, asked: Option<Asked>, vocabulary: &Vocabulary) -> Urgency {
    let now = "2026-03-02T09:00[America/Chicago]".parse().expect("a valid instant");
    let context = Context { now: &now, language: Language::En, asked, vocabulary };
    recognize(text, &tokenize(text), &context)
}

fn plain(text: &str) -> Urgency {
    heard(text, None, &Vocabulary::default())
}

const EMERGENCIES: &[&str] = &[
    "a pipe burst and water is pouring through the ceiling",
    "there is sewage coming up in my bathtub",
    "the basement is flooding and I can't shut it off",
    "we have no heat, it's ten degrees and I have a newborn",
    "se está inundando la casa",
    "se reventó un tubo y no puedo cerrar la llave",
    "not a single drop of water in the whole house",
];

const DANGERS: &[(&str, Danger)] = &[
    ("I smell gas in the garage", Danger::Gas),
    ("huele a gas en la cocina", Danger::Gas),
    ("the carbon monoxide alarm is going off", Danger::CarbonMonoxide),
    ("my outlet is sparking", Danger::Electric),
    ("water is dripping onto the breaker panel", Danger::Electric),
    ("there's smoke coming out of the furnace", Danger::Fire),
];

const ROUTINE: &[&str] = &[
    "what are your hours",
    "tomorrow at 3",
    "yes",
    "Maria Lopez",
    "I'd like a quote for a new water heater",
    "8412 Johnson Drive",
    "",
    "gracias",
    "my last name is Waters",
    "I live at 220 Flood Street",
    "quiero cambiar la llave del baño, no hay prisa",
];

#[test]
fn emergencies_are_alarmed_with_their_words() {
    for text in EMERGENCIES {
        let urgency = plain(text);
        assert_eq!(urgency.verdict, Verdict::Yes, "{text}: {urgency:?}");
        assert!(!urgency.because.is_empty() && urgency.because.iter().all(|b| text.contains(b.as_str())), "{text}: {urgency:?}");
    }
}

#[test]
fn danger_to_people_is_told_by_its_kind() {
    for (text, danger) in DANGERS {
        let urgency = plain(text);
        assert_eq!((urgency.verdict, urgency.danger), (Verdict::Yes, Some(*danger)), "{text}: {urgency:?}");
    }
}

#[test]
fn routine_passes_and_what_is_unclear_is_asked() {
    for text in ROUTINE {
        assert_eq!(plain(text), Urgency::default(), "{text}");
    }
    for text in ["my water heater is leaking", "there's a leak", "hay una fuga debajo del lavabo"] {
        assert_eq!(plain(text).verdict, Verdict::Ask, "{text}: {:?}", plain(text));
    }
}

fn rank(urgency: &Urgency) -> u8 {
    match urgency.verdict {
        Verdict::No => 0,
        Verdict::Ask => 1,
        Verdict::Yes => 2,
    }
}

#[test]
fn a_denial_never_alarms_and_a_danger_always_does() {
    let all = EMERGENCIES.iter().chain(ROUTINE).copied().chain(DANGERS.iter().map(|(text, _)| *text));
    for text in all.filter(|t| !t.is_empty()) {
        for denial in ["there is no gas smell", "there's no smell of gas", "no hay olor a gas"] {
            let with = plain(&format!("{text} {denial}"));
            assert!(rank(&with) <= rank(&plain(text)), "{text} + {denial}: {with:?}");
        }
        for danger in ["and I smell gas", "and we smell gas", "y huele a gas"] {
            let with = plain(&format!("{text} {danger}"));
            assert!(rank(&with) == 2 && with.danger.is_some(), "{text} + {danger}: {with:?}");
        }
    }
}

#[test]
fn case_marks_and_fillers_change_nothing() {
    for text in EMERGENCIES.iter().chain(ROUTINE) {
        let calm = plain(text);
        let bare: String = text.chars().filter(|c| !matches!(c, ',' | '.' | '?' | '!')).collect();
        for other in [text.to_uppercase(), bare, format!("um, hi, {text}"), format!("{text}!!!")] {
            assert_eq!(plain(&other).verdict, calm.verdict, "{other}");
        }
    }
}

#[test]
fn after_the_question_only_a_clear_answer_waits() {
    let asked = |text: &str| heard(text, Some(Asked::Urgency), &Vocabulary::default()).verdict;
    for text in [
        "yes",
        "it's getting worse",
        "it's everywhere",
        "I don't know",
        "sí",
        "está empeorando",
        "no it can't wait",
        "no sé",
        "hmm",
        "not sure",
    ] {
        assert_eq!(asked(text), Verdict::Yes, "{text}");
    }
    for text in [
        "no",
        "it can wait",
        "no, it's not an emergency",
        "no rush",
        "it's not getting worse",
        "no, puede esperar",
        "yes it can wait",
        "it stopped",
        "what?",
    ] {
        assert_eq!(asked(text), Verdict::No, "{text}");
    }
    assert_eq!(asked("no but I smell gas"), Verdict::Yes);
}

#[test]
fn the_business_has_words_of_its_own() {
    let vocabulary = Vocabulary {
        business_name: "Burst of Flavor Bakery".to_owned(),
        emergency_keywords: vec!["no water".to_owned(), "flooding".to_owned(), "grease trap".to_owned()],
        emergency_exceptions: vec!["sump alarm".to_owned(), "gas".to_owned()],
        ..Vocabulary::default()
    };
    let verdict = |text: &str| heard(text, None, &vocabulary).verdict;
    assert_eq!(verdict("is this Burst of Flavor Bakery"), Verdict::No);
    assert_eq!(verdict("there is no water damage"), Verdict::No);
    assert_eq!(verdict("there is no flooding"), Verdict::No);
    assert_eq!(verdict("there is no water"), Verdict::Yes);
    assert_ne!(verdict("the grease trap"), Verdict::No);
    assert_eq!(verdict("the sump alarm is beeping and the basement is flooding"), Verdict::No);
    assert_eq!(verdict("I smell gas"), Verdict::Yes);
}

#[test]
fn any_text_is_read_without_panic() {
    for text in ["\u{0}", "😀😀", "ñ", &"9".repeat(4000), &"water gas smoke no ".repeat(200), &"no ".repeat(1300), "’", "…?!"] {
        let _ = plain(text);
    }
}
