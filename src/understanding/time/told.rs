//! Times that tell what happened rather than ask for a visit: "it started leaking on Monday", "it has been out since noon".

use super::item::Reader;
use super::words::{is_one_of, word, word_before};
use crate::understanding::text::Token;

/// How far back a verb is looked for.
const REACH: usize = 12;

impl Reader<'_> {
    /// True where the nearest verb around these tokens tells of the past.
    pub(super) fn is_told(&self, start: usize, end: usize) -> bool {
        if self.is_time_now(start) {
            return true;
        }
        // "He said Tuesday would work" is a wish after all.
        let right_after = self.tokens[end.min(self.tokens.len())..].iter().take(3);
        if right_after.map(|token| token.word.as_str()).take_while(|word| !is_clause_end(word)).any(|word| is_one_of(word, SUITS)) {
            return false;
        }
        let before = self.tokens[..start.min(self.tokens.len())].iter().enumerate().rev().take(REACH);
        for (index, token) in before {
            let word = token.word.as_str();
            if is_clause_end(word) || is_wish(word) {
                return false;
            }
            if is_past_verb(word) || self.is_regular_past(index) {
                return true;
            }
        }
        let after = self.tokens[end.min(self.tokens.len())..].iter().take(REACH / 2);
        for token in after {
            let word = token.word.as_str();
            if is_clause_end(word) || is_wish(word) {
                return false;
            }
            if is_past_verb(word) {
                return true;
            }
        }
        false
    }

    /// "it's 9 pm already": how late it is, not when to come.
    fn is_time_now(&self, start: usize) -> bool {
        let clock = self.tokens.get(start).is_some_and(Token::is_number) && self.point(start).is_some();
        let before = word_before(self.tokens, start);
        let two_before = start.checked_sub(2).map_or("", |at| word(self.tokens, at));
        let is = |word: &str| matches!(word, "it's" | "its");
        clock && (is(before) || (matches!(before, "already" | "about" | "almost" | "like" | "only") && is(two_before)))
    }

    /// "it locked", "they called": a verb in -ed right after its subject. "Need it fixed" has none.
    fn is_regular_past(&self, at: usize) -> bool {
        let ends = word(self.tokens, at).ends_with("ed")
            && !matches!(
                word(self.tokens, at),
                "need" | "booked" | "reserved" | "scheduled" | "planned" | "wanted" | "hoped" | "preferred"
            );
        ends && matches!(
            word_before(self.tokens, at),
            "i" | "it" | "he" | "she" | "they" | "we" | "you" | "who" | "that" | "boiler" | "furnace" | "heat" | "ac" | "air" | "power"
        )
    }
}

fn is_clause_end(word: &str) -> bool {
    matches!(word, "." | "?" | "!" | ";" | "," | "but" | "so" | "and" | "or" | "pero" | "asi" | "y")
}

const SUITS: &str = "work works would good fine ok okay please perfect suits sirve queda conviene";

const WISH_WORDS: &str = "\
    can could would will come book schedule need want like available appointment free hoping thinking wondering prefer open \
    opening works fix repair please puede pueden quiero quisiera necesito cita venir agendar disponible prefiero favor \
    gustaria";

fn is_wish(word: &str) -> bool {
    is_one_of(word, WISH_WORDS)
}

const PAST_VERBS: &str = "\
    started did left told said billed cleared \
    broke stopped quit burst died happened noticed began leaked woke heard smelled went came blew paid bought fell \
    gave ran called found lost saw locked dropped explotó cerro exploto was were been flooded worked froze turned overflowed \
    empezo comenzo rompio dejo paso revento fue estaba estuvo descompuso tapo llevo lleva";

fn is_past_verb(word: &str) -> bool {
    is_one_of(word, PAST_VERBS)
}
