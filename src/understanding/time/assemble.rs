//! Puts the phrases of a sentence together: what would suit, what would not, what replaces what.

use super::DaySpan;
use super::clock::time_of;
use super::item::{Clock, Days, Item, Part, Placed, Point, Reader, Shape};
use super::wish::{Bound, Wish, Wishes, lone};

/// What the links since the last item ask of the next one.
#[derive(Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "links ask for independent things")]
pub(super) struct Pending {
    /// Which side of it is meant.
    pub bound: Bound,
    /// It ends a range.
    pub range: bool,
    /// It ends a range that "between" began.
    pub between: bool,
    /// It is another alternative.
    pub alternative: bool,
    /// It replaces what came.
    pub replace: bool,
    /// It would not suit.
    pub not: bool,
    /// It is what something else stands instead of.
    pub dropped: bool,
    /// It tells of the past.
    pub since: bool,
    /// A sentence ended before it.
    pub stopped: bool,
    /// Where the refusal ended.
    pub not_end: usize,
    /// Where the last link ended.
    pub end: usize,
}

/// The state of putting together.
pub(super) struct Builder<'a, 'r> {
    /// The sentence.
    pub reader: &'r Reader<'a>,
    /// What is done.
    pub result: Wishes,
    /// What comes together.
    pub current: Wish,
    /// The refusal that comes together.
    pub unwanted: Option<Wish>,
    /// What the links ask of the next item.
    pub pending: Pending,
    /// "between" was said, so "and" ends a range.
    pub between: bool,
    /// The item stands right behind the one before.
    pub close: bool,
    /// "from now" was said, so "to" is a bound.
    pub from_now: bool,
}

/// Puts the items together.
pub(super) fn assemble(reader: &Reader<'_>, items: &[Placed]) -> Wishes {
    let mut builder = Builder {
        reader,
        result: Wishes::default(),
        current: Wish::default(),
        unwanted: None,
        pending: Pending::default(),
        between: false,
        close: false,
        from_now: false,
    };
    for (index, placed) in items.iter().enumerate() {
        match placed.item {
            Item::Link(link) => builder.link(link, placed, items.get(index + 1)),
            _ => builder.item(placed),
        }
    }
    builder.finish()
}

impl Builder<'_, '_> {
    fn item(&mut self, placed: &Placed) {
        let mut pending = std::mem::take(&mut self.pending);
        // Links bind what comes right after them, small words aside.
        if placed.start > pending.end + 3 {
            pending =
                Pending { alternative: pending.alternative, replace: pending.replace, stopped: pending.stopped, ..Pending::default() };
        }
        if pending.not && placed.start > pending.not_end + 2 {
            pending.not = false;
        }
        match placed.item {
            Item::Soonest | Item::Now => {
                self.result.soonest = Some((placed.start, placed.end));
                // "between now and noon" goes until noon.
                self.from_now = matches!(pending.bound, Bound::From);
            }
            Item::AnyTime => self.result.any_time = Some((placed.start, placed.end)),
            Item::Link(_) => {}
            _ if pending.dropped => {}
            _ if pending.since => self.result.told.push(lone(placed, Bound::From)),
            _ => self.timed(placed, pending),
        }
    }

    fn timed(&mut self, placed: &Placed, pending: Pending) {
        let comma = placed.start > 0 && self.reader.tokens[placed.start - 1].word == "," && !pending.alternative;
        let goes_on = self.unwanted.is_some_and(|unwanted| placed.start <= unwanted.end + 1) && !pending.replace && !comma;
        if pending.not || (goes_on && (pending.alternative || pending.bound == Bound::At)) {
            self.unwanted(placed, pending);
            return;
        }
        self.close_unwanted();
        if self.reader.is_habit(placed.start, placed.end) {
            self.result.unwanted.push(lone(placed, Bound::At));
            return;
        }
        if self.goes_with_told(placed, pending) {
            return;
        }
        if self.is_past(placed) {
            self.result.told.push(Wish { told: true, ..lone(placed, pending.bound) });
            return;
        }
        self.close = placed.start <= self.current.end + 1;
        let start_before = self.current.is_empty();
        let moved = self.reader.is_moved_from(placed.start);
        match placed.item {
            Item::Days(days) if moved => self.days(Days { span: DaySpan::day(days.span.last), ..days }, pending),
            Item::Clock(Clock { from, to: Some(to), fine }) if moved => {
                let to = Point { half: to.half.or(from.half), ..to };
                self.clock(Clock { from: to, to: None, fine }, pending);
            }
            Item::Days(days) => self.days(days, pending),
            Item::Clock(clock) => {
                let free = pending.bound == Bound::At && clock.to.is_none() && self.is_homecoming(placed);
                self.clock(clock, if free { Pending { bound: Bound::From, ..pending } } else { pending });
            }
            Item::Part(part) => self.part(part, pending),
            Item::Moment(moment, grain) => {
                // "today, in an hour" says one thing.
                let today = self.current.days.is_some_and(|days| days.span == DaySpan::day(self.reader.today));
                if today && self.current.clock.is_none() {
                    self.current = Wish::default();
                }
                self.push_current();
                self.current.moment = Some((moment, grain));
                let within = self.reader.is_within(placed.start);
                self.current.clock_bound = if within { Bound::Until } else { pending.bound };
                if self.reader.is_next_so_long(placed.start) {
                    self.result.soonest = Some((placed.start, placed.end));
                }
            }
            _ => {}
        }
        if start_before || self.current.start == 0 && self.current.end == 0 {
            self.current.start = placed.start;
        }
        self.current.end = placed.end;
    }

