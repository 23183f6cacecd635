//! One time on the clock: "3:30pm", "half past three", "ten oh five", "las ocho menos cuarto".

use super::item::{Half, Point, Reader};
use super::words::{Strength, is_one_of, phrase, weekday, word, word_before};
use crate::understanding::numbers::{Number, cardinal};

/// A time on the clock as read, before anything around it is looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    /// What it says.
    pub point: Point,
    /// Minutes were said.
    pub fine: bool,
    /// It can be nothing but a time; otherwise something around it must speak for that.
    pub sure: bool,
    /// How many tokens it took.
    pub used: usize,
}

/// An hour with its minutes, without what says which half of the day.
#[derive(Clone, Copy)]
pub(super) struct Bare {
    /// 0 to 24.
    pub hour: i8,
    /// 0 to 59.
    pub minute: i8,
    /// Minutes were said.
    pub fine: bool,
    /// It can be nothing but a time.
    pub sure: bool,
    /// How many tokens it took.
    pub used: usize,
}

impl Reader<'_> {
    /// A number at this place; English "once" and "a" are none.
    pub(super) fn number(&self, at: usize) -> Option<Number> {
        let english = !self.spanish && matches!(word(self.tokens, at), "once" | "un" | "una");
        if english { None } else { cardinal(self.tokens, at) }
    }

    /// A time on the clock at this place.
    pub(super) fn point(&self, at: usize) -> Option<Reading> {
        self.named_point(at).or_else(|| self.distance_point(at)).or_else(|| self.british_half(at)).or_else(|| self.hour_point(at))
    }

    /// "noon", "midnight", "mediodía".
    fn named_point(&self, at: usize) -> Option<Reading> {
        let tokens = self.tokens;
        let lead =
            phrase(tokens, at, &["12 o'clock", "twelve o'clock", "12", "twelve", "las 12", "las 12 del", "el", "al", "the"]).unwrap_or(0);
        for lead in [lead, 0] {
            let name = at + lead;
            let noon = phrase(tokens, name, &["noon", "noonish", "noontime", "midday", "mid day", "mediodia", "medio dia"]);
            let midnight = phrase(tokens, name, &["midnight", "mid night", "medianoche", "media noche"]);
            let (hour, half, used) = match (noon, midnight) {
                (Some(used), _) => (12, Half::Afternoon, used),
                (_, Some(used)) => (0, Half::Morning, used),
                _ => continue,
            };
            let point = Point { hour, minute: 0, half: Some(half) };
            return Some(Reading { point, fine: false, sure: true, used: lead + used });
        }
        None
    }

    /// "half four": British for half past four.
    fn british_half(&self, at: usize) -> Option<Reading> {
        if word(self.tokens, at) != "half" || self.spanish {
            return None;
        }
        let hour = self.number(at + 1).filter(|number| (1..=12).contains(&number.value))?;
        if is_article(word(self.tokens, at + 1)) {
            return None;
        }
        let point = Point { hour: i8::try_from(hour.value).ok()?, minute: 30, half: None };
        let end = at + 1 + hour.used;
        let suits = is_one_of(word(self.tokens, end), "would works please is if for sounds ok instead");
        let sure = suits || self.is_alone(at, end) || self.names_day_soon(end);
        let mut reading = Reading { point, fine: true, sure, used: end - at };
        if let Some((half, used, sure)) = self.half(at + reading.used, true) {
            reading.point.half = half;
            reading.used += used;
            reading.sure |= sure;
        }
        Some(reading)
    }

    /// "quarter past 3", "20 to 4 pm", "half past ten", "diez para las ocho".
    fn distance_point(&self, at: usize) -> Option<Reading> {
        let tokens = self.tokens;
        let article = usize::from(matches!(word(tokens, at), "a" | "un"));
        let start = at + article;
        let (minutes, mut used, spelled) = match word(tokens, start) {
            "quarter" | "cuarto" => (15, 1, true),
            "half" => (30, 1, true),
            _ if article > 0 => return None,
            _ => {
                let number = self.number(start).filter(|number| (1..60).contains(&number.value))?;
                (i8::try_from(number.value).ok()?, number.used, false)
            }
        };
        let counted = matches!(word(tokens, start + used), "minutes" | "minute" | "mins" | "min" | "minutos");
        used += usize::from(counted);
        let before = match word(tokens, start + used) {
            "past" | "after" => false,
            "to" | "till" | "til" | "of" | "before" | "until" | "para" => true,
            _ => return None,
        };
        let spanish = word(tokens, start + used) == "para";
        used += 1;
        if spanish {
            used += phrase(tokens, start + used, &["las", "la"])?;
        }
        let whole = self.named_point(start + used).or_else(|| self.hour_point(start + used))?;
        if whole.fine {
            return None;
        }
        let led = is_one_of(word_before(tokens, at), "at around about @ like approximately");
        let small = before && is_small_distance(minutes, whole.point.hour, led) && self.may_be_distance(at, start + used - 1);
        let clear = spelled || counted || spanish || small || is_distance(minutes, before, whole.point.hour);
        let mut whole = whole;
        // "10 past 9 night" has minutes now.
        if whole.point.half.is_none()
            && let Some((half, more, _)) = self.half(start + used + whole.used, true)
        {
            whole.point.half = half;
            whole.used += more;
        }
        clear.then(|| shifted(whole, if before { -minutes } else { minutes }, article + used + whole.used))
    }

    /// "from 10 to 8" and "ten till four" are spans, and so is what a day or a dash stands before.
    fn may_be_distance(&self, at: usize, joint: usize) -> bool {
        let spans = is_one_of(word_before(self.tokens, at), "from between - or de desde entre open work hours");
        !spans && word(self.tokens, joint) == "to"
    }

    /// An hour in figures or words, with minutes, with the half of the day.
    fn hour_point(&self, at: usize) -> Option<Reading> {
        let bare = self.figures(at).or_else(|| self.spoken(at)).or_else(|| self.roughly(at))?;
        let mut reading = Reading {
            point: Point { hour: bare.hour, minute: bare.minute, half: None },
            fine: bare.fine,
            sure: bare.sure,
            used: bare.used,
        };
        if let Some(used) = self.clock_suffix(at + reading.used) {
            reading.used += used;
            reading.sure = true;
        }
        if let Some((half, used, sure)) = self.half(at + reading.used, reading.fine) {
            reading.point.half = half;
            reading.used += used;
            reading.sure |= sure || (bare.fine && bare.used > 1);
        }
        if let Some((minutes, used)) = self.spanish_less(at + reading.used) {
            reading = shifted(reading, -minutes, reading.used + used);
            if let Some((half, used, _)) = self.half(at + reading.used, true) {
                reading.point.half = half.or(reading.point.half);
                reading.used += used;
            }
        }
        // "17 pm" is 17; "0:45 pm" is 12:45.
        Some(reading)
    }

    /// "3:30", "3.30", "15h30", "1030", "3 15", "3".
    fn figures(&self, at: usize) -> Option<Bare> {
        let tokens = self.tokens;
        let first = tokens.get(at).filter(|token| token.is_number())?;
        if first.word.len() > 4 {
            return None;
        }
        let value: i16 = first.word.parse().ok()?;
        if first.word.len() >= 3 {
            let (hour, minute) = (i8::try_from(value / 100).ok()?, i8::try_from(value % 100).ok()?);
            return (hour <= 24 && minute < 60).then_some(Bare { hour, minute, fine: true, sure: false, used: 1 });
        }
        let hour = i8::try_from(value).ok().filter(|hour| *hour <= 24)?;
        let minutes = |index: usize| -> Option<i8> {
            tokens.get(index).filter(|token| token.is_number() && token.word.len() == 2)?.word.parse().ok().filter(|minute| *minute < 60)
        };
        let separator = tokens.get(at + 1);
        let touching = separator.is_some_and(|token| first.touches(token));
        let separator = word(tokens, at + 1);
        if let Some(minute) = minutes(at + 2)
            && (separator == ":" || (touching && (separator == "h" || (separator == "." && self.is_point_dot(at)))))
        {
            // Seconds are read and forgotten.
            let seconds = if word(tokens, at + 3) == ":" && minutes(at + 4).is_some() { 2 } else { 0 };
            let sure = separator != "." || tokens.len() <= 4 || self.names_day_soon(at + 3);
            return Some(Bare { hour, minute, fine: true, sure, used: 3 + seconds });
        }
        if touching && separator == "h" {
            return Some(Bare { hour, minute: 0, fine: false, sure: true, used: 2 });
        }
        if let Some(minute) = minutes(at + 1).filter(|_| !self.runs_on(at + 1)) {
            // "14 30 tomorrow" and "19 45" alone.
            let late = hour > 12 && self.is_alone(at, at + 2);
            let sure = first.word.len() == 2 && hour > 9 && minute % 5 == 0 && (late || self.names_day_soon(at + 2));
            return Some(Bare { hour, minute, fine: true, sure, used: 2 });
        }
        if separator == "0" && word(tokens, at + 2).len() == 1 {
            let minute = word(tokens, at + 2).parse().ok()?;
            return Some(Bare { hour, minute, fine: true, sure: false, used: 3 });
        }
        self.spanish_more(at + 1, hour, 1).or(Some(Bare { hour, minute: 0, fine: false, sure: false, used: 1 }))
    }

    /// True where "3.30" is a time and no date or amount: the number goes no further.
    fn is_point_dot(&self, at: usize) -> bool {
        !matches!(word(self.tokens, at + 3), "." | "/" | "-") || self.tokens.get(at + 4).is_none_or(|token| !token.is_number())
    }

    /// True where a day comes right behind: "10.15 on Tuesday", "half eight tomorrow".
    fn names_day_soon(&self, at: usize) -> bool {
        let lead = usize::from(matches!(word(self.tokens, at), "on" | "this" | "el"));
        let next = word(self.tokens, at + lead);
        matches!(next, "tomorrow" | "today" | "tonight" | "hoy" | "manana" | "evening" | "afternoon")
            || weekday(next).is_some_and(|(_, strength)| strength == Strength::Sure)
    }

    /// True where figures go on after this one, as in a telephone number.
    fn runs_on(&self, at: usize) -> bool {
        let after = self.tokens.get(at + 1);
        let figure = after.is_some_and(|token| token.is_number() || matches!(token.word.as_str(), "/" | "%"));
        figure
            || (word(self.tokens, at + 1) == "-" && self.tokens.get(at + 2).is_some_and(|token| token.is_number() && token.word.len() > 2))
    }
}

