//! Weeks, weekends and months, their edges and what is left of them.

use super::calendar::{add_days, add_months, month_ahead, month_of, week_of};
use super::days::Which;
use super::item::{Days, Read, Reader, Shape};
use super::words::{Strength, Unit, month, phrase, unit, word, word_before};
use super::{DaySpan, Grain};
use jiff::civil::Date;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    Begin,
    Middle,
    End,
    FirstHalf,
    SecondHalf,
    Rest,
    Later,
}

const EDGES: &[(&[&str], Edge)] = &[
    (
        &[
            "the beginning of",
            "beginning of",
            "the start of",
            "start of",
            "the first part of",
            "the front of",
            "principios de",
            "principios del",
            "principio de",
            "principio del",
            "inicios de",
            "inicios del",
            "inicio de",
            "inicio del",
            "comienzos de",
            "comienzos del",
            "comienzo de",
            "comienzo del",
            "early in",
            "early",
        ],
        Edge::Begin,
    ),
    (&["the middle of", "middle of", "mediados de", "mediados del", "mid -", "mid"], Edge::Middle),
    (&["the first half of", "first half of", "la primera mitad de", "la primera mitad del", "la primera quincena de"], Edge::FirstHalf),
    (
        &[
            "the second half of",
            "second half of",
            "the latter half of",
            "the last half of",
            "la segunda mitad de",
            "la segunda quincena de",
        ],
        Edge::SecondHalf,
    ),
    (
        &[
            "the end of",
            "end of",
            "the last part of",
            "the tail end of",
            "finales de",
            "finales del",
            "fines de",
            "fines del",
            "fin de",
            "fin del",
            "al final de",
            "al final del",
            "final de",
            "final del",
            "late in",
            "late",
        ],
        Edge::End,
    ),
    (
        &[
            "the rest of",
            "rest of",
            "the remainder of",
            "remainder of",
            "el resto de",
            "el resto del",
            "resto de",
            "resto del",
            "lo que queda de",
            "lo que queda del",
        ],
        Edge::Rest,
    ),
    (&["later in", "later", "mas tarde de", "mas tarde en", "mas tarde", "mas adelante"], Edge::Later),
];

