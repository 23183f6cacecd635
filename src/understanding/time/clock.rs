//! Times and spans of time on the clock, with what around them speaks for that.

use super::item::{Clock, Half, Point, Read, Reader};
use super::point::Reading;
use super::words::{is_counted_thing, is_one_of, is_street_word, month, phrase, unit, weekday, word, word_before};
use crate::understanding::numbers::ordinal;
use crate::understanding::text::Token;
use jiff::civil::{Time, time};

const LEADS: &[&str] = &[
    "at about",
    "at around",
    "at like",
    "at approximately",
    "at roughly",
    "right at",
    "at exactly",
    "around about",
    "at",
    "@",
    "around",
    "about",
    "approximately",
    "approx",
    "roughly",
    "circa",
    "close to",
    "a eso de las",
    "a eso de la",
    "como a las",
    "como a la",
    "alrededor de las",
    "alrededor de la",
    "al las",
    "a las",
    "a la",
    "sobre las",
    "sobre la",
    "para las",
    "para la",
    "tipo",
    "las",
    "la",
    "a",
];

impl Reader<'_> {
    /// A time or a span on the clock. `primed` where a day or a part of one stands right before.
    pub(super) fn clock(&self, at: usize, primed: bool) -> Read<Clock> {
        let lead = phrase(self.tokens, at, LEADS).unwrap_or(0);
        let cued = self.cue(at, lead, primed);
        if lead > 0 && cued.is_none() {
            return None;
        }
        let start = at + lead;
        if let Some((clock, used)) = self.clock_span(start, cued == Some(true)) {
            return Some((clock, lead + used));
        }
        let reading = self.point(start)?;
        let spoken_for = cued == Some(true) && self.follows_well(start, reading);
        let fits = reading.sure || spoken_for || (self.is_hour_of_day(start, reading) && self.names_near_day(start + reading.used));
        let fits = fits && !self.is_part_of_something(start, reading);
        fits.then(|| (Clock { from: reading.point, to: None, fine: reading.fine }, lead + reading.used))
    }

    /// Whether the words before speak for a time: `Some(true)` they do, `Some(false)` they are neutral, `None` they must not be taken.
    fn cue(&self, at: usize, lead: usize, primed: bool) -> Option<bool> {
        let first = word(self.tokens, at);
        let before = word_before(self.tokens, at);
        if lead == 0 {
            let bound = matches!(
                before,
                "by" | "before" | "after" | "until" | "untill" | "till" | "til" | "past" | "since" | "from" | "between" | "hasta" | "desde"
            );
            let two_before = if at > 1 { word(self.tokens, at - 2) } else { "" };
            let offered = matches!(
                (two_before, before),
                ("can" | "could" | "let's" | "lets" | "we" | "i" | "you", "do") | ("make", "it") | ("try", "for")
            );
            // "this past one" is no hour.
            let gone = before == "past" && matches!(two_before, "this" | "the" | "these");
            let bound = (bound && !gone) || offered || (self.spanish && matches!(before, "las" | "la") && !self.is_pick(at - 1));
            // "3 or later", "between now and 5".
            let open = self.hour_then_open(at) || (before == "and" && at > 1 && word(self.tokens, at - 2) == "now");
            // "move it to 4", but not "change the booking for Smith to 4".
            let moved = before == "to" && is_one_of(word_before(self.tokens, at - 1), "it back forward appointment appt visit time");
            let open = open || (moved && !self.spanish && self.is_move());
            let bound = bound || open || (before == "than" && matches!(word_before(self.tokens, at - 1), "later" | "earlier" | "sooner"));
            return Some(bound || primed || self.asked);
        }
        match first {
            "la" | "las" if self.is_pick(at) => None,
            "a" if lead == 1 => (primed && self.spanish).then_some(true),
            "la" | "las" if lead == 1 => Some(true),
            "tipo" => self.spanish.then_some(true),
            _ => Some(true),
        }
    }

    /// "ninguna de las dos": two of what was named.
    fn is_pick(&self, article: usize) -> bool {
        word_before(self.tokens, article) == "de" && article > 1 && is_one_of(word(self.tokens, article - 2), PRONOUNS)
    }

    /// "3 or later", "from 3 onwards".
    fn hour_then_open(&self, at: usize) -> bool {
        let open = &["or later", "or after", "onwards", "onward", "and later", "o mas tarde", "o despues", "en adelante"];
        self.number(at).is_some_and(|number| phrase(self.tokens, at + number.used, open).is_some())
    }

    /// "10 to 12", "between 3 and 4pm", "de 2 a 4", "9:30 - 11".
    fn clock_span(&self, at: usize, cued: bool) -> Read<Clock> {
        let intro = phrase(
            self.tokens,
            at,
            &[
                "from",
                "between",
                "btwn",
                "b / w",
                "b / t",
                "de las",
                "de la",
                "de",
                "desde las",
                "desde la",
                "desde",
                "entre las",
                "entre la",
                "entre",
            ],
        )
        .unwrap_or(0);
        let first = self.point(at + intro)?;
        let joint_at = at + intro + first.used;
        let joint = self.joint(joint_at, word(self.tokens, at))?;
        let second = self.point(joint_at + joint)?;
        let used = intro + first.used + joint + second.used;
        let till = matches!(word(self.tokens, joint_at), "till" | "til" | "until" | "hasta");
        let window = matches!(word(self.tokens, at + used), "window" | "slot" | "works" | "work" | "sounds" | "would");
        let clear = first.sure || second.sure || intro > 0 || cued || till || window || self.names_a_day(at + used);
        let fits = clear
            && !self.is_part_of_something(joint_at + joint, second)
            && (second.sure || self.follows_well(joint_at + joint, second) || self.names_a_day(at + used))
            && (first.point.hour, first.point.minute) != (second.point.hour, second.point.minute);
        fits.then_some((Clock { from: first.point, to: Some(second.point), fine: first.fine || second.fine }, used))
    }

    /// What stands between the ends of a span.
    fn joint(&self, at: usize, intro: &str) -> Option<usize> {
        let found = phrase(
            self.tokens,
            at,
            &[
                "to",
                "till",
                "til",
                "until",
                "untill",
                "through",
                "thru",
                "-",
                "–",
                "—",
                "hasta las",
                "hasta la",
                "hasta",
                "a las",
                "a la",
                "a",
            ],
        );
        if found.is_some() {
            return found;
        }
        match intro {
            "between" | "btwn" | "b" => phrase(self.tokens, at, &["and", "&", "n"]),
            "entre" => phrase(self.tokens, at, &["y las", "y la", "y"]),
            _ => None,
        }
    }

    fn names_a_day(&self, at: usize) -> bool {
        let next = word(self.tokens, at + usize::from(word(self.tokens, at) == "on"));
        matches!(next, "today" | "tomorrow" | "tonight" | "hoy" | "manana") || weekday(next).is_some() || self.part(at).is_some()
    }

    /// True for a bare hour that is no degree or amount ("down to 10 tonight").
    fn is_hour_of_day(&self, at: usize, reading: Reading) -> bool {
        let amount = matches!(word_before(self.tokens, at), "to" | "hit" | "hits" | "below" | "above" | "of" | "the" | "is" | "it's");
        !reading.fine && (1..=12).contains(&reading.point.hour) && !amount
    }

    /// "7 tonight", "10 tomorrow morning": a number right before such a day is an hour.
    fn names_near_day(&self, at: usize) -> bool {
        if word(self.tokens, at) == "or"
            && let Some(other) = self.point(at + 1)
        {
            if other.fine {
                return other.sure;
            }
            return matches!(word(self.tokens, at + 1 + other.used), "tonight" | "tomorrow");
        }
        matches!(word(self.tokens, at), "tonight" | "tomorrow" | "today")
            || (word(self.tokens, at) == "this" && self.part(at + 1).is_some())
    }

    /// True where what follows an unsure number lets it be a time.
    fn follows_well(&self, at: usize, reading: Reading) -> bool {
        let next_at = at + reading.used;
        let Some(next) = self.tokens.get(next_at) else { return true };
        if next.is_number() {
            return false;
        }
        if !next.is_word() {
            let house = next.word == "," && self.tokens.get(next_at + 1).is_some_and(|after| after.is_number() && after.word.len() > 2);
            if house {
                return false;
            }
            let joined = self.tokens[next_at - 1].touches(next) && matches!(next.word.as_str(), "-" | "/" | "%" | "." | ":" | "\"" | "$");
            return !(joined && self.tokens.get(next_at + 1).is_some_and(Token::is_number));
        }
        let word = next.word.as_str();
        if is_counted_thing(word)
            || is_street_word(word)
            || (unit(word).is_some() && !matches!(word, "horas" | "hs"))
            || ordinal(self.tokens, at).is_some()
        {
            return false;
        }
        // "at One on Center Street" and "until one works" are no hours.
        if matches!(word, "on" | "of") {
            return self.days(next_at + 1).is_some();
        }
        let pronoun =
            self.tokens[at].word == "one" && reading.used == 1 && is_one_of(word, "works work is that i that's in can will would");
        !pronoun && (may_follow(word) || weekday(word).is_some() || month(word).is_some())
    }

    /// "6 or 7": an hour without a half lies near the one before it.
    pub(super) fn near(old: Clock, new: Clock) -> Clock {
        let (from, _) = span_of(old, None);
        let ahead = new.from.hour - old.from.hour;
        let plain = new.from.half.is_none() && new.to.is_none() && new.from.hour < 12;
        if plain && old.from.hour < 12 && from.hour() >= 12 && (1..=2).contains(&ahead) {
            return Clock { from: Point { half: Some(Half::Afternoon), ..new.from }, ..new };
        }
        new
    }

    /// True where the number belongs to a longer number, a date, an amount or an address.
    fn is_part_of_something(&self, at: usize, reading: Reading) -> bool {
        let end = at + reading.used;
        let before = word_before(self.tokens, at);
        let touching_before = at > 0 && self.tokens[at - 1].touches(&self.tokens[at]);
        let money = matches!(before, "$" | "#" | "apt" | "apartment" | "unit" | "suite" | "number" | "room");
        let glued = touching_before
            && matches!(before, "/" | "." | "-")
            && at > 1
            && self.tokens[at - 2].is_number()
            && self.tokens[at - 2].word.len() > 2;
        let counted = !reading.sure && (is_counted_thing(word(self.tokens, end)) || word(self.tokens, end) == "%");
        let first = self.tokens.get(at).map_or("", |token| token.word.as_str());
        let year = first.len() == 4
            && matches!(first.as_bytes(), [b'1', b'9', ..] | [b'2', b'0', ..])
            && !reading.sure
            && !matches!(before, "at" | "@" | "around")
            && !(self.asked && self.tokens.len() <= 2);
        // "sixty two at night" is no two o'clock.
        let hundred = before == "and" && at > 1 && word(self.tokens, at - 2) == "hundred";
        let tail = at > 0
            && self.number(at - 1).is_some_and(|number| number.value >= 20 && (number.value % 10 == 0 || number.used > 1))
            && !self.tokens[at].is_number();
        // "The first one", "the morning one".
        let pronoun = first == "one" && !reading.sure && is_one_of(before, PICKING);
        // "twelve thirty oak street" is where somebody lives.
        let name = word(self.tokens, end);
        let named = matches!(word_before(self.tokens, end), "morning" | "afternoon" | "evening" | "night");
        let house = (reading.point.half.is_none() || named)
            && !matches!(before, "at" | "@" | "around" | "about")
            && self.tokens.get(end).is_some_and(Token::is_word)
            && !may_follow(name)
            && weekday(name).is_none()
            && (1..=2).any(|more| is_street_word(word(self.tokens, end + more)));
        pronoun
            || money
            || year
            || tail
            || hundred
            || glued
            || counted
            || house
            || (is_street_word(word(self.tokens, end)) && !reading.fine && !reading.sure)
    }
}

