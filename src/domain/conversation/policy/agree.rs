//! Coming to an agreement on a window: the wish, the choice of one of two, and the yes to what was read back.

use super::Mind;
use super::answer::{holds_a_fact, wish_in};
use super::hear::refuses;
use crate::domain::availability::Window;
use crate::domain::conversation::booking::{BookingRequest, Proposal};
use crate::domain::conversation::step::{Question, Step, Utterance};
use crate::domain::conversation::wish::{Suits, Wish};
use crate::understanding::time::{DaySpan, Preference, TimeMeaning};
use crate::understanding::{Act, Asked, Meaning, Pick};

impl Mind<'_> {
    pub(super) fn take_wish(&mut self, meaning: &Meaning) {
        if let Some(said) = wish_in(meaning) {
            let asks_for_a_time = self.state.asked == Some(Question::When) || meaning.is(Act::Book);
            if !asks_for_a_time && !self.can_be_booked(said) {
                return;
            }
            // In an emergency the soonest counts; a time in its story is no wish unless they ask for a visit then.
            let asked_for_a_time = matches!(self.state.asked, Some(Question::When | Question::Choice | Question::Confirm));
            let is_story = self.state.is_emergency() && !asked_for_a_time && !meaning.is(Act::Book);
            if !is_story {
                self.wish_for(said);
            }
        } else if self.state.asked == Some(Question::When) && [Act::Yes, Act::Unclear, Act::Book].iter().any(|act| meaning.is(*act)) {
            // "Yes", "I don't know" and "when can you come?" leave the choice to us.
            self.state.wish_heard = true;
            self.understood = true;
            if meaning.is(Act::Unclear) {
                self.say(Utterance::NoMatter);
            }
        }
    }

    /// "We moved here in March" names a time, but none that could be meant for a visit.
    pub(super) fn can_be_booked(&self, said: &TimeMeaning) -> bool {
        let schedule = &self.setting.business.schedule;
        let mut days = said.preferred.iter().filter_map(|preference| preference.days).peekable();
        let names_no_day = days.peek().is_none();
        let bookable: Vec<_> = schedule.bookable_days(self.setting.now).collect();
        names_no_day || days.any(|span| bookable.iter().any(|day| (span.first..=span.last).contains(day)))
    }

    fn wish_for(&mut self, said: &TimeMeaning) {
        self.understood = true;
        self.state.wish.add(said);
        self.state.wish_heard = true;
        self.state.offer = None;
        self.state.proposal = None;
    }

    /// Only a clear yes books; a yes with a change in it is read back again.
    pub(super) fn take_confirmation(&mut self, meaning: &Meaning, corrected: bool) {
        let Some(proposal) = self.state.proposal.clone() else { return self.take_wish(meaning) };
        let asks_other_time = wish_in(meaning).is_some_and(|said| !self.would_suit(said, &proposal));
        if asks_other_time {
            return self.take_wish(meaning);
        }
        if let Some(other) = self.other_choice(meaning, &proposal) {
            self.understood = true;
            self.state.proposal = Some(other);
            return;
        }
        let is_yes = meaning.is(Act::Yes) && !meaning.is(Act::No) && !meaning.is(Act::Correct);
        if is_yes && !corrected {
            self.understood = true;
            self.book(&proposal);
        } else if let Some(question) = wrong_detail(meaning, corrected).filter(|_| self.moving().is_none()) {
            self.understood = true;
            self.state.to_correct = Some(question);
        } else if wants_another(meaning) && !meaning.is(Act::Correct) && !corrected && !holds_a_fact(meaning) {
            self.understood = true;
            self.state.refused.push(proposal.window());
            self.state.proposal = None;
            self.state.offer = None;
            self.state.wish = Wish::default();
            self.state.wish_heard = false;
            self.say(Utterance::Refused);
        }
    }

    /// "No, the other one": one of the two that were offered, but not the one that was read back.
    fn other_choice(&self, meaning: &Meaning, proposal: &Proposal) -> Option<Proposal> {
        let windows = &self.state.offer.as_ref()?.windows;
        let picked = match meaning.pick? {
            Pick::First => windows.first(),
            Pick::Second => windows.last(),
            _ => None,
        };
        let other = picked.filter(|window| **window != proposal.window())?;
        Proposal::of(windows, *other, self.state.offered_in)
    }

    fn would_suit(&self, said: &TimeMeaning, proposal: &Proposal) -> bool {
        said.soonest || said.any_time || only(said).suits(proposal.window(), self.setting.business.zone()) >= Suits::Partly
    }

    fn book(&mut self, proposal: &Proposal) {
        let Some(agreement) = proposal.agreed(self.setting.turn) else { return };
        self.state.facts.confirm(self.setting.turn);
        // A fact that is missing after all is asked for by `proceed`.
        if let Some(visit) = self.moving().cloned() {
            return self.move_visit(visit, &agreement);
        }
        if let Ok(request) = BookingRequest::agreed(self.state.facts.clone(), &agreement, self.state.is_emergency()) {
            let query = self.window_query();
            self.steps.push(Step::Book { request, query });
        }
    }

    pub(super) fn take_choice(&mut self, meaning: &Meaning) {
        let Some(offer) = self.state.offer.clone() else { return self.take_wish(meaning) };
        let zone = self.setting.business.zone();
        let wish = wish_in(meaning);
        let fits = |window: &Window| wish.is_none_or(|said| only(said).suits(*window, zone) >= Suits::Partly);
        let named: Vec<Window> = offer.windows.iter().copied().filter(fits).collect();
        // "Whenever" and "the sooner the better" leave the choice to us.
        let soonest = wish.is_some_and(|said| (said.soonest || said.any_time) && said.preferred.is_empty() && said.excluded.is_empty());
        let by_order = match meaning.pick {
            Some(Pick::First | Pick::Either) => offer.windows.first(),
            None if soonest => offer.windows.first(),
            Some(Pick::Second) => offer.windows.last(),
            _ => None,
        };
        let by_time = if wish.is_some() && named.len() == 1 { named.first() } else { None };
        let by_yes = if meaning.is(Act::Yes) && !meaning.is(Act::No) { named.first() } else { None };
        let refuses = wants_another(meaning) || meaning.pick == Some(Pick::Neither);
        if let Some(window) = if refuses { by_time } else { by_order.or(by_time).or(by_yes) } {
            self.understood = true;
            self.state.proposal = Proposal::of(&offer.windows, *window, self.state.offered_in);
        } else if wish.is_some() && named.is_empty() {
            self.take_wish(meaning);
        } else if refuses {
            self.refuse_offer(meaning);
        } else if let Some(said) = wish {
            // What is on the table suits, and what was said of other times is kept in mind.
            self.understood = true;
            self.state.wish.excluded.extend(said.excluded.iter().copied());
        }
    }

    /// "Can we do a different day?"
    fn rule_out_days_of(&mut self, windows: &[Window]) {
        for window in windows {
            let date = window.from.to_zoned(self.setting.business.zone().clone()).date();
            let days = Some(DaySpan { first: date, last: date });
            self.state.wish.preferred.retain(|preference| preference.days != days);
            self.state.wish.excluded.push(Preference { days, times: None });
        }
    }

    fn refuse_offer(&mut self, meaning: &Meaning) {
        self.understood = true;
        if let Some(offer) = self.state.offer.take() {
            if meaning.visit.other_day {
                self.rule_out_days_of(&offer.windows);
            }
            self.state.refused.extend(offer.windows);
        }
        if let Some(said) = wish_in(meaning) {
            self.state.wish.add(said);
        }
        self.state.pairs_refused = self.state.pairs_refused.saturating_add(1);
        if self.state.pairs_refused >= 2 {
            self.state.pairs_refused = 0;
            self.state.wish_heard = false;
            self.say(Utterance::Refused);
        }
    }
}

/// The detail that they say is wrong without saying what is right.
fn wrong_detail(meaning: &Meaning, corrected: bool) -> Option<Question> {
    if corrected || holds_a_fact(meaning) || !refuses(meaning) {
        return None;
    }
    match meaning.detail? {
        Asked::Name => Some(Question::Name),
        Asked::Address => Some(Question::Street),
        Asked::Phone => Some(Question::Phone),
        _ => None,
    }
}

/// "No", and "can we do another day?".
fn wants_another(meaning: &Meaning) -> bool {
    meaning.is(Act::No) || meaning.is(Act::Reschedule) && !meaning.is(Act::Yes)
}

/// A wish made of one turn alone.
pub(super) fn only(said: &TimeMeaning) -> Wish {
    Wish { preferred: said.preferred.clone(), excluded: said.excluded.clone() }
}