impl Reader<'_> {
    /// A week, weekend, month or year, an edge of one, or a count of them ahead.
    pub(super) fn period(&self, at: usize) -> Read<Days> {
        self.edge_of_period(at)
            .or_else(|| self.count_ahead(at))
            .or_else(|| self.weekend(at))
            .or_else(|| self.week(at))
            .or_else(|| self.month_or_year(at))
    }

    /// "end of next week", "early March", "rest of the week", "later this month", "mid-week", "eom".
    fn edge_of_period(&self, at: usize) -> Read<Days> {
        if word(self.tokens, at) == "eom" {
            let month = month_of(self.today);
            return Some((Days { names_end: true, ..Days::span(DaySpan { first: add_days(month.last, -7)?, ..month }, Grain::Day) }, 1));
        }
        if let Some(used) = phrase(self.tokens, at, &["midweek", "mid week", "mid - week"]) {
            let week = week_of(self.today)?;
            return Some((Days::span(part_of_week(week, Edge::Middle)?, Grain::Day), used));
        }
        let (edge, lead) = EDGES.iter().find_map(|(phrases, edge)| phrase(self.tokens, at, phrases).map(|used| (*edge, used)))?;
        // Spanish runs the article into the word before: "fin del mes".
        let inner = at + lead + usize::from(word(self.tokens, at + lead) == "around");
        let inner = if word(self.tokens, inner - 1) == "de" && word(self.tokens, inner) == "el" { inner + 1 } else { inner };
        if let Some((week, used)) = self.week(inner).or_else(|| self.bare_week(inner)) {
            let span = part_of_week(week.span, edge)?;
            let span = self.next_where_over(span, inner, week.past)?;
            let span = if matches!(edge, Edge::Rest | Edge::Later) { self.not_before_today(span) } else { span };
            return Some((Days { names_end: edge == Edge::End, past: week.past, ..Days::span(span, Grain::Day) }, inner + used - at));
        }
        if let Some((year, used)) = self.whole_year(inner) {
            let month = |number: i8| Date::new(year.first.year(), number, 1).ok();
            let span = match edge {
                Edge::Begin => DaySpan { first: year.first, last: add_days(month(4)?, -1)? },
                Edge::FirstHalf => DaySpan { first: year.first, last: add_days(month(7)?, -1)? },
                Edge::SecondHalf => DaySpan { first: month(7)?, last: year.last },
                Edge::Middle => DaySpan { first: month(5)?, last: add_days(month(9)?, -1)? },
                Edge::End => DaySpan { first: month(9)?, last: year.last },
                Edge::Rest | Edge::Later => self.not_before_today(year),
            };
            return Some((Days { names_end: edge == Edge::End, ..Days::span(span, Grain::Month) }, inner + used - at));
        }
        let bare = matches!(word(self.tokens, inner), "month" | "week");
        let (month, used) = self.whole_month(inner).filter(|_| !bare || edge != Edge::Later)?;
        let (span, _) = self.part_of_month(month, edge)?;
        // "At the beginning of the month" said on the 20th is the next one's.
        let gone = span.last < self.today && !matches!(word(self.tokens, inner), "this" | "este" | "last");
        let month =
            if gone && month.first <= self.today && month.last >= self.today { month_of(add_months(month.first, 1)?) } else { month };
        let (span, grain) = self.part_of_month(month, edge)?;
        Some((Days { names_end: edge == Edge::End, ..Days::span(span, grain) }, inner + used - at))
    }

    /// "end of week", "a finales de semana".
    fn bare_week(&self, at: usize) -> Read<Days> {
        let named = matches!(word(self.tokens, at), "week" | "semana") && word(self.tokens, at + 1) != "of";
        let weekend = matches!(word(self.tokens, at.saturating_sub(2)), "fin") || word(self.tokens, at + 1) == "end";
        (named && !weekend).then(|| Some((Days::span(week_of(self.today)?, Grain::Week), 1)))?
    }

    /// "Early in the week" said on a Thursday is the next one's.
    fn next_where_over(&self, span: DaySpan, at: usize, past: bool) -> Option<DaySpan> {
        let over = span.last < self.today && !past && !matches!(word(self.tokens, at), "this" | "current" | "the" | "esta" | "last");
        let the = span.last < self.today && !past && word(self.tokens, at) == "the" && word(self.tokens, at + 1) == "week";
        if !over && !the {
            return Some(span);
        }
        Some(DaySpan { first: add_days(span.first, 7)?, last: add_days(span.last, 7)? })
    }

    fn part_of_month(&self, month: DaySpan, edge: Edge) -> Option<(DaySpan, Grain)> {
        let day = |number: i64| add_days(month.first, number - 1);
        Some(match edge {
            Edge::Begin => (DaySpan { first: month.first, last: day(10)? }, Grain::Day),
            Edge::Middle => (DaySpan { first: day(11)?, last: day(20)? }, Grain::Day),
            Edge::End => (DaySpan { first: day(21)?, last: month.last }, Grain::Day),
            Edge::FirstHalf => (DaySpan { first: month.first, last: day(15)? }, Grain::Day),
            Edge::SecondHalf => (DaySpan { first: day(16)?, last: month.last }, Grain::Day),
            Edge::Rest | Edge::Later => (self.not_before_today(month), Grain::Day),
        })
    }

    /// "next 3 days", "the next couple of weeks", "los próximos tres meses", "2 upcoming weeks".
    fn count_ahead(&self, at: usize) -> Read<Days> {
        let tokens = self.tokens;
        let article = usize::from(matches!(word(tokens, at), "the" | "los" | "las" | "these" | "estos" | "estas"));
        let start = at + article;
        let ahead =
            |index: usize| phrase(tokens, index, &["next", "coming", "upcoming", "following", "proximos", "proximas", "siguientes"]);
        let behind = |index: usize| phrase(tokens, index, &["last", "past", "previous", "ultimos", "ultimas", "pasados", "pasadas"]);
        let lead = ahead(start).or_else(|| behind(start)).unwrap_or(0);
        let mut past = lead > 0 && ahead(start).is_none();
        // "los próximos días", "the coming days": a few of them.
        if lead > 0 && article > 0 && matches!(word(tokens, start + lead), "days" | "dias") {
            return Some((self.counted(3, Unit::Day, past)?, article + lead + 1));
        }
        let (count, used) = self.whole_count(start + lead)?;
        let mut next = start + lead + used;
        if lead == 0 {
            let inner = ahead(next).or_else(|| behind(next));
            past |= inner.is_some() && ahead(next).is_none();
            let Some(inner) = inner else { return self.count_then_ahead(at, start, (count, used)) };
            next += inner;
        }
        let name = word(tokens, next);
        let unit = unit(name)?;
        // "only 3 next week" counts something else.
        if lead == 0 && count > 1 && !name.ends_with('s') {
            return None;
        }
        let tail = phrase(tokens, next + 1, &["laborables", "habiles"]).unwrap_or(0);
        let unit = if tail > 0 { Unit::Workday } else { unit };
        // "in the next two months" begin now, "the next two months" are whole ones.
        let days =
            if unit == Unit::Month && !past && matches!(word_before(tokens, at), "in" | "within" | "over" | "during" | "en" | "durante") {
                Days::span(DaySpan { first: self.ahead(1)?, last: add_months(self.today, count)? }, Grain::Day)
            } else {
                self.counted(count, unit, past)?
            };
        Some((days, next + 1 + tail - at))
    }

    /// "3 años que vienen", "los dos días siguientes".
    fn count_then_ahead(&self, at: usize, start: usize, (count, used): (i64, usize)) -> Read<Days> {
        let unit = unit(word(self.tokens, start + used))?;
        let tail = phrase(
            self.tokens,
            start + used + 1,
            &["que vienen", "siguientes", "proximos", "proximas", "habiles siguientes", "laborables siguientes", "pasados", "pasadas"],
        )?;
        let past = matches!(word(self.tokens, start + used + tail), "pasados" | "pasadas");
        let workdays = matches!(word(self.tokens, start + used + 1), "habiles" | "laborables");
        Some((self.counted(count, if workdays { Unit::Workday } else { unit }, past)?, start + used + 1 + tail - at))
    }

    fn counted(&self, count: i64, unit: Unit, past: bool) -> Option<Days> {
        if past {
            let first = match unit {
                Unit::Day | Unit::Workday => self.ahead(-count)?,
                Unit::Week => self.ahead(count.checked_mul(-7)?)?,
                Unit::Month => add_months(self.today, -count)?,
                Unit::Year => add_months(self.today, -count.checked_mul(12)?)?,
                _ => return None,
            };
            return Some(Days::span(DaySpan { first, last: self.ahead(-1)?.max(first) }, Grain::Day).gone());
        }
        let tomorrow = self.ahead(1)?;
        let (first, last, grain) = match unit {
            Unit::Day => (tomorrow, self.ahead(count)?, Grain::Day),
            Unit::Workday => (tomorrow, self.ahead(count + count / 5 * 2 + 2)?, Grain::Day),
            Unit::Week => (tomorrow, self.ahead(count.checked_mul(7)?)?, Grain::Week),
            Unit::Fortnight => (tomorrow, self.ahead(count.checked_mul(14)?)?, Grain::Week),
            Unit::Month => {
                let first = add_months(self.today.first_of_month(), 1)?;
                (first, add_days(add_months(first, count)?, -1)?, Grain::Month)
            }
            Unit::Year => (tomorrow, add_months(self.today, count.checked_mul(12)?)?, Grain::Year),
            _ => return None,
        };
        (first <= last).then(|| Days::span(DaySpan { first, last }, grain))
    }

    /// A whole count: "3", "three", "couple of", "few".
    pub(super) fn whole_count(&self, at: usize) -> Read<i64> {
        if let Some(used) = phrase(self.tokens, at, &["a couple of", "couple of", "a couple", "couple", "un par de", "par de"]) {
            return Some((2, used));
        }
        if let Some(used) = phrase(self.tokens, at, &["a few", "few", "several", "unos", "unas", "varios", "varias"]) {
            // "unos 20 minutos" are about twenty.
            let about = self.number(at + used).filter(|_| matches!(word(self.tokens, at), "unos" | "unas"));
            return Some(about.map_or((3, used), |number| (i64::from(number.value), used + number.used)));
        }
        self.number(at).map(|number| (i64::from(number.value), number.used))
    }

    /// "next month", "this year", "el mes que viene".
    fn month_or_year(&self, at: usize) -> Read<Days> {
        let article = usize::from(matches!(word(self.tokens, at), "the" | "el"));
        if let Some((span, used)) = self.whole_month(at) {
            let led = self.which(at).is_some() || self.which_after(at + used - 1).is_some() || used > 1 + article;
            let known = month(word(self.tokens, at)).is_none();
            if known && (led || article > 0) {
                let gone = span.last < self.today;
                let days = Days::span(self.not_before_today(span), Grain::Month);
                return Some((if gone { days.gone() } else { days }, used));
            }
            if !known {
                return None;
            }
        }
        if let Some((which, lead)) = self.which(at)
            && let Some((number, _)) =
                month(word(self.tokens, at + lead)).filter(|(_, strength)| *strength == Strength::Sure || which != Which::This)
        {
            let span = month_ahead(self.today, number)?;
            return Some((Days::span(span, Grain::Month).shaped(Shape::Month(number)), lead + 1));
        }
        self.season(at).or_else(|| self.quarter(at)).or_else(|| self.year_by_word(at))
    }
}

fn part_of_week(week: DaySpan, edge: Edge) -> Option<DaySpan> {
    let day = |offset: i64| add_days(week.first, offset);
    Some(match edge {
        Edge::Begin | Edge::FirstHalf => DaySpan { first: week.first, last: day(2)? },
        Edge::Middle => DaySpan { first: day(1)?, last: day(3)? },
        Edge::End => DaySpan { first: day(4)?, last: week.last },
        Edge::SecondHalf | Edge::Later => DaySpan { first: day(3)?, last: week.last },
        Edge::Rest => week,
    })
}
