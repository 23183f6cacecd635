//! What must not change a meaning, and what always must: every sentence is said again in other ways.

mod sentences;

use crate::domain::language::Language;
use crate::understanding::text::{Span, fold};
use crate::understanding::{Asked, Context, Meaning, Urgency, Verdict, Vocabulary, understand};
use proptest::prelude::*;
use sentences::{ENGLISH, SPANISH};

const QUESTIONS: &[Option<Asked>] = &[
    None,
    Some(Asked::Problem),
    Some(Asked::Urgency),
    Some(Asked::Name),
    Some(Asked::Address),
    Some(Asked::Phone),
    Some(Asked::When),
    Some(Asked::Choice),
    Some(Asked::YesNo),
];

/// Said on a Monday morning in Kansas City.
fn said(text: &str, language: Language, asked: Option<Asked>) -> Meaning {
    let now = "2026-11-23T09:00[America/Chicago]".parse().expect("a valid instant");
    understand(text, &Context { now: &now, language, asked, vocabulary: &Vocabulary::default() })
}

fn sentences() -> impl Iterator<Item = (Language, &'static str)> {
    let english = ENGLISH.iter().map(|text| (Language::En, *text));
    english.chain(SPANISH.iter().map(|text| (Language::Es, *text)))
}

fn rank(urgency: &Urgency) -> u8 {
    match urgency.verdict {
        Verdict::No => 0,
        Verdict::Ask => 1,
        Verdict::Yes => 2,
    }
}

/// What must stay the same, a fact a line.
fn facts(meaning: &Meaning) -> Vec<String> {
    let part = |what: &str, part: &Option<String>| part.as_ref().map(|part| format!("{what}: {}", fold(part)));
    let mut facts = vec![format!("emergency: {:?} {:?}", meaning.urgency.verdict, meaning.urgency.danger)];
    facts.extend(meaning.time.as_ref().map(|time| {
        format!(
            "time: {:?} but not {:?}, soonest {}, any {}, {:?} to {:?} by {:?}",
            time.preferred, time.excluded, time.soonest, time.any_time, time.from, time.to, time.grain
        )
    }));
    facts.extend(meaning.phone.as_ref().map(|phone| format!("phone: {}", phone.value.as_str())));
    if let Some(address) = meaning.address.as_ref().map(|heard| &heard.value) {
        let parts = [("street", &address.street_line), ("unit", &address.unit), ("city", &address.city), ("state", &address.state)];
        facts.extend(parts.into_iter().filter_map(|(what, said)| part(what, said)));
        facts.extend(part("zip", &address.zip));
    }
    if let Some(name) = meaning.name.as_ref().filter(|heard| heard.value.sure).map(|heard| &heard.value.name) {
        facts.extend(part("given", &name.given));
        facts.extend(part("family", &name.family));
    }
    facts
}

/// Says every sentence as it is and in another way, and compares what was understood.
fn changes_nothing(otherwise: impl Fn(Language, &str) -> String) {
    let mut changed = Vec::new();
    for (language, text) in sentences() {
        let other = otherwise(language, text);
        let (plain, new) = (facts(&said(text, language, None)), facts(&said(&other, language, None)));
        if plain != new {
            changed.push(format!("{text:?} {plain:#?}\n{other:?} {new:#?}"));
        }
    }
    assert!(changed.is_empty(), "{}", changed.join("\n\n"));
}

#[test]
fn the_sentences_tell_of_everything() {
    let told: Vec<String> = sentences().flat_map(|(language, text)| facts(&said(text, language, None))).collect();
    for (fact, least) in
        [("emergency: Yes", 15), ("emergency: No", 40), ("time", 20), ("phone", 6), ("street", 8), ("zip", 4), ("given", 8)]
    {
        let count = told.iter().filter(|told| told.starts_with(fact)).count();
        assert!(count >= least, "{fact}: {count}");
    }
}

fn without_marks(text: &str) -> String {
    let words = text.split_whitespace().map(|word| word.trim_matches([',', '.', '?', '!', '¿', '¡']));
    words.collect::<Vec<_>>().join(" ")
}

/// More said after a sentence, without marks and with them, and before it.
fn with(text: &str, more: &str) -> [String; 3] {
    [format!("{text} {more}"), format!("{text}, {more}."), format!("{more}, {text}")]
}

#[test]
fn gas_that_nobody_smells_never_raises_the_alarm() {
    let mut raised = Vec::new();
    for (language, text) in sentences() {
        let plain = said(text, language, None).urgency;
        let denials = ["there is no gas smell", "I don't smell any gas", "no hay olor a gas", "no huele a gas"];
        for other in denials.iter().flat_map(|denial| with(text, denial)) {
            let urgency = said(&other, language, None).urgency;
            if rank(&urgency) > rank(&plain) {
                raised.push(format!("{other:?}: {urgency:?}, where {text:?} is {plain:?}"));
            }
        }
    }
    assert!(raised.is_empty(), "{}", raised.join("\n"));
}

