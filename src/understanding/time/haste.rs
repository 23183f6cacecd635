//! As soon as possible, now, or whenever.

use super::item::{Item, Read, Reader};
use super::words::{phrase, word, word_before};

const SOONEST: &[&str] = &[
    "as soon as possible",
    "as soon as you can",
    "as soon as they can",
    "as soon as he can",
    "as soon as someone can",
    "as soon as we can",
    "as soon as",
    "asap",
    "a s a p",
    "a . s . a . p",
    "soonest",
    "the earliest",
    "earliest",
    "right away",
    "immediately",
    "straight away",
    "first available",
    "next available",
    "first opening",
    "next opening",
    "first thing available",
    "as quickly as possible",
    "as fast as possible",
    "as early as possible",
    "quick as you can",
    "soon as you can",
    "soon as possible",
    "right this minute",
    "within the hour",
    "this instant",
    "the sooner the better",
    "sooner the better",
    "in the next hour",
    "in the next few minutes",
    "next few hours",
    "quickest",
    "how soon",
    "how fast can",
    "how quickly can",
    "how early can",
    "que tan pronto",
    "que tan rapido",
    "cuan pronto",
    "lo mas temprano posible",
    "a la mayor brevedad",
    "lo antes que puedan",
    "lo antes que se pueda",
    "lo mas antes posible",
    "ya mismo",
    "this minute",
    "lo antes posible",
    "lo mas pronto posible",
    "lo mas pronto",
    "lo mas rapido posible",
    "cuanto antes",
    "tan pronto como",
    "tan pronto",
    "de inmediato",
    "inmediatamente",
    "en cuanto puedan",
    "en cuanto pueda",
    "lo primero que tengan",
    "enseguida",
];

const ANY_TIME: &[&str] = &[
    "whenever",
    "when ever",
    "any time",
    "anytime",
    "any day",
    "any hour",
    "any other time",
    "any other day",
    "no preference",
    "doesn't matter when",
    "doesn't matter",
    "does not matter",
    "don't care when",
    "i'm flexible",
    "i am flexible",
    "i'm open",
    "i'm free all",
    "wide open",
    "any of those",
    "cuando sea",
    "cuando quieran",
    "cuando quiera",
    "cuando puedan",
    "cuando pueda",
    "cuando guste",
    "cuando gusten",
    "a cualquier hora",
    "cualquier dia",
    "cualquier hora",
    "cualquier momento",
    "me da igual",
    "da lo mismo",
    "no importa cuando",
    "no importa el dia",
];

impl Reader<'_> {
    /// As soon as possible, now, or whenever.
    pub(super) fn haste(&self, at: usize) -> Read<Item> {
        if let Some(used) = phrase(self.tokens, at, SOONEST) {
            return Some((Item::Soonest, used));
        }
        if let Some(used) = phrase(self.tokens, at, ANY_TIME).filter(|used| !self.is_each_time(at + used)) {
            return Some((Item::AnyTime, used));
        }
        self.now_word(at)
    }

    /// True for "whenever it rains", "any time I flush": each time that, not at any time.
    fn is_each_time(&self, at: usize) -> bool {
        let suits = matches!(word(self.tokens, at + 1), "good" | "convenient" | "possible" | "free" | "easy" | "best" | "works");
        match word(self.tokens, at) {
            "it's" | "its" | "it" | "is" | "that" => !suits && word(self.tokens, at) != "is",
            "i" | "i'm" | "we" | "he" | "she" | "the" | "my" | "our" | "a" | "an" | "somebody" | "someone's" | "now" | "el" | "la"
            | "se" | "llueve" => true,
            _ => false,
        }
    }

    /// "now", "right now", "ahora mismo": a wish where somebody is to come, otherwise how things stand.
    fn now_word(&self, at: usize) -> Read<Item> {
        let used = phrase(
            self.tokens,
            at,
            &[
                "right now",
                "now",
                "at the moment",
                "at this moment",
                "at the minute",
                "en este momento",
                "en este instante",
                "ahora mismo",
                "ahorita mismo",
                "ahoritita",
                "ahorita",
                "ahora",
                "ya mismo",
                "ya",
            ],
        )?;
        let before = word_before(self.tokens, at);
        let alone = self.is_alone(at, at + used);
        let short = word(self.tokens, at) == "ya" || before == "just";
        let from = matches!(before, "from" | "between" | "desde" | "entre")
            && matches!(word(self.tokens, at + used), "to" | "and" | "until" | "till" | "hasta" | "y");
        let wish = alone || from || (!short && !matches!(before, "from" | "until" | "by" | "de") && self.asks_for_now(at));
        wish.then_some((Item::Now, used))
    }

    /// True where the words before ask for a visit or a meeting.
    fn asks_for_now(&self, at: usize) -> bool {
        let before = &self.tokens[..at.min(self.tokens.len())];
        let near = |words: &[&str]| before.iter().rev().take(7).any(|token| words.contains(&token.word.as_str()));
        let asks = near(&[
            "can", "could", "need", "want", "please", "i'll", "we'll", "will", "you", "puede", "pueden", "quiero", "necesito", "ocupo",
            "favor",
        ]);
        let acts = near(&[
            "come",
            "meet",
            "send",
            "go",
            "someone",
            "somebody",
            "book",
            "somebody's",
            "venir",
            "alguien",
            "mandar",
            "mandan",
            "ir",
        ]);
        let commands = near(&["vengan", "venga", "manden", "mande", "volvere", "asap"]);
        let breaks = before.last().is_some_and(|last| matches!(last.word.as_str(), "and" | "but" | "y" | "," | "right" | "." | "so"));
        (asks && acts || commands) && !breaks
    }
}