/// True for an article that is also a number.
pub(super) fn is_article(word: &str) -> bool {
    matches!(word, "a" | "un")
}

/// True where "15 to 19" or "20 after 3" are minutes before or past an hour rather than a span of hours.
fn is_distance(minutes: i8, before: bool, hour: i8) -> bool {
    let round = minutes % 5 == 0;
    match (before, minutes > 12) {
        (_, true) => round && minutes <= 30 && (!before || hour > 0),
        (true, false) => round && hour > 12,
        (false, false) => round,
    }
}

/// True where "10 to 9" is 8:50: after "at", or where no span of hours would be said so.
fn is_small_distance(minutes: i8, hour: i8, led: bool) -> bool {
    let unlikely_span = matches!((minutes, hour), (10, 7..=9) | (5, 1..=4));
    matches!(minutes, 5 | 10) && (1..=12).contains(&hour) && (led || unlikely_span)
}

fn shifted(whole: Reading, minutes: i8, used: usize) -> Reading {
    let point = whole.point;
    let (hour, minute) =
        if minutes < 0 { (if point.hour == 0 { 23 } else { point.hour - 1 }, 60 + minutes) } else { (point.hour, minutes) };
    // A quarter to one in the afternoon is 12:45, and to twelve noon 11:45 in the morning.
    let half = match (point.half, point.hour, minutes < 0) {
        (Some(Half::Afternoon), 12, true) => Some(Half::Morning),
        (half, ..) => half,
    };
    let hour = if hour == 0 && minutes < 0 { 12 } else { hour };
    Reading { point: Point { hour, minute, half }, fine: true, sure: true, used }
}
