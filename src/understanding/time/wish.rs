//! What a sentence wishes, as it comes together.

use super::calendar::add_days;
use super::item::{Clock, Days, Item, Part, Placed, Reader};
use super::{DaySpan, Grain};
use jiff::civil::DateTime;

/// How far open ends reach: a booking is never further ahead.
const OPEN_DAYS: i64 = 365;

/// Which side of a time is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Bound {
    /// The time itself.
    #[default]
    At,
    /// Not before it.
    From,
    /// Later than it.
    After,
    /// Not after it.
    Until,
    /// Earlier than it.
    Before,
}

impl Bound {
    /// True where the time named is an end.
    pub(super) fn is_end(self) -> bool {
        matches!(self, Self::Until | Self::Before)
    }
}

/// One alternative as it comes together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Wish {
    /// On which days.
    pub days: Option<Days>,
    /// Which side of them.
    pub day_bound: Bound,
    /// At what time.
    pub clock: Option<Clock>,
    /// Which side of it.
    pub clock_bound: Bound,
    /// Not after, where a beginning and an end came apart.
    pub clock_end: Option<Clock>,
    /// In what part of the day.
    pub part: Option<Part>,
    /// Which side of it.
    pub part_bound: Bound,
    /// Exactly so long from now.
    pub moment: Option<(DateTime, Grain)>,
    /// Tells of the past.
    pub told: bool,
    /// Named together with what came before ("Tuesday or Wednesday").
    pub joined: bool,
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
}

impl Wish {
    /// True where nothing was said yet.
    pub(super) fn is_empty(&self) -> bool {
        self.days.is_none() && self.clock.is_none() && self.part.is_none() && self.moment.is_none()
    }
}

/// All that a sentence says about time.
#[derive(Debug, Default)]
pub(super) struct Wishes {
    /// What would suit.
    pub wanted: Vec<Wish>,
    /// What would not.
    pub unwanted: Vec<Wish>,
    /// What happened when.
    pub told: Vec<Wish>,
    /// As soon as possible, and where it was said.
    pub soonest: Option<(usize, usize)>,
    /// Whenever, and where it was said.
    pub any_time: Option<(usize, usize)>,
}

/// One item as a whole wish.
pub(super) fn lone(placed: &Placed, bound: Bound) -> Wish {
    let mut wish = Wish { start: placed.start, end: placed.end, ..Wish::default() };
    match placed.item {
        Item::Days(days) => {
            wish.days = Some(days);
            wish.part = days.part;
            wish.day_bound = bound;
        }
        Item::Clock(clock) => {
            wish.clock = Some(clock);
            wish.clock_bound = bound;
        }
        Item::Part(part) => {
            wish.part = Some(part);
            wish.part_bound = bound;
        }
        Item::Moment(moment, grain) => wish.moment = Some((moment, grain)),
        _ => {}
    }
    wish
}

/// The days that a wish leaves open, bounds applied.
pub(super) fn open_days(reader: &Reader<'_>, days: Days, bound: Bound) -> Option<DaySpan> {
    let far = add_days(reader.today, OPEN_DAYS)?;
    Some(match bound {
        Bound::At => days.span,
        Bound::From => DaySpan {
            first: days.span.first,
            last: if days.span.first == days.span.last { far.max(days.span.last) } else { days.span.last },
        },
        Bound::After => DaySpan { first: add_days(days.span.last, 1)?, last: far.max(add_days(days.span.last, 1)?) },
        Bound::Until => DaySpan { first: reader.today.min(days.span.last), last: days.span.last },
        Bound::Before => {
            let last = add_days(days.span.first, -1)?;
            DaySpan { first: reader.today.min(last), last }
        }
    })
}