    fn is_past(&self, placed: &Placed) -> bool {
        let named = matches!(placed.item, Item::Days(days) if days.past || self.is_over(days) || days.span.last < self.reader.today);
        let alone = self.current.is_empty() || placed.start > self.current.end + 3;
        named || (alone && !matches!(placed.item, Item::Moment(..)) && self.reader.is_told(placed.start, placed.end))
    }

    /// "yesterday at noon", "ayer en la noche": the time belongs to the past day.
    fn goes_with_told(&mut self, placed: &Placed, pending: Pending) -> bool {
        let free = !pending.alternative && !pending.replace && !pending.stopped;
        let Some(told) = self.result.told.last_mut().filter(|told| free && placed.start <= told.end + 1 && told.end > 0) else {
            return false;
        };
        match placed.item {
            Item::Clock(clock) if told.clock.is_none() => told.clock = Some(clock),
            Item::Part(part) if told.clock.is_none() => told.part = Some(part),
            Item::Days(days) if told.days.is_none() => told.days = Some(days),
            _ => return false,
        }
        told.end = placed.end;
        true
    }

    /// True for "this morning" in the afternoon.
    fn is_over(&self, days: Days) -> bool {
        days.part.is_some_and(|part| days.span.last == self.reader.today && part.to <= self.reader.now.time())
    }

    fn unwanted(&mut self, placed: &Placed, pending: Pending) {
        let narrows = self.unwanted.is_some() && !pending.alternative && !pending.not;
        let mut wish = match self.unwanted {
            Some(unwanted) if narrows => unwanted,
            _ => {
                self.close_unwanted();
                Wish { start: placed.start, ..Wish::default() }
            }
        };
        let added = lone(placed, pending.bound);
        wish.days = added.days.or(wish.days);
        wish.clock = added.clock.or(wish.clock);
        wish.part = added.part.or(wish.part);
        wish.clock_bound = added.clock_bound;
        wish.end = placed.end;
        self.unwanted = Some(wish);
    }

    fn push_current(&mut self) {
        let done = std::mem::take(&mut self.current);
        if !done.is_empty() {
            self.result.wanted.push(done);
        }
    }

    fn days(&mut self, days: Days, pending: Pending) {
        if let Some(old) = self.current.days {
            if (pending.range || pending.between)
                && let Some(range) = self.reader.range(old, days)
            {
                self.current.days = Some(range);
                self.current.day_bound = Bound::At;
                return;
            }
            if pending.replace {
                self.result.wanted.clear();
                self.current = Wish { days: Some(days), part: days.part.or(self.current.part), day_bound: pending.bound, ..self.current };
                return;
            }
            if let Some(narrow) = self.reader.narrowed(old, days).filter(|_| pending.bound == Bound::At) {
                self.current.days = Some(narrow);
                self.current.part = days.part.or(self.current.part);
                return;
            }
            let days = if pending.alternative { self.reader.in_same_week(old, days) } else { days };
            let month = if pending.alternative { Reader::in_same_month(old, days) } else { None };
            let (old, days) = month.unwrap_or((old, days));
            self.current.days = Some(old);
            self.push_current();
            self.current.joined = !pending.stopped && (pending.alternative || self.close);
            self.set_days(days, pending);
            return;
        } else if self.current.moment.is_some() {
            self.push_current();
        } else if pending.range && self.current.clock_bound == Bound::From && !self.reader.is_move() {
            // "from 2 pm till tomorrow at 4" begins today.
            self.current.days = self.reader.range(Days::day(self.reader.today), days);
            return;
        }
        self.set_days(days, pending);
    }

    fn set_days(&mut self, days: Days, pending: Pending) {
        self.current.days = Some(days);
        self.current.day_bound =
            if days.names_end && pending.bound == Bound::At && days.span.first == self.reader.today { Bound::Until } else { pending.bound };
        self.current.part = days.part.or(self.current.part);
    }