/// What picks among things that were named.
const PRONOUNS: &str = "ninguna cualquiera una alguna ninguno ambas cada";

const FOLLOWERS: &str = "\
    central eastern est cst mst pst edt cdt mdt pdt et ct pt gmt utc \
    please except but instead window if or and on for in at works work would will is be with so because then sharp today \
    tonight tomorrow the this next under to till until through thru when since thanks thank though okay ok good fine sounds \
    that i i'm we you can maybe tops latest any are was has my it he she there should could also as by o y de del el la por \
    para en esta este hoy manana si estaria gracias a hasta pero que me más horas spot slot appointment morning afternoon \
    evening night not no yes don't before after around about from onwards onward hs h \
    hrs too";

/// Words after which "one" stands for what was named before.
const PICKING: &str = "first second third last next other morning afternoon evening earlier later earliest latest early late that this \
    which either neither each any same new only";

/// Small words that may come after a bare hour.
pub(super) fn may_follow(word: &str) -> bool {
    is_one_of(word, FOLLOWERS)
}

/// The time of day that a point names. Without a half said, hours are those of a working day: 7 to 11 before noon, 12 and 1 to 6 after.
pub(super) fn time_of(point: Point, hint: Option<Half>) -> Time {
    let hour = hour_of(point, point.half.or(hint));
    time(hour.clamp(0, 23), point.minute.clamp(0, 59), 0, 0)
}

