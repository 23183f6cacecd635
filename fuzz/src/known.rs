//! What is known before a text is said.

use frontdesk::domain::language::Language;
use frontdesk::understanding::{Asked, Context, ServiceWords, Vocabulary};
use jiff::Zoned;
use std::sync::LazyLock;

/// Ordinary days, edges of years and of summer time, and the edges of the calendar itself.
const PRESENTS: [&str; 8] = [
    "2026-11-24T09:00:00[America/Chicago]",
    "2026-06-03T21:47:13[America/Chicago]",
    "2028-02-29T12:00:00[America/Phoenix]",
    "2026-12-31T23:59:59[America/New_York]",
    "2026-03-08T01:59:59[America/Denver]",
    "2026-11-01T01:30:00[America/Los_Angeles]",
    "9999-12-30T16:00:00[UTC]",
    "-009999-01-03T00:00:00[UTC]",
];

const ASKED: [Option<Asked>; 9] = [
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

static KNOWN: LazyLock<(Vec<Zoned>, [Vocabulary; 2])> = LazyLock::new(|| {
    let presents = PRESENTS.iter().map(|text| text.parse().expect("a valid instant")).collect();
    (presents, [Vocabulary::default(), own_words()])
});

/// All the presents that a text may be said in.
pub fn presents() -> &'static [Zoned] {
    &KNOWN.0
}

/// The words of a business that has set everything, among them words that mislead and one that says nothing.
fn own_words() -> Vocabulary {
    let service = |code: &str, name: &str, words: &[&str]| ServiceWords {
        code: code.to_owned(),
        name: name.to_owned(),
        words: words.iter().map(|&word| word.to_owned()).collect(),
    };
    Vocabulary {
        business_name: "Burst Pipe & Sons".to_owned(),
        services: vec![service("leak", "Leak repair", &["drip", "fuga"]), service("water_heater", "Water heater", &["tankless", ""])],
        emergency_keywords: vec!["no water".to_owned(), "grease trap".to_owned(), "é".to_owned(), String::new()],
        answers: vec![vec!["warranty".to_owned(), "garantía".to_owned()], vec![String::new()], Vec::new()],
        emergency_exceptions: vec!["sump alarm".to_owned(), "gas".to_owned()],
    }
}

/// What was known, picked by two bytes, so that a text with two letters before it is a readable case.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    first: u8,
    second: u8,
}

impl Known {
    /// Takes the bytes that pick off the front.
    pub fn take(data: &[u8]) -> Option<(Self, &[u8])> {
        let (&[first, second], rest) = data.split_first_chunk::<2>()?;
        Some((Self { first, second }, rest))
    }

    /// When it is said.
    pub fn now(self) -> &'static Zoned {
        &presents()[usize::from(self.second) / 4 % PRESENTS.len()]
    }

    /// The words of the business.
    pub fn vocabulary(self) -> &'static Vocabulary {
        &KNOWN.1[usize::from(self.second) % 2]
    }

    /// The whole of it.
    pub fn context(self) -> Context<'static> {
        let language = if self.second / 2 % 2 == 0 { Language::En } else { Language::Es };
        Context { now: self.now(), language, asked: ASKED[usize::from(self.first) % ASKED.len()], vocabulary: self.vocabulary() }
    }
}
