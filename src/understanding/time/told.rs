//! Times that tell what happened rather than ask for a visit: "it started leaking on Monday", "it has been out since noon".

use super::item::Reader;
use super::words::{is_one_of, weekday, word, word_before};
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
            if is_clause_end(word) {
                break;
            }
            if is_wish(word) || self.is_said_again(index) {
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

    /// "Tuesdays I get my hair done", "I work on Mondays": somebody is busy then.
    pub(super) fn is_habit(&self, start: usize, end: usize) -> bool {
        let plural = |index: usize| word(self.tokens, index).ends_with("days") && weekday(word(self.tokens, index)).is_some();
        if !(start..end).any(plural) {
            return false;
        }
        let is_subject = |word: &str| matches!(word, "i" | "we" | "he" | "she" | "they");
        let verb = word(self.tokens, end + 1);
        let after = is_subject(word(self.tokens, end)) && !verb.is_empty() && !is_one_of(verb, FREE_VERBS);
        let before = (start.saturating_sub(4)..start)
            .any(|index| is_one_of(word(self.tokens, index), HABITS) && is_subject(word_before(self.tokens, index)));
        after || before
    }

    /// "I said 11", "I told you Tuesday": a wish, said once more.
    fn is_said_again(&self, at: usize) -> bool {
        let says = word(self.tokens, at);
        says == "dije" || (matches!(says, "said" | "told" | "asked") && word_before(self.tokens, at) == "i")
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

/// What somebody who is free that day does.
const FREE_VERBS: &str = "can could would will am do don't prefer like have might should";

/// What keeps people away from home week after week.
const HABITS: &str = "work works play plays teach teaches volunteer volunteers babysit babysits golf bowl study studies";

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
    empezo comenzo rompio dejo paso revento fue estaba estuvo descompuso tapo llevo lleva llegamos mudamos compramos \
    instalaron pusieron arreglaron repararon vinieron vino murio salio noto note inundo";

fn is_past_verb(word: &str) -> bool {
    is_one_of(word, PAST_VERBS)
}
