//! Days of a month without its name: "the 24th", "on the first", "el 20", "the 11th of this month".

use super::calendar::day_of_month_ahead;
use super::clock::may_follow;
use super::item::{Days, Read, Reader, Shape};
use super::words::{is_counted_thing, is_one_of, is_street_word, phrase, weekday, word, word_before};
use super::{DaySpan, Grain};
use crate::understanding::numbers::{cardinal, ordinal};
use crate::understanding::text::Token;
use jiff::civil::Date;

impl Reader<'_> {
    /// "the 24th", "24th", "el 20", "día once"; "the 24" only as an answer.
    pub(super) fn day_of_month(&self, at: usize) -> Read<Days> {
        let tokens = self.tokens;
        if let Some(found) = self.run_of_days(at) {
            return Some(found);
        }
        let lead = phrase(tokens, at, &["the", "el dia", "el", "dia", "this", "este"]).unwrap_or(0);
        let start = at + lead;
        let named = ordinal(tokens, start);
        let number = named.or_else(|| {
            cardinal(tokens, start)
                .filter(|number| self.is_bare_day(at, lead) && (number.value >= 10 || self.spanish || tokens[start].is_number()))
        })?;
        let figures = tokens.get(start)?.is_number();
        let end = start + number.used;
        let counted = self.is_followed_by_thing(end, named.is_some() && figures, lead > 0);
        let is_day =
            if figures && named.is_some() { lead > 0 || self.is_led_day(at, end) } else { self.is_said_day(at, start, end, lead > 0) };
        if !is_day || counted {
            return None;
        }
        // "el 27/11" and "the 3:15" go on.
        let goes_on = matches!(word(tokens, end), "/" | ":") || (word(tokens, end) == "." && tokens[end - 1].touches(&tokens[end]));
        if goes_on && tokens.get(end + 1).is_some_and(Token::is_number) {
            return None;
        }
        let day = i8::try_from(number.value).ok().filter(|day| (1..=31).contains(day))?;
        if let Some((month, used)) = self.of_month(end) {
            let date = Date::new(month.first.year(), month.first.month(), day).ok()?;
            // "the 1st of the month" said later in it is the next one's.
            let bare = word(tokens, end) != "this" && word(tokens, end + 1) == "the";
            let date = if bare && date < self.today { day_of_month_ahead(self.today, day)? } else { date };
            return Some((Days::day(date), end + used - at));
        }
        Some((Days::day(day_of_month_ahead(self.today, day)?).shaped(Shape::DayOfMonth(day)), end - at))
    }

    /// "del 15 al 18": days of one month, or into the next.
    fn run_of_days(&self, at: usize) -> Read<Days> {
        if word(self.tokens, at) != "del" {
            return None;
        }
        let day = |index: usize| {
            let number = cardinal(self.tokens, index)?;
            Some((i8::try_from(number.value).ok().filter(|day| (1..=31).contains(day))?, number.used))
        };
        let (first, used) = day(at + 1)?;
        let joint = at + 1 + used;
        let lead = phrase(self.tokens, joint, &["al", "hasta el"])?;
        let (last, more) = day(joint + lead)?;
        let begin = day_of_month_ahead(self.today, first)?;
        let end = day_of_month_ahead(begin, last)?;
        Some((Days::span(DaySpan { first: begin, last: end }, Grain::Day), joint + lead + more - at))
    }

    /// True where "24th" without an article is a day and no street or floor.
    fn is_led_day(&self, at: usize, end: usize) -> bool {
        let before = word_before(self.tokens, at);
        let ends = self.tokens.get(end).is_none_or(|next| !next.is_word() && !next.is_number());
        let ends = ends
            || matches!(word(self.tokens, end), "or" | "at" | "in" | "works" | "is" | "please")
            || (matches!(word(self.tokens, end), "and" | "or") && ordinal(self.tokens, end + 1).is_some());
        let listed = ends && before == "," && matches!(word(self.tokens, end), "and" | "or");
        let front = self.is_alone(at.saturating_sub(usize::from(before == "on")), end) || at == 0 && ends || (at == 1 && before == "on");
        let near = matches!(before, "by" | "for" | "until" | "till" | "before" | "after" | "from" | "to" | "or" | "the" | "and" | "-")
            || weekday(before).is_some();
        let visit = ends && is_one_of(before, "back come here there free available out off me us it in visit book");
        front || near || visit || listed || self.of_month(end).is_some() || (self.asked && matches!(before, "on" | "for" | ""))
    }

    /// True where an ordinal in words, or a bare number after an article, is a day: "on the first", "el primero", "el 20".
    fn is_said_day(&self, at: usize, start: usize, end: usize, articled: bool) -> bool {
        let name = word(self.tokens, start);
        if !articled {
            // "third of next month", "antes del 15".
            let cardinal = ordinal(self.tokens, start).is_none();
            let led = word_before(self.tokens, at) == "on" && self.tokens.get(end).is_none_or(|next| !next.is_word());
            return cardinal || led || (word(self.tokens, end) == "of" && self.of_month(end).is_some());
        }
        if self.tokens.get(start).is_some_and(Token::is_number) || ordinal(self.tokens, start).is_none() {
            return true;
        }
        if self.choosing && matches!(name, "first" | "second" | "third" | "primero" | "segundo") && self.of_month(end).is_none() {
            return false;
        }
        if self.spanish {
            return matches!(name, "primero" | "uno");
        }
        let before = word_before(self.tokens, at);
        let led = matches!(before, "on" | "by" | "until" | "till" | "before" | "after" | "from" | "for" | "or" | "is" | "about" | "due")
            || (at == 0 && self.asked);
        let ends =
            self.tokens.get(end).is_none_or(|next| !next.is_word()) || may_follow(word(self.tokens, end)) || self.of_month(end).is_some();
        let sure = !matches!(name, "first" | "second" | "third") && ends;
        self.of_month(end).is_some() || sure || (led && ends)
    }

    /// True where a number without an ending may be a day of the month: "el 20", or "the 24" in an answer or after "on".
    fn is_bare_day(&self, at: usize, lead: usize) -> bool {
        let before = word_before(self.tokens, at);
        match word(self.tokens, at) {
            "el" | "dia" => true,
            // Links took the article: "antes del 15", "hasta el 15".
            _ if lead == 0 && self.spanish && matches!(before, "del" | "el") => {
                let link = at.checked_sub(2).map_or("", |index| word(self.tokens, index));
                matches!(link, "antes" | "despues" | "partir" | "hasta" | "tarde")
            }
            "the" if lead == 1 => self.asked || matches!(before, "on" | "by" | "until" | "before" | "after" | "from" | "between" | "to"),
            _ => false,
        }
    }

    /// "2nd floor", "the first time", "the 3 units": what is counted is not a day.
    fn is_followed_by_thing(&self, at: usize, figures: bool, led: bool) -> bool {
        let Some(next) = self.tokens.get(at) else { return false };
        let word = next.word.as_str();
        if next.is_number() {
            return !(led || figures);
        }
        let thing = is_counted_thing(word) && word != "of"
            || is_street_word(word)
            || matches!(
                word,
                "floor"
                    | "fl"
                    | "flr"
                    | "floors"
                    | "av"
                    | "rear"
                    | "½"
                    | "apt"
                    | "time"
                    | "one"
                    | "available"
                    | "thing"
                    | "opening"
                    | "appointment"
                    | "slot"
                    | "story"
                    | "place"
                    | "call"
                    | "grade"
                    | "level"
                    | "bedroom"
                    | "bathroom"
                    | "party"
                    | "step"
                    | "house"
                    | "piso"
                    | "vez"
                    | "week"
                    | "century"
                    | "week's"
                    | "hour"
                    | "day"
                    | "semestre"
                    | "quarter"
                    | "trimestre"
                    | "veces"
                    | "anniversary"
                    | "birthday"
                    | "gear"
                    | "%"
                    | "$"
            );
        thing && !(word == "day" || word == "st" || word == "th")
    }

    /// "of this month", "of next month", "del próximo mes", "day of next month".
    pub(super) fn of_month(&self, at: usize) -> Read<DaySpan> {
        let lead = phrase(
            self.tokens,
            at,
            &["day of the", "day of", "day in", "of the", "of", "in the", "in", "dia de este", "dia del", "de la", "del", "de", "en", ","],
        )
        .unwrap_or(0);
        if lead == 0 && !matches!(word(self.tokens, at), "this" | "next" | "este") {
            return None;
        }
        self.whole_month(at + lead).map(|(month, used)| (month, lead + used))
    }
}
