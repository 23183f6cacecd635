//! Hours and minutes in words: "seven thirty", "ten oh five", "tres y media", "menos cuarto".

use super::item::Reader;
use super::point::{Bare, is_article};
use super::words::{unit, word};
use crate::understanding::numbers::{Number, cardinal};

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
            let digits = |low: Number| cardinal(tokens, next + low.used).is_some() || (at > 0 && cardinal(tokens, at - 1).is_some());
            if let Some(low) = cardinal(tokens, next).filter(|low| (1..10).contains(&low.value) && !digits(*low)) {
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

    /// "threeish", "tenish".
    pub(super) fn roughly(&self, at: usize) -> Option<Bare> {
        const HOURS: &str = "oneish twoish threeish fourish fiveish sixish sevenish eightish nineish tenish elevenish twelveish";
        let said = word(self.tokens, at);
        let hour = HOURS.split(' ').position(|listed| listed == said)?;
        Some(Bare { hour: i8::try_from(hour + 1).ok()?, minute: 0, fine: false, sure: true, used: 1 })
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
            // "entre 3 y 5" are two hours.
            _ if self.is_between(at) => return None,
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

    /// True where "entre" stands before the hour that ends at this place.
    fn is_between(&self, at: usize) -> bool {
        let before = |distance: usize| at.checked_sub(distance).map_or("", |index| word(self.tokens, index));
        before(2) == "entre" || (before(3) == "entre" && matches!(before(2), "las" | "la"))
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