#[test]
fn gas_that_somebody_smells_always_alarms() {
    let mut missed = Vec::new();
    for (language, text) in sentences() {
        for other in ["and I smell gas", "y huele a gas"].iter().flat_map(|danger| with(text, danger)) {
            let urgency = said(&other, language, None).urgency;
            let is_shown = urgency.because.iter().all(|reason| other.contains(reason.as_str()));
            if rank(&urgency) < 2 || urgency.danger.is_none() || !is_shown {
                missed.push(format!("{other:?}: {urgency:?}"));
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn gas_alarms_whatever_was_asked() {
    let mut missed = Vec::new();
    for (index, (language, text)) in sentences().enumerate() {
        let asked = QUESTIONS[index % QUESTIONS.len()];
        for danger in ["and I smell gas", "y huele a gas"] {
            let urgency = said(&format!("{text} {danger}"), language, asked).urgency;
            if rank(&urgency) < 2 || urgency.danger.is_none() {
                missed.push(format!("{text} {danger}, asked {asked:?}: {urgency:?}"));
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn shouting_changes_nothing() {
    changes_nothing(|_, text| text.to_uppercase());
}

#[test]
fn writing_all_small_changes_nothing() {
    changes_nothing(|_, text| text.to_lowercase());
}

#[test]
fn words_without_marks_say_the_same() {
    changes_nothing(|_, text| without_marks(text));
}

#[test]
fn accents_that_nobody_types_change_nothing() {
    changes_nothing(|_, text| fold(text));
}

#[test]
fn doubled_spaces_and_marks_at_the_end_change_nothing() {
    for end in ["", ".", "!!!", "...", " ?", "…", "\n"] {
        changes_nothing(|_, text| format!("  {}{end}", text.replace(' ', "  ")));
    }
    changes_nothing(|_, text| text.replace(' ', "\t"));
}

#[test]
fn a_noise_before_changes_nothing() {
    for (english, spanish) in [("um,", "este,"), ("uh", "eh"), ("well,", "pues"), ("so um", "bueno, pues")] {
        changes_nothing(|language, text| format!("{} {text}", if language == Language::En { english } else { spanish }));
    }
}

#[test]
fn a_noise_between_clauses_changes_nothing() {
    for (english, spanish) in [(", um,", ", este,"), (", uh,", ", pues,")] {
        changes_nothing(|language, text| text.replace(", ", &format!("{} ", if language == Language::En { english } else { spanish })));
    }
}

#[test]
fn a_sentence_means_the_same_every_time() {
    for (index, (language, text)) in sentences().enumerate() {
        for asked in [QUESTIONS[index % QUESTIONS.len()], None] {
            assert_eq!(said(text, language, asked), said(text, language, asked), "{text}");
        }
    }
}

/// Everything that is shown as a part of the text is one.
fn assert_sound(text: &str, meaning: &Meaning) -> Result<(), TestCaseError> {
    let places = [
        meaning.time.as_ref().map(|heard| heard.span),
        meaning.name.as_ref().map(|heard| heard.span),
        meaning.phone.as_ref().map(|heard| heard.span),
        meaning.address.as_ref().map(|heard| heard.span),
        meaning.problem.as_ref().map(|heard| heard.span),
    ];
    for Span { start, end } in places.into_iter().flatten() {
        let words = text.get(start..end).unwrap_or_default();
        prop_assert!(!words.is_empty() && words == words.trim(), "{start}..{end} of {text:?}");
    }
    let shown: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    for reason in &meaning.urgency.because {
        prop_assert!(!reason.is_empty() && shown.contains(reason.as_str()), "{reason:?} in {text:?}");
    }
    prop_assert!(meaning.acts.is_sorted_by(|one, next| one < next), "{:?} of {text:?}", meaning.acts);
    if let Some(phone) = &meaning.phone {
        let digits = phone.value.as_str().strip_prefix('+').unwrap_or_default();
        prop_assert!((8..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()), "+{digits} in {text:?}");
    }
    if let Some(zip) = meaning.address.as_ref().and_then(|heard| heard.value.zip.as_deref()) {
        let shape: String = zip.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect();
        prop_assert!(matches!(shape.as_str(), "99999" | "99999-9999"), "{zip} in {text:?}");
    }
    Ok(())
}

#[test]
fn what_is_understood_of_a_sentence_stands_in_it() -> Result<(), TestCaseError> {
    for (index, (language, text)) in sentences().enumerate() {
        assert_sound(text, &said(text, language, QUESTIONS[index % QUESTIONS.len()]))?;
        assert_sound(text, &said(text, language, None))?;
    }
    Ok(())
}

fn anything() -> impl Strategy<Value = String> {
    let characters = proptest::collection::vec(any::<char>(), 0..1_000);
    characters.prop_map(|characters| characters.into_iter().collect())
}

const BETWEEN: &[&str] = &["", " ", " ", " ", "  ", ", ", ". ", "-", "\u{0}", "\u{301}", "’", "½", "🚿", "9", "#"];

/// Words and clauses of the sentences in any order, with marks, digits and characters that nobody sees.
fn jumble() -> impl Strategy<Value = String> {
    let words = sentences().flat_map(|(_, text)| text.split(' ').chain(text.split(", ")));
    let parts = (proptest::sample::select(words.collect::<Vec<_>>()), proptest::sample::select(BETWEEN));
    proptest::collection::vec(parts, 0..60).prop_map(|parts| parts.into_iter().flat_map(|(word, gap)| [word, gap]).collect())
}

proptest! {
    #[test]
    fn any_text_is_read(
        text in prop_oneof![anything(), jumble()],
        asked in proptest::sample::select(QUESTIONS),
        language in proptest::sample::select(&[Language::En, Language::Es][..]),
    ) {
        assert_sound(&text, &said(&text, language, asked))?;
    }
}