fn hour_of(point: Point, half: Option<Half>) -> i8 {
    let hour = point.hour;
    match half {
        _ if hour == 24 => 0,
        _ if hour > 12 => hour,
        Some(Half::Morning) => hour % 12,
        Some(Half::Afternoon) => hour % 12 + 12,
        Some(Half::Evening) => {
            if hour == 12 || hour == 0 {
                0
            } else {
                hour + 12
            }
        }
        Some(Half::Night) => {
            if hour == 12 {
                0
            } else if hour < 5 {
                hour
            } else {
                hour + 12
            }
        }
        None if (1..=6).contains(&hour) => hour + 12,
        None => hour,
    }
}

/// The times of a span: each end helps to read the other.
pub(super) fn span_of(clock: Clock, hint: Option<Half>) -> (Time, Option<Time>) {
    let Some(to) = clock.to else { return (time_of(clock.from, hint), None) };
    let end = time_of(to, hint.or(clock.from.half.filter(|_| to.hour < 12 && to.hour > clock.from.hour)));
    if clock.from.half.is_some() || clock.from.hour > 12 || clock.from.hour == 0 {
        let start = time_of(clock.from, None);
        let later = time(end.hour().saturating_add(12).min(23), end.minute(), 0, 0);
        let end = if end <= start && to.half.is_none() && end.hour() < 12 { later } else { end };
        return (start, Some(end));
    }
    // "9 to 5", "11 to 1 pm", "3-4 pm": the latest beginning before the end that is not half a day away.
    let halves = if hint.is_some() && to.half.is_none() {
        [time_of(clock.from, hint); 2]
    } else {
        [time_of(clock.from, Some(Half::Afternoon)), time_of(clock.from, Some(Half::Morning))]
    };
    let plain = time_of(clock.from, hint);
    let said = to.half.is_some();
    let start = if said { halves.into_iter().find(|start| *start < end).unwrap_or(plain) } else { plain };
    let end = if end <= start && !said && end.hour() < 12 { time(end.hour() + 12, end.minute(), 0, 0) } else { end };
    (start, Some(end))
}
