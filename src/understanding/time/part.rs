//! Parts of the day: "morning", "late afternoon", "after work", "por la tarde".

use super::item::{Half, Part, Read, Reader};
use super::words::{is_one_of, phrase, weekday, word, word_before};
use crate::understanding::text::Token;
use jiff::civil::{Time, time};

/// The last minute of a day.
pub(super) const END_OF_DAY: Time = time(23, 59, 0, 0);

fn part(from: i8, to: i8, half: Half) -> Part {
    let end = if to >= 24 { END_OF_DAY } else { time(to, 0, 0, 0) };
    Part { from: time(from, 0, 0, 0), to: end, half }
}

#[derive(Clone, Copy)]
enum Edge {
    Early,
    Middle,
    Late,
}

impl Reader<'_> {
    /// A part of the day with the small words around it.
    pub(super) fn part(&self, at: usize) -> Read<Part> {
        if let Some(found) = self.set_phrase(at) {
            return Some(found);
        }
        let lead = self.part_lead(at);
        if word(self.tokens, at + lead) == "mid" && matches!(word(self.tokens, at + lead + 1), "night" | "day") {
            return None;
        }
        let (edge, edge_used) = match self.edge(at + lead) {
            Some((edge, used)) => (Some(edge), used),
            None => (None, 0),
        };
        // "late in the afternoon" has its small words after the edge.
        let inner = if edge.is_some() { self.part_lead(at + lead + edge_used) } else { 0 };
        let name_at = at + lead + edge_used + inner;
        let named = self.named_part(name_at, lead + inner > 0 || edge.is_some())?;
        Some((narrowed(named, edge), name_at + 1 - at))
    }

    /// "early", "mid", "late" with a dash or without.
    fn edge(&self, at: usize) -> Read<Edge> {
        let edge = match word(self.tokens, at) {
            "early" | "earlier" | "temprano" => Edge::Early,
            "mid" | "middle" => Edge::Middle,
            "late" | "later" => Edge::Late,
            _ => return None,
        };
        let dash = usize::from(word(self.tokens, at + 1) == "-");
        Some((edge, 1 + dash))
    }

    fn part_lead(&self, at: usize) -> usize {
        phrase(
            self.tokens,
            at,
            &[
                "in the",
                "on the",
                "of the",
                "during the",
                "at the",
                "for the",
                "that",
                "the",
                "in",
                "at",
                "during",
                "por las",
                "en las",
                "por la",
                "en la",
                "de la",
                "a la",
                "en",
                "de",
                "por",
                "al",
                "la",
                "this",
                "esta",
                "of",
            ],
        )
        .unwrap_or(0)
    }

    fn set_phrase(&self, at: usize) -> Read<Part> {
        let tokens = self.tokens;
        if let Some(used) = phrase(
            tokens,
            at,
            &[
                "first thing in the morning",
                "first thing",
                "bright and early",
                "a primera hora de la manana",
                "a primera hora",
                "a primeras horas",
            ],
        ) {
            return Some((part(8, 10, Half::Morning), used));
        }
        if let Some(used) = phrase(tokens, at, &["after work", "after school", "despues del trabajo", "despues de la escuela"]) {
            let from = if word(tokens, at + 1) == "school" || word(tokens, at + 3) == "escuela" { 15 } else { 17 };
            return Some((part(from, 21, Half::Afternoon), used));
        }
        if let Some(used) = phrase(
            tokens,
            at,
            &["end of the day", "end of day", "end of business", "close of business", "eod", "cob", "al final del dia", "final del dia"],
        ) {
            return Some((part(15, 24, Half::Afternoon), used));
        }
        phrase(tokens, at, &["during the day", "in the daytime", "daytime", "durante el dia"])
            .map(|used| (part(8, 17, Half::Morning), used))
    }

    fn named_part(&self, at: usize, led: bool) -> Option<Part> {
        let before = word_before(self.tokens, at);
        let greeting = matches!(before, "good" | "buenas" | "buenos" | "guten") || (at == 0 && matches!(word(self.tokens, 1), "," | "!"));
        if greeting || matches!(before, "every" | "each" | "cada" | "all") {
            return None;
        }
        Some(match word(self.tokens, at) {
            "mananas" | "tardes" | "noches" if !self.is_offered(at) => return None,
            "morning" | "mornings" | "mornin" => part(8, 12, Half::Morning),
            "afternoon" | "afternoons" => part(12, 17, Half::Afternoon),
            "evening" | "evenings" => part(17, 21, Half::Evening),
            "night" | "nights" | "nite" if self.night_is_time(at, led) => part(18, 24, Half::Night),
            "eve" if self.is_half_of_day(at) => part(17, 21, Half::Evening),
            "am" if self.is_half_of_day(at) => part(8, 12, Half::Morning),
            "pm" if self.is_half_of_day(at) => part(12, 17, Half::Afternoon),
            "lunchtime" => part(12, 13, Half::Afternoon),
            "lunch" if self.meal_is_time(at, led) => part(12, 13, Half::Afternoon),
            "breakfast" if self.meal_is_time(at, led) => part(7, 9, Half::Morning),
            "dinner" | "supper" | "dinnertime" | "suppertime" if self.meal_is_time(at, led) => part(18, 20, Half::Evening),
            "desayuno" if before == "del" => part(7, 9, Half::Morning),
            "manana" | "mananas" if led && matches!(before, "la" | "las" | "esta" | "en" | "por" | "the") => part(8, 12, Half::Morning),
            "tarde" | "tardes" if led && !matches!(before, "mas" | "muy" | "en" | "de") => part(12, 19, Half::Afternoon),
            "noche" | "noches" => part(18, 24, Half::Night),
            "madrugada" => part(4, 7, Half::Morning),
            "almuerzo" if led || before == "del" => part(12, 14, Half::Afternoon),
            _ => return None,
        })
    }

    /// "Tuesday AM" and "in the pm" name a part of the day.
    fn is_half_of_day(&self, at: usize) -> bool {
        let before = word_before(self.tokens, at);
        weekday(before).is_some() || matches!(before, "tomorrow" | "today" | "the")
    }

    /// True for "at night" and "Tuesday night", not for "3 nights", "all night" or "the night guard".
    fn night_is_time(&self, at: usize, led: bool) -> bool {
        let before = word_before(self.tokens, at);
        let day = weekday(before).is_some() || matches!(before, "tomorrow" | "today" | "of" | "late" | "early" | "tonight");
        let the = before == "the" && word(self.tokens, at + 1) != "of" && word_before(self.tokens, at.saturating_sub(1)) != "in";
        day || (led && !the)
    }

    /// "por las tardes" is when somebody can be met where they say so, otherwise when something happens.
    fn is_offered(&self, at: usize) -> bool {
        let says =
            |token: &Token| is_one_of(&token.word, "puedo puede pueden podemos prefiero mejor libre disponible estoy estamos sirve queda");
        self.asked || self.is_alone(at.saturating_sub(2), at + 1) || self.tokens.iter().any(says)
    }

    /// "after lunch" and "Friday at lunch" say when, "for dinner" and "lunch booking" do not.
    fn meal_is_time(&self, at: usize, led: bool) -> bool {
        let before = word_before(self.tokens, at);
        let day_before = weekday(before).is_some() || matches!(before, "tomorrow" | "today");
        let bound = matches!(before, "after" | "before" | "around" | "by" | "at" | "during" | "past");
        let hour = matches!(word(self.tokens, at + 1), "time" | "hour");
        day_before || bound || hour || (led && before == "at")
    }
}

fn narrowed(named: Part, edge: Option<Edge>) -> Part {
    let hours = (named.from.hour(), named.to.hour());
    match (edge, hours) {
        (Some(Edge::Early), (8, _)) => part(7, 9, named.half),
        (Some(Edge::Early), (from, _)) => part(from, (from + 2).min(23), named.half),
        (Some(Edge::Middle), (8, _)) => part(9, 11, named.half),
        (Some(Edge::Middle), (from, to)) => part((from + 2).min(22), (to - 1).max(from + 3), named.half),
        (Some(Edge::Late), (8, _)) => part(10, 12, named.half),
        (Some(Edge::Late), (from, to)) => Part { from: time((to - 2).max(from), 0, 0, 0), ..named },
        (None, _) => named,
    }
}
