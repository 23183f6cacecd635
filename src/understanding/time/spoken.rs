//! Hours and minutes in words: "seven thirty", "ten oh five", "tres y media", "menos cuarto".

use super::item::Reader;
use super::point::{Bare, is_article};
use super::words::{unit, word};
use crate::understanding::numbers::cardinal;

impl Reader<'_> {
    /// "seven thirty", "ten oh five", "tres y media", "seis cero dos".
    pub(super) fn spoken(&self, at: usize) -> Option<Bare> {
        let tokens = self.tokens;
        let number = self.number(at).filter(|number| (1..=24).contains(&number.value))?;
        if tokens.get(at)?.is_number() || is_article(word(tokens, at)) {
            return None;
        }
        let hour = i8::try_from(number.value).ok()?;
        let mut next = at + number.used;
        if let Some(found) = self.spanish_more(next, hour, number.used) {
            return Some(found);
        }
        next += usize::from(word(tokens, next) == "-" && tokens[next - 1].touches(&tokens[next]));
        if matches!(word(tokens, next), "oh" | "o" | "zero" | "cero") {
            next += 1 + usize::from(word(tokens, next + 1) == "-");
            if let Some(low) = cardinal(tokens, next).filter(|low| (1..10).contains(&low.value)) {
                let minute = i8::try_from(low.value).ok()?;
                return Some(Bare { hour, minute, fine: true, sure: number.value <= 12, used: next + low.used - at });
            }
        } else if let Some(low) = cardinal(tokens, next).filter(|low| (1..60).contains(&low.value)) {
            let minute = i8::try_from(low.value).ok()?;
            let beyond = unit(word(tokens, next + low.used)).is_some() || cardinal(tokens, next + low.used).is_some();
            if (minute >= 10 || self.spanish) && !beyond && !is_article(word(tokens, next)) {
                // Nobody counts to "ten thirty", while "three twenty" is also 320.
                let sure = matches!(minute, 15 | 30 | 45) && number.value <= 12;
                return Some(Bare { hour, minute, fine: true, sure, used: next + low.used - at });
            }
        }
        Some(Bare { hour, minute: 0, fine: false, sure: false, used: number.used })
    }

    /// "y media", "y cuarto", "y veinte", "con diez" after an hour.
    pub(super) fn spanish_more(&self, at: usize, hour: i8, used: usize) -> Option<Bare> {
        if !matches!(word(self.tokens, at), "y" | "con") {
            return None;
        }
        let (minute, more, sure) = match word(self.tokens, at + 1) {
            "media" | "medio" => (30, 1, true),
            "cuarto" => (15, 1, true),
            "pico" => (0, 1, true),
            _ => {
                let number = cardinal(self.tokens, at + 1).filter(|number| (1..60).contains(&number.value))?;
                (i8::try_from(number.value).ok()?, number.used, false)
            }
        };
        let counted = unit(word(self.tokens, at + 1 + more)).is_some();
        let fits = (1..=24).contains(&hour) && !counted && (sure || minute >= 5);
        let sure = sure || matches!(minute, 15 | 30 | 45);
        fits.then_some(Bare { hour, minute, fine: true, sure, used: used + 1 + more })
    }

    /// "menos cuarto", "menos diez" after an hour.
    pub(super) fn spanish_less(&self, at: usize) -> Option<(i8, usize)> {
        if word(self.tokens, at) != "menos" {
            return None;
        }
        if word(self.tokens, at + 1) == "cuarto" {
            return Some((15, 2));
        }
        let number = cardinal(self.tokens, at + 1).filter(|number| (1..=30).contains(&number.value))?;
        Some((i8::try_from(number.value).ok()?, 1 + number.used))
    }
}
