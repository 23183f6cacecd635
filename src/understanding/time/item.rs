//! What single phrases about time say, before they are put together.

use super::{DaySpan, Grain};
use crate::understanding::text::Token;
use jiff::civil::{Date, DateTime, Time, Weekday};

/// What the readers of phrases look at.
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that was or was not so when the sentence was heard")]
pub(super) struct Reader<'a> {
    /// The sentence.
    pub tokens: &'a [Token],
    /// The present on the wall.
    pub now: DateTime,
    /// The present day.
    pub today: Date,
    /// The sentence is Spanish, so 4/7 is the fourth of July.
    pub spanish: bool,
    /// The assistant had asked about time, so a bare number answers that.
    pub asked: bool,
    /// The assistant had asked for a name, so April, Julio and Domingo are people.
    pub naming: bool,
    /// The assistant had offered windows, so "the first" is one of them and no day.
    pub choosing: bool,
}

impl Reader<'_> {
    /// True where nothing but these tokens and fillers was said.
    pub(super) fn is_alone(&self, start: usize, end: usize) -> bool {
        let outside = |index: usize| index < start || index >= end;
        self.tokens
            .iter()
            .enumerate()
            .all(|(index, token)| !outside(index) || !(token.is_word() || token.is_number()) || super::words::is_filler(&token.word))
    }
}

/// Something read, with the count of tokens it took.
pub(super) type Read<T> = Option<(T, usize)>;

/// How days were named, which decides how the other end of a range is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Needs nothing else.
    Fixed,
    /// By a weekday alone.
    Weekday(Weekday),
    /// By a weekday with its week behind: "Tuesday next week".
    InWeek,
    /// By a weekday with its week before: "next Tuesday".
    NextWeekday,
    /// By a day of the month without a month.
    DayOfMonth(i8),
    /// By month and day without a year.
    MonthDay(i8, i8),
    /// By a month alone.
    Month(i8),
}

/// Days that were named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Days {
    /// Which.
    pub span: DaySpan,
    /// How fine.
    pub grain: Grain,
    /// How.
    pub shape: Shape,
    /// Counted from now in days, so that the hour of now is kept where no other is said.
    pub hour_of_now: bool,
    /// Gone: "yesterday", "two days ago".
    pub past: bool,
    /// A part of the day that the same words name: "tonight".
    pub part: Option<Part>,
    /// The words name an end rather than a beginning: "by the end of the month", "within two weeks".
    pub names_end: bool,
}

impl Days {
    /// One day that needs nothing else.
    pub(super) fn day(date: Date) -> Self {
        Self::span(DaySpan::day(date), Grain::Day)
    }

    /// A run of days that needs nothing else.
    pub(super) fn span(span: DaySpan, grain: Grain) -> Self {
        Self { span, grain, shape: Shape::Fixed, hour_of_now: false, past: false, part: None, names_end: false }
    }

    /// The same, named in this way.
    pub(super) fn shaped(self, shape: Shape) -> Self {
        Self { shape, ..self }
    }

    /// The same, gone by.
    pub(super) fn gone(self) -> Self {
        Self { past: true, ..self }
    }
}

/// Which half of the day an hour belongs to, as far as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    /// a.m., in the morning.
    Morning,
    /// p.m., in the afternoon.
    Afternoon,
    /// In the evening: 12 is midnight.
    Evening,
    /// At night: 12 to 4 are after midnight.
    Night,
}

/// A time on the clock as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Point {
    /// 0 to 24.
    pub hour: i8,
    /// 0 to 59.
    pub minute: i8,
    /// Which half of the day, where it was said.
    pub half: Option<Half>,
}

/// A time or a span of time on the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    /// Where it begins.
    pub from: Point,
    /// Where it ends.
    pub to: Option<Point>,
    /// Minutes were said.
    pub fine: bool,
}

/// A named part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Where it begins.
    pub from: Time,
    /// Where it ends.
    pub to: Time,
    /// How it reads an hour that is said with it.
    pub half: Half,
}

/// What joins two phrases or bounds one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// "to", "till", "through", a dash: the end of a range, or a bound where nothing came before.
    To,
    /// "from", "between", "starting": the beginning of a range.
    From,
    /// "and".
    And,
    /// "or".
    Or,
    /// "no wait", "actually", "I mean": what comes replaces what came.
    Instead,
    /// "instead of", "rather than": what comes is dropped.
    InsteadOf,
    /// "by": not later than.
    By,
    /// "before": earlier than.
    Before,
    /// "after": later than.
    After,
    /// "since": from a time gone by.
    Since,
    /// "not", "except": would not suit.
    Not,
    /// "onwards", "or later": what came is where it begins.
    Onward,
    /// "doesn't work", "no puedo": what came would not suit.
    NotThat,
    /// The end of a sentence.
    Stop,
}

/// Anything that a phrase can say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Item {
    /// Days.
    Days(Days),
    /// A time on the clock.
    Clock(Clock),
    /// A part of the day.
    Part(Part),
    /// So long from now.
    Moment(DateTime, Grain),
    /// As soon as possible.
    Soonest,
    /// Now, which is either a wish or how things stand.
    Now,
    /// Whenever.
    AnyTime,
    /// What joins.
    Link(Link),
}

/// An item with the tokens it took, `start..end`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placed {
    /// The item.
    pub item: Item,
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
}
