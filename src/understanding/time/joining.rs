//! What links do to the phrases around them.

use super::assemble::{Builder, Pending};
use super::item::{Item, Link, Placed};
use super::wish::Bound;

impl Builder<'_, '_> {
    pub(super) fn link(&mut self, link: Link, placed: &Placed, next: Option<&Placed>) {
        let follows = next.is_some_and(|next| !matches!(next.item, Item::Link(_)) && next.start <= placed.end + 2);
        let after = self.last_end().is_some_and(|end| placed.start <= end + 1);
        match link {
            Link::And | Link::To if self.from_now => self.pending.bound = Bound::Until,
            Link::To if follows && !after && !self.current.is_empty() && self.reader.is_move() => self.pending.replace = true,
            // "May 22nd - 11:30" goes on.
            Link::To if follows && after && !self.is_until(placed) && self.goes_on(next) => {}
            Link::To if self.is_until(placed) && self.is_waiting(placed) && !(after && self.current.days.is_some()) => {
                self.pending.bound = Bound::From;
            }
            Link::To if after && follows && !self.current.is_empty() => self.pending.range = true,
            Link::To if self.is_until(placed) => self.pending.bound = Bound::Until,
            Link::To => {}
            Link::From => {
                self.pending.bound = Bound::From;
                self.between = matches!(self.reader.tokens[placed.start].word.as_str(), "between" | "entre");
            }
            Link::And if self.between && follows => self.pending.between = true,
            Link::And if matches!(self.reader.tokens[placed.start].word.as_str(), "but" | "pero") => {
                self.close_unwanted();
                self.pending = Pending { alternative: true, ..Pending::default() };
            }
            Link::And | Link::Or => {
                self.pending =
                    Pending { alternative: true, stopped: self.pending.stopped, replace: self.pending.replace, ..Pending::default() }
            }
            Link::Instead if self.is_trailing(placed) => self.result.wanted.clear(),
            Link::Instead => self.pending.replace = true,
            Link::InsteadOf => self.pending.dropped = true,
            Link::By if self.is_waiting(placed) => self.pending.bound = Bound::From,
            Link::By => self.pending.bound = Bound::Until,
            Link::Before => self.pending.bound = Bound::Before,
            Link::After => self.pending.bound = Bound::After,
            Link::Since => self.pending = Pending { bound: Bound::From, since: true, ..self.pending },
            Link::Onward => self.onward(),
            Link::NotThat if after && (!follows || self.last_end() == Some(placed.start)) => self.reject_current(),
            Link::Not | Link::NotThat => {
                self.pending.not = true;
                self.pending.not_end = placed.end;
            }
            Link::Stop => {
                self.close_unwanted();
                self.between = false;
                self.pending = Pending { stopped: true, ..Pending::default() };
            }
        }
        self.pending.end = placed.end;
    }

    /// True where an hour follows days that have none yet.
    fn goes_on(&self, next: Option<&Placed>) -> bool {
        let hour = matches!(next.map(|next| next.item), Some(Item::Clock(_)));
        hour && self.current.days.is_some()
            && self.current.clock.is_none()
            && self.current.part.is_none()
            && !self.between
            && self.current.day_bound == Bound::At
    }

    /// "till" and "until" bound what follows; "to" and a dash only end a range.
    fn is_until(&self, placed: &Placed) -> bool {
        !matches!(self.reader.tokens[placed.start].word.as_str(), "to" | "-" | "–" | "—" | "al" | "a")
    }

    /// "it can wait till Monday", "I work until 5", "I'm home by 4": what is named is where it begins.
    fn is_waiting(&self, placed: &Placed) -> bool {
        let start = placed.start.saturating_sub(3);
        let by = self.reader.tokens[placed.start].word == "by";
        // Somebody who can wait, or is kept elsewhere, until then.
        self.reader.tokens[start..placed.start].iter().any(|token| match token.word.as_str() {
            "wait" | "waiting" | "hold" | "fine" | "ok" | "okay" | "esperar" | "espera" | "aguantar" | "work" | "working" | "busy"
            | "gone" | "out" | "school" | "class" | "asleep" | "trabajo" | "ocupado" | "ocupada" => !by,
            "home" | "off" | "back" | "llego" | "salgo" => by,
            _ => false,
        })
    }

    /// "I get off at 3", "salgo a las 4": from then on.
    pub(super) fn is_homecoming(&self, placed: &Placed) -> bool {
        let start = placed.start.saturating_sub(3);
        self.reader.tokens[start..placed.start].iter().any(|token| matches!(token.word.as_str(), "home" | "off" | "salgo" | "llego"))
    }

    /// "Thursday instead" drops what was named before.
    fn is_trailing(&self, placed: &Placed) -> bool {
        self.reader.tokens[placed.start].word == "instead" && !self.current.is_empty() && placed.start <= self.current.end + 1
    }

    fn last_end(&self) -> Option<usize> {
        let end = self.unwanted.map_or(self.current.end, |unwanted| unwanted.end.max(self.current.end));
        (end > 0).then_some(end)
    }

    fn onward(&mut self) {
        if self.current.clock.is_some() || self.current.part.is_some() {
            self.current.clock_bound = Bound::From;
            self.current.part_bound = Bound::From;
        } else {
            self.current.day_bound = Bound::From;
        }
    }

    fn reject_current(&mut self) {
        if !self.current.is_empty() {
            self.result.unwanted.push(std::mem::take(&mut self.current));
        }
    }

    pub(super) fn close_unwanted(&mut self) {
        if let Some(unwanted) = self.unwanted.take() {
            self.result.unwanted.push(unwanted);
        }
    }
}