    fn clock(&mut self, clock: Clock, pending: Pending) {
        let Some(old) = self.current.clock else {
            if self.current.moment.is_some() {
                self.push_current();
            }
            if self.current.part.is_some() && pending.alternative && !pending.stopped {
                self.next_at_same_days();
            }
            self.current.clock = Some(clock);
            self.current.clock_bound = if pending.range { Bound::Until } else { pending.bound };
            return;
        };
        let until = pending.bound.is_end() && !self.current.clock_bound.is_end() && is_later(old, clock);
        let ends = pending.range || pending.between || until;
        if ends && old.to.is_none() && !self.reader.is_move() {
            self.current.clock_end = Some(clock);
            return;
        }
        if pending.replace || (pending.range && self.reader.is_move()) {
            self.current.clock = Some(clock);
            self.current.clock_bound = pending.bound;
            self.current.clock_end = None;
            self.current.part = None;
            return;
        }
        if old.from.hour % 12 == clock.from.hour % 12 && old.from.minute == clock.from.minute && clock.to.is_none() {
            self.current.clock = Some(if old.from.half.is_some() { old } else { clock });
            return;
        }
        self.next_at_same_days();
        self.current.clock = Some(Reader::near(old, clock));
        self.current.clock_bound = pending.bound;
    }

    /// Another alternative on the same days.
    fn next_at_same_days(&mut self) {
        let (days, day_bound) = (self.current.days, self.current.day_bound);
        self.push_current();
        self.current = Wish { days: days.map(|days| Days { part: None, ..days }), day_bound, joined: true, ..Wish::default() };
    }

    fn part(&mut self, part: Part, pending: Pending) {
        if self.current.moment.is_some() {
            self.push_current();
        }
        match self.current.part {
            Some(old) if old == part => return,
            _ if pending.replace => self.current.clock = None,
            Some(old) if pending.range => {
                self.current.part = Some(Part { from: old.from, to: part.to.max(old.from), half: old.half });
                return;
            }
            Some(_) => self.next_at_same_days(),
            None if self.current.clock.is_some() && pending.alternative => self.next_at_same_days(),
            None => {}
        }
        self.current.part = Some(part);
        self.current.part_bound = pending.bound;
    }

    /// "move my Thursday appointment to Monday": the first day named is where it stands now.
    fn drop_old_appointment(&mut self) {
        let [first, _, ..] = self.result.wanted.as_slice() else { return };
        let around = &self.reader.tokens[first.start.saturating_sub(5)..(first.end + 2).min(self.reader.tokens.len())];
        let named = around.iter().any(|token| {
            matches!(
                token.word.as_str(),
                "appointment" | "appt" | "appts" | "visit" | "booking" | "scheduled" | "coming" | "cita" | "visita" | "reservation"
            )
        });
        if named && self.reader.is_move() {
            self.result.wanted.remove(0);
        }
    }

    /// "Friday, or rather not Friday": days refused later are no wish.
    fn drop_refused(&mut self) {
        let Wishes { wanted, unwanted, .. } = &mut self.result;
        let is_refused = |wish: &Wish, refused: &Wish| {
            let whole = refused.clock.is_none() && refused.part.is_none() && refused.day_bound == Bound::At;
            let same = wish.days.zip(refused.days).is_some_and(|(mine, theirs)| theirs.span == mine.span);
            whole && same && wish.end <= refused.start
        };
        wanted.retain(|wish| !unwanted.iter().any(|refused| is_refused(wish, refused)));
    }

    fn finish(mut self) -> Wishes {
        self.close_unwanted();
        self.push_current();
        self.drop_old_appointment();
        self.drop_refused();
        let mut later: Option<Wish> = None;
        // "Tuesday or Wednesday morning": the time said last holds for all that were joined to it.
        for wish in self.result.wanted.iter_mut().rev() {
            if let Some(later) = later.filter(|later| later.joined && wish.clock.is_none() && wish.part.is_none() && wish.moment.is_none())
            {
                wish.clock = later.clock;
                wish.clock_bound = later.clock_bound;
                wish.clock_end = later.clock_end;
                wish.part = later.part;
                wish.part_bound = later.part_bound;
            }
            // "10 am or 2 pm on Thursday": so does the day.
            if let Some(later) = later.filter(|later| later.joined && wish.days.is_none() && wish.moment.is_none() && wish.clock.is_some())
            {
                wish.days = later.days;
                wish.day_bound = later.day_bound;
            }
            if let (Some(mine), Some(theirs)) = (wish.days, later.filter(|later| later.joined).and_then(|later| later.days))
                && theirs.shape == Shape::InWeek
            {
                wish.days = Some(self.reader.in_same_week(theirs, mine));
            }
            later = Some(*wish);
        }
        self.result
    }
}

/// True where one clock is after another as they are read alone.
fn is_later(old: Clock, new: Clock) -> bool {
    time_of(old.from, None) < time_of(new.from, None)
}
