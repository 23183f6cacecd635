//! What follows an hour: "o'clock", "ish", "pm", "in the morning", "de la tarde".

use super::item::{Half, Reader};
use super::words::{phrase, says, word};

impl Reader<'_> {
    /// "o'clock", "ish", "sharp", "en punto", "horas".
    pub(super) fn clock_suffix(&self, at: usize) -> Option<usize> {
        let tokens = self.tokens;
        let touching = at > 0 && tokens.get(at).is_some_and(|token| tokens[at - 1].touches(token));
        match word(tokens, at) {
            "-" if touching && word(tokens, at + 1) == "ish" => Some(2),
            "h" if touching && self.follows_minutes(at) => Some(1),
            "hr" | "hrs" | "hs" | "hours" | "horas" if self.follows_minutes(at) => Some(1),
            "hr" | "hrs" if touching && self.asked => Some(1),
            "h" | "hs" | "hrs" if self.spanish && self.is_hour_count(at) => Some(1),
            "ish" | "o'clock" | "oclock" | "o'clocks" => Some(1),
            "o" if says(tokens, at + 1, &["clock"]) => Some(2),
            "o" if word(tokens, at + 2) == "clock" && !tokens[at + 1].is_word() => Some(3),
            "en" if word(tokens, at + 1) == "punto" => Some(2),
            _ => None,
        }
    }

    /// True after "15:30" or "1530", which count no hours.
    fn follows_minutes(&self, at: usize) -> bool {
        let four = self.tokens.get(at.wrapping_sub(1)).is_some_and(|token| token.is_number() && token.word.len() == 4);
        four || (at > 1 && word(self.tokens, at - 2) == ":")
    }

    /// "16 hs" is four o'clock where no length is spoken of.
    fn is_hour_count(&self, at: usize) -> bool {
        let before = |distance: usize| at.checked_sub(distance).map_or("", |index| word(self.tokens, index));
        let hour = before(1).parse::<u8>().is_ok_and(|hour| (6..24).contains(&hour));
        hour && !matches!(before(2), "cada" | "en" | "de" | "d" | "por" | "hace" | "unas" | "dentro" | "durante")
    }

    /// "pm", "a.m.", "p", "in the morning", "de la tarde"; true where it alone makes a number a time.
    pub(super) fn half(&self, at: usize, fine: bool) -> Option<(Option<Half>, usize, bool)> {
        let tokens = self.tokens;
        let lead = phrase(tokens, at, &["in the", "."]).unwrap_or(0);
        for lead in [lead, 0] {
            if let Some((half, used, sure)) = self.letters(at + lead, fine) {
                return Some((half, lead + used, sure));
            }
        }
        if let Some(used) = phrase(tokens, at, &["del mediodia", "del medio dia", "de mediodia"]) {
            return Some((Some(Half::Afternoon), used, true));
        }
        let lead = phrase(tokens, at, &["in the", "in", "at", "de la", "por la", "en la", "a la", "this"]).unwrap_or(0);
        // "three night shifts" are no time, "2:10 night" is.
        let name = word(tokens, at + lead);
        if name == "night" && lead == 0 && fine {
            return Some((Some(Half::Night), 1, true));
        }
        let named = matches!(name, "morning" | "afternoon" | "evening" | "manana" | "tarde" | "noche" | "madrugada")
            || (name == "night" && lead > 0);
        let spanish = matches!(name, "manana" | "tarde" | "noche" | "madrugada");
        if !named || (spanish && lead == 0) || word(tokens, at) == "this" {
            return None;
        }
        let (part, used) = self.part(at)?;
        Some((Some(part.half), used, true))
    }

    fn letters(&self, at: usize, fine: bool) -> Option<(Option<Half>, usize, bool)> {
        let tokens = self.tokens;
        let first = word(tokens, at);
        let touching = at > 0 && tokens.get(at).is_some_and(|token| tokens[at - 1].touches(token));
        let dot = |index: usize| usize::from(word(tokens, index) == ".");
        match first {
            "am" => Some((Some(Half::Morning), 1 + dot(at + 1), true)),
            "pm" => Some((Some(Half::Afternoon), 1 + dot(at + 1), true)),
            "ampm" => Some((None, 1, true)),
            "a" | "p" => {
                let half = Some(if first == "a" { Half::Morning } else { Half::Afternoon });
                let next = at + 1 + dot(at + 1);
                if word(tokens, next) == "m" {
                    return Some((half, next + 1 + dot(next + 1) - at, true));
                }
                // "at 7:30 p" ends there; "7 a technician" goes on.
                let ends = first == "p" && fine && tokens.get(at + 1).is_none_or(|next| !next.is_word() && !next.is_number());
                (touching || ends).then_some((half, 1 + dot(at + 1), false))
            }
            _ => None,
        }
    }
}
