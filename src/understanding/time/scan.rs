//! The phrases of a sentence that speak of time, in their order.

use super::item::{Item, Link, Placed, Reader};
use super::words::{is_street_word, says, word, word_before};
use crate::understanding::text::Token;

/// Words beyond this are not looked at: a minute of speech has two hundred.
const MOST_TOKENS: usize = 800;

/// More than this many phrases in one turn are no wish.
const MOST_ITEMS: usize = 64;

impl Reader<'_> {
    /// All phrases about time and what joins them.
    pub(super) fn scan(&self) -> Vec<Placed> {
        let mut items: Vec<Placed> = Vec::new();
        let mut at = 0;
        while at < self.tokens.len().min(MOST_TOKENS) && items.len() < MOST_ITEMS {
            let Some((item, used)) = self.item(at, &items) else {
                at += 1;
                continue;
            };
            items.push(Placed { item, start: at, end: at + used });
            at += used.max(1);
        }
        items
    }

    fn item(&self, at: usize, items: &[Placed]) -> Option<(Item, usize)> {
        let last = items.last();
        let adjacent = last.is_some_and(|last| last.end == at);
        let after_item = adjacent && last.is_some_and(|last| !matches!(last.item, Item::Link(_)));
        if self.is_no_time(at) {
            return None;
        }
        let exception = adjacent
            && last.is_some_and(|last| last.item == Item::AnyTime || matches!(word_before(self.tokens, last.start), "any" | "cualquier"));
        self.exception(at)
            .filter(|_| exception)
            .or_else(|| self.haste(at))
            .or_else(|| self.moment(at))
            .or_else(|| self.days(at).map(|(days, used)| (Item::Days(days), used)))
            .or_else(|| self.part(at).map(|(part, used)| (Item::Part(part), used)))
            .or_else(|| self.clock(at, self.is_primed(at, items)).map(|(clock, used)| (Item::Clock(clock), used)))
            .or_else(|| self.spanish_link(at, after_item))
            .or_else(|| self.link(at))
    }

    /// True where a day, a part of the day or a time stands right before, so that a bare number may be an hour.
    fn is_primed(&self, at: usize, items: &[Placed]) -> bool {
        let mut back = items.iter().rev();
        let mut end = at;
        for _ in 0..4 {
            let Some(last) = back.next() else { return false };
            let comma = end == last.end + 1 && matches!(word_before(self.tokens, end), "," | "at");
            if last.end != end && !comma {
                return false;
            }
            match last.item {
                Item::Days(_) | Item::Part(_) | Item::Clock(_) => return true,
                Item::Link(Link::Or | Link::To | Link::And | Link::From | Link::Instead) => end = last.start,
                _ => return false,
            }
        }
        false
    }

    /// "Noon Street", "12 Evening Star Lane".
    fn names_street(&self, at: usize) -> bool {
        let numbered = at == 0 || self.tokens[at - 1].is_number();
        is_street_word(word(self.tokens, at + 1)) || (numbered && is_street_word(word(self.tokens, at + 2)))
    }

    /// Sayings that hold words of time and mean none.
    fn is_no_time(&self, at: usize) -> bool {
        let before = word_before(self.tokens, at);
        match word(self.tokens, at) {
            "second" | "minute" | "sec" | "min" | "moment" | "segundo" | "minuto" | "momento" => {
                matches!(before, "a" | "one" | "just" | "un" | "hold")
            }
            "time" | "times" => before == "this",
            "day" => matches!(before, "good" | "nice" | "great" | "all"),
            "weekend" => matches!(before, "good" | "nice" | "great" | "lovely"),
            // Somebody is told to ring 911.
            "9" => says(self.tokens, at, &["9", "-", "1", "-", "1"]),
            "noon" | "morning" | "evening" | "night" | "christmas" | "summer" | "winter" | "friday" | "sunday" => self.names_street(at),
            // A piece of wood.
            _ if before == "by" && at > 1 && self.tokens[at].is_number() && self.tokens[at - 2].is_number() => true,
            "by" => at > 0 && self.tokens[at - 1].is_number() && self.tokens.get(at + 1).is_some_and(Token::is_number),
            _ => false,
        }
    }
}
