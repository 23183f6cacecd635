use super::*;
use crate::domain::language::Language;
use crate::understanding::Vocabulary;
use crate::understanding::text::tokenize;

fn heard(text: &str, asked: Option<Asked>, vocabulary: &Vocabulary) -> Urgency {
    let now = "2026-03-02T09:00[America/Chicago]".parse().expect("a valid instant");
    let context = Context { now: &now, language: Language::En, asked, vocabulary };
    recognize(text, &tokenize(text), &context)
}

fn verdict(text: &str) -> Verdict {
    heard(text, None, &Vocabulary::default()).verdict
}

#[test]
fn emergencies_are_alarmed() {
    for text in [
        "a pipe burst and water is pouring through the ceiling",
        "there is sewage coming up in my bathtub",
        "I smell gas in the garage",
        "huele a gas en la cocina",
        "my outlet is sparking",
        "the basement is flooding and I can't shut it off",
        "we have no heat, it's ten degrees and I have a newborn",
        "se está inundando la casa",
    ] {
        let urgency = heard(text, None, &Vocabulary::default());
        assert_eq!(urgency.verdict, Verdict::Yes, "{text}: {urgency:?}");
        assert!(!urgency.because.is_empty(), "{text}");
    }
}

#[test]
fn routine_passes_and_what_is_unclear_is_asked() {
    for text in ["what are your hours", "tomorrow at 3", "yes", "Maria Lopez", "I'd like a quote for a new water heater", "8412 Johnson Drive", "", "gracias"] {
        let urgency = heard(text, None, &Vocabulary::default());
        assert_eq!(urgency, Urgency::default(), "{text}");
    }
    for text in ["my water heater is leaking", "there's a leak"] {
        assert_eq!(verdict(text), Verdict::Ask, "{text}");
    }
}
