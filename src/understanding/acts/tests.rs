use super::*;
use crate::domain::language::Language;
use crate::understanding::Vocabulary;
use crate::understanding::text::tokenize;

fn acts(text: &str, asked: Option<Asked>) -> Vec<Act> {
    let now = "2026-03-02T09:00[America/Chicago]".parse().expect("a valid instant");
    let vocabulary = Vocabulary::default();
    let context = Context { now: &now, language: Language::En, asked, vocabulary: &vocabulary };
    recognize(text, &tokenize(text), &context)
}

#[test]
fn yes_and_no_are_read_from_meaning_not_letters() {
    for (text, yes, no) in [
        ("yes", true, false),
        ("I know", false, false),
        ("this afternoon", false, false),
        ("right now please", false, false),
        ("no problem", true, false),
        ("no worries", true, false),
        ("not sure", false, false),
        ("there's no water", false, false),
        ("no water upstairs", false, false),
        ("yeah no that's fine", true, false),
        ("no, the other one", false, true),
        ("sí", true, false),
        ("claro que sí", true, false),
        ("para nada", false, true),
        ("dale", true, false),
        ("I don't think so", false, true),
        ("nope", false, true),
        ("uh huh", true, false),
        ("mm-hmm", true, false),
        ("sounds good", true, false),
        ("that works", true, false),
        ("the first one works", true, false),
        ("yes, that works", true, false),
        ("yes, this number is fine", true, false),
        ("no hay agua", false, false),
        ("no, gracias", false, true),
        ("bueno", true, false),
    ] {
        let acts = acts(text, Some(Asked::YesNo));
        assert_eq!((acts.contains(&Act::Yes), acts.contains(&Act::No)), (yes, no), "{text}: {acts:?}");
    }
}
