use super::*;
use crate::domain::language::Language;
use crate::understanding::Vocabulary;
use crate::understanding::text::tokenize;

fn heard(text: &str, asked: Option<Asked>, vocabulary: &Vocabulary) -> Urgency {
    let now = "2026-03-02T09:00[America/Chicago]".parse().expect("a valid instant");
    let context = Context { now: &now, language: Language::En, asked, vocabulary };
    recognize(text, &tokenize(text), &context, false)
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
    for text in [
        "my water heater is leaking",
        "there's a leak",
        "hay una fuga debajo del lavabo",
        "tengo una fuga en el baño",
        "se me tapó el inodoro",
    ] {
        assert_eq!(plain(text).verdict, Verdict::Ask, "{text}: {:?}", plain(text));
    }
}

const EVERYDAY: &[&str] = &[
    "my toilet keeps running",
    "my toilet won't stop running",
    "the tank refills all day and wastes water",
    "the bathroom faucet won't stop dripping",
    "leaky tap in the laundry room",
    "my shower drains very slowly",
    "kitchen sink is clogged",
    "the upstairs toilet is clogged, we have another one",
    "my garbage disposal just hums",
    "the disposal won't turn on",
    "low water pressure in the whole house",
    "the pipes bang when I shut a faucet",
    "my water heater makes a popping noise",
    "the water heater isn't hot enough",
    "my thermostat won't turn on",
    "the furnace turns on and off a lot",
    "I need an AC tune up",
    "the air from the vents isn't very cold",
    "I have a dead outlet in the bedroom",
    "the light switch is broken",
    "the porch light won't turn on",
    "the breaker trips once in a while",
    "ceiling fan install",
    "can you hang a ceiling fan",
    "my smoke detector is chirping, low battery",
    "there is a smell from my kitchen drain",
    "run a gas line to a new grill",
    "sewer camera inspection",
    "can you replace my water heater",
    "uh my toylet keeps runing",
    "el inodoro se queda corriendo",
    "la llave de la cocina gotea",
    "el fregadero se va despacio",
    "huele feo el drenaje",
    "el calentador no calienta bien",
    "el agua no sale muy caliente",
    "poca presión de agua",
    "el detector de humo está pitando por la pila",
    "un enchufe de la recámara no sirve",
    "instalar un ventilador de techo",
];

#[test]
fn no_fault_of_every_day_wakes_anybody() {
    for text in EVERYDAY {
        for said in [(*text).to_owned(), text.to_uppercase(), format!("hi, {text}"), text.replace([',', '\''], "")] {
            let urgency = plain(&said);
            assert!(urgency.verdict != Verdict::Yes && urgency.danger.is_none(), "{said}: {urgency:?}");
        }
    }
}

#[test]
fn no_plain_emergency_passes() {
    for text in [
        "my house is flooding",
        "the toilet is running over onto the floor",
        "the toilet keeps overflowing",
        "sewage is coming up in the shower",
        "I can't shut the water off",
        "we have no water at all",
        "no heat and it's freezing outside with a baby",
        "water is running down the wall",
        "my basment is floding",
        "no puedo cerrar el agua",
        "se rompió un tubo",
        "se está regresando el drenaje",
        "no hay calefacción y tengo un bebé",
    ] {
        assert_ne!(plain(text).verdict, Verdict::No, "{text}");
    }
    for text in [
        "the smoke alarm is going off",
        "my outlet is popping and hot",
        "my breaker panel is buzzing and warm",
        "got a jolt from the kitchen faucet",
        "there's water near the electrical panel",
        "no, I smell gas",
        "suena la alarma de humo",
        "se cayó un cable de luz en el patio",
        "me dio un toque el contacto",
    ] {
        let urgency = plain(text);
        assert!(urgency.verdict == Verdict::Yes && urgency.danger.is_some(), "{text}: {urgency:?}");
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
        "worse",
        "kind of both",
        "no it's getting worse",
        "not just dripping, it's pouring",
        "no creo que pueda esperar",
        "no, the ceiling just fell down",
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
        "I guess it can wait until tomorrow",
        "tomorrow is fine",
        "no hurry",
        "it's just dripping",
        "puede esperar",
        "nada más gotea",
        "it's been like this for weeks",
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

/// Sentences that nothing was learnt from: label, tab, sentence. `E` and `L` are emergencies, `L` with danger to people, `R` is routine.
const HELD_OUT: &str = include_str!("../../../tools/urgency/held_out.tsv");

fn per_mille(labels: &str, verdict: Verdict) -> usize {
    let rows: Vec<Verdict> = HELD_OUT
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter(|(label, _)| labels.contains(label))
        .map(|(_, text)| plain(text).verdict)
        .collect();
    assert!(rows.len() > 200, "{labels}: {} sentences", rows.len());
    rows.iter().filter(|told| **told == verdict).count() * 1000 / rows.len()
}

#[test]
fn what_was_never_learnt_is_judged_well() {
    assert!(per_mille("EL", Verdict::No) <= 8, "missed: {} ‰", per_mille("EL", Verdict::No));
    assert!(per_mille("EL", Verdict::Yes) >= 900, "alarmed: {} ‰", per_mille("EL", Verdict::Yes));
    assert!(per_mille("L", Verdict::Yes) >= 880, "alarmed, with danger to people: {} ‰", per_mille("L", Verdict::Yes));
    assert!(per_mille("R", Verdict::Yes) <= 45, "routine alarmed: {} ‰", per_mille("R", Verdict::Yes));
    assert!(per_mille("R", Verdict::Ask) <= 290, "routine asked back: {} ‰", per_mille("R", Verdict::Ask));
}
