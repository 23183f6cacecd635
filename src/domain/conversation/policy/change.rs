//! A visit that is to be moved, called off, confirmed or heard of: what is wanted, whose it is, and what is asked for that.

use super::Mind;
use super::answer::wish_in;
use crate::domain::conversation::Channel;
use crate::domain::conversation::booking::Agreement;
use crate::domain::conversation::change::{
    Change, Clues, Evidence, KnownVisit, Letter, MoveRequest, OwnVisit, VisitStep, VisitUtterance, Wanted,
};
use crate::domain::conversation::fact::{Fact, Receipt};
use crate::domain::conversation::state::UrgencyLevel;
use crate::domain::conversation::step::{CallbackReason, Question, Step, Utterance};
use crate::domain::conversation::wish::Wish;
use crate::understanding::time::TimeMeaning;
use crate::understanding::{Act, Meaning, Verdict};
use std::borrow::Cow;

/// So often each thing is asked that tells whose visit it is.
const MOST_TRIES: u8 = 2;

impl Mind<'_> {
    /// The day that a visit is on is no wish: "move my Tuesday visit to Thursday" asks for Thursday alone.
    pub(super) fn without_visit_day<'m>(&self, meaning: &'m Meaning) -> Cow<'m, Meaning> {
        let is_about_visit = self.state.change.is_some() || wanted_in(meaning).is_some();
        let (Some(day), Some(time), true) = (meaning.visit.day, &meaning.time, is_about_visit) else { return Cow::Borrowed(meaning) };
        let preferred = time.preferred.iter().filter(|preference| preference.days != Some(day)).copied().collect();
        Cow::Owned(Meaning { time: Some(TimeMeaning { preferred, ..time.clone() }), ..meaning.clone() })
    }

    /// True while a visit that is booked is what they talk about. A doubt about something urgent is settled first.
    pub(super) fn is_changing(&self) -> bool {
        let is_in_doubt = self.state.urgency.level == UrgencyLevel::Ask && self.state.facts.problem.is_some();
        self.state.change.is_some() && !is_in_doubt
    }

    /// An emergency comes before any change. What was begun is finished by a person.
    pub(super) fn puts_emergency_first(&mut self, meaning: &Meaning) {
        let is_new = meaning.urgency.verdict == Verdict::Yes && self.state.is_emergency();
        if is_new && self.state.change.take().is_some_and(|change| change.is_pending) {
            self.note_callback(CallbackReason::Reschedule);
        }
    }

    /// They want something of a visit that is booked, or nothing of it any more. True where the turn is dealt with.
    pub(super) fn speaks_of_visit(&mut self, meaning: &Meaning) -> bool {
        if meaning.visit.keeps && (self.state.change.is_some() || meaning.is(Act::Cancel)) {
            self.keep();
            return true;
        }
        if self.confirms_by_text(meaning) {
            self.begin_change(Wanted::Confirm, meaning);
            // "See you then" takes leave of nobody.
            self.state.is_leaving = false;
            self.with_change(|change| change.by_letter = true);
            return false;
        }
        let refuses_reminder = self.state.asked == Some(Question::Reminder) && meaning.is(Act::No) && !meaning.is(Act::Yes);
        let Some(wanted) = wanted_in(meaning).or(refuses_reminder.then_some(Wanted::CallOff)) else { return false };
        if wanted == Wanted::Tell && !self.wants_to_hear(meaning) || wanted == Wanted::Move && self.means_another_window(meaning) {
            return false;
        }
        self.understood = true;
        match self.state.change.as_ref().map(|change| change.wanted) {
            None => {
                self.say(Utterance::Sure);
                self.begin_change(wanted, meaning);
            }
            Some(before) if before != wanted && wanted != Wanted::Tell => self.change_their_mind(wanted, meaning),
            Some(_) => {}
        }
        false
    }

    /// When is it? What was booked just now is told again. True where another visit is meant.
    fn wants_to_hear(&mut self, meaning: &Meaning) -> bool {
        self.understood = true;
        let known = self.state.change.as_ref().and_then(|change| change.visit.as_ref()).map(|own| own.visit().window);
        if let Some(window) = known.or(self.state.booked) {
            self.say(Utterance::VisitIs { window });
            return false;
        }
        // In the middle of a booking it asks how soon we could come.
        let asks_how_soon = self.is_amid_booking() && meaning.problem.is_none();
        self.state.wish_heard |= asks_how_soon;
        !asks_how_soon
    }

    /// In the middle of a booking or a move "another day" is said of what was offered.
    fn means_another_window(&mut self, meaning: &Meaning) -> bool {
        let is_open = matches!(self.state.asked, Some(Question::When | Question::Choice | Question::Confirm));
        let is_moving = self.state.change.as_ref().is_some_and(|change| change.wanted == Wanted::Move);
        let is_so = is_open && (is_moving || self.is_amid_booking() && meaning.visit.day.is_none());
        self.understood |= is_so;
        is_so
    }

    fn is_amid_booking(&self) -> bool {
        self.state.change.is_none() && self.state.facts.problem.is_some() && !self.state.matter_settled
    }

    /// "See you then", or a yes to a reminder. In a call or a chat there is nothing that it could answer.
    fn confirms_by_text(&self, meaning: &Meaning) -> bool {
        let says_more = meaning.problem.is_some() || wish_in(meaning).is_some() && !meaning.visit.confirms || wanted_in(meaning).is_some();
        let may_be = self.setting.channel == Channel::Sms && self.state.change.is_none() && !says_more;
        let is_yes = meaning.is(Act::Yes) && !meaning.is(Act::No);
        let is_reminded = self.state.asked == Some(Question::Reminder);
        let is_idle = !self.is_amid_booking() && matches!(self.state.asked, None | Some(Question::AnythingElse | Question::Problem));
        may_be && (is_reminded && (is_yes || meaning.visit.confirms) || is_idle && meaning.visit.confirms)
    }

    /// The letter that a reminder asks for.
    pub(super) fn letter(&mut self, letter: Letter) {
        if self.wants_no_texts() {
            return self.hear_in_silence(&Meaning::default());
        }
        self.greet_silently();
        (self.state.silences, self.state.closed, self.state.is_leaving) = (0, false, false);
        let wanted = match letter {
            Letter::Confirm => Wanted::Confirm,
            Letter::Move => Wanted::Move,
            Letter::CallOff => Wanted::CallOff,
        };
        self.begin_change(wanted, &Meaning::default());
        self.with_change(|change| change.by_letter = true);
        self.go_on_with_change();
    }

    /// They were reminded of a visit. What they write next answers that, unless something else is under way.
    pub(super) fn reminded(&mut self, visit: &KnownVisit) {
        self.greet_silently();
        self.state.reminded = Some(visit.appointment);
        if self.state.change.is_none() && !self.is_amid_booking() {
            self.state.asked = Some(Question::Reminder);
        }
    }

    fn begin_change(&mut self, wanted: Wanted, meaning: &Meaning) {
        let amid_booking = self.is_amid_booking();
        let days = meaning.visit.day.into_iter().collect();
        self.state.change = Some(Change { wanted, days, amid_booking, ..Change::default() });
        self.state.note.clone_from(&meaning.visit.said);
        self.understood = true;
        self.state.matter_settled = false;
        self.state.asked = None;
        self.forget_windows();
        let asked = &mut self.state.times_asked;
        asked.retain(|question, _| !question.asks_for_proof() && !matches!(question, Question::CallOff | Question::NewTime));
        self.note_new_time(meaning);
    }

    /// "Just cancel it" in the middle of a move, and the other way round.
    fn change_their_mind(&mut self, wanted: Wanted, meaning: &Meaning) {
        self.with_change(|change| (change.wanted, change.by_letter) = (wanted, false));
        self.state.asked = None;
        self.forget_windows();
        self.note_new_time(meaning);
    }

    fn forget_windows(&mut self) {
        let state = &mut self.state;
        (state.wish, state.wish_heard, state.offer, state.proposal) = (Wish::default(), false, None, None);
        state.refused.clear();
        state.pairs_refused = 0;
        state.times_asked.retain(|question, _| !matches!(question, Question::When | Question::Choice | Question::Confirm));
    }

    /// A new time in the same breath is used at once; what only rules out a day leaves the question open.
    fn note_new_time(&mut self, meaning: &Meaning) {
        let Some(said) = wish_in(meaning).filter(|said| self.can_be_booked(said)) else { return };
        self.state.wish.add(said);
        self.state.wish_heard |= !said.preferred.is_empty() || said.soonest || said.any_time;
    }

    pub(super) fn with_change(&mut self, set: impl FnOnce(&mut Change)) {
        if let Some(change) = &mut self.state.change {
            set(change);
        }
    }

    /// The visit that is being moved.
    pub(super) fn moving(&self) -> Option<&OwnVisit> {
        self.state.change.as_ref().filter(|change| change.wanted == Wanted::Move).and_then(|change| change.visit.as_ref())
    }

    /// Goes on from where the change stands: finds the visit, makes sure that it is theirs, agrees, does it.
    pub(super) fn go_on_with_change(&mut self) {
        let Some(change) = self.state.change.clone() else { return };
        let Some(visit) = change.visit else {
            if change.choices.is_empty() {
                let clues = self.clues();
                return self.on_visit(VisitStep::Find { clues });
            }
            return self.ask_which(&change.choices);
        };
        match change.wanted {
            Wanted::Tell => self.tell(vec![visit.visit().window]),
            Wanted::Confirm => self.on_visit(VisitStep::Confirm { visit }),
            Wanted::CallOff if change.by_letter => self.on_visit(VisitStep::CallOff { visit }),
            Wanted::CallOff if self.state.asked == Some(Question::NewTime) => self.ask_unless_too_often(Question::NewTime),
            Wanted::CallOff => {
                let window = visit.visit().window;
                self.ask_of_visit(Question::CallOff, |times| VisitUtterance::AskCallOff { window, times });
            }
            Wanted::Move => self.find_new_time(visit, change.is_pending),
        }
    }

    fn find_new_time(&mut self, visit: OwnVisit, is_pending: bool) {
        let may_begin_at_once = self.state.wish_heard || visit.visit().is_emergency;
        if !is_pending {
            self.with_change(|change| change.is_pending = true);
            self.on_visit(VisitStep::MarkPending { visit });
        }
        if may_begin_at_once {
            return self.agree_on_window();
        }
        self.ask_of_visit(Question::When, |times| VisitUtterance::AskNewTime { times });
    }

    fn ask_which(&mut self, choices: &[OwnVisit]) {
        let windows = choices.iter().map(|own| own.visit().window).collect();
        self.ask_of_visit(Question::WhichVisit, |times| VisitUtterance::AskWhich { windows, times });
    }

    fn ask_of_visit(&mut self, question: Question, words: impl FnOnce(u8) -> VisitUtterance) {
        if self.times_asked(question) >= super::MOST_TIMES_ASKED {
            return self.hand_over(CallbackReason::NotUnderstood);
        }
        let times = self.count_asking(question);
        self.say_of_visit(words(times));
    }

    pub(super) fn say_of_visit(&mut self, words: VisitUtterance) {
        self.say(Utterance::OnVisit { words });
    }

    pub(super) fn on_visit(&mut self, act: VisitStep) {
        self.steps.push(Step::OnVisit { act });
    }

    /// The move that a yes to the read-back has agreed on.
    pub(super) fn move_visit(&mut self, visit: OwnVisit, agreement: &Agreement) {
        let query = self.window_query();
        self.on_visit(VisitStep::Move { request: MoveRequest::agreed(visit, agreement), query });
    }

    fn clues(&self) -> Clues {
        let said = self.state.facts.phone.as_ref().map(|fact| fact.value.clone());
        let mut phones: Vec<_> = self.setting.caller.phone.iter().cloned().chain(said).collect();
        phones.dedup();
        Clues {
            phones,
            address: heard(self.state.facts.address.as_ref()).cloned(),
            name: heard(self.state.facts.name.as_ref()).cloned(),
            days: self.state.change.as_ref().map(|change| change.days.clone()).unwrap_or_default(),
        }
    }

    /// Those of the visits that are the caller's own.
    pub(super) fn own_visits(&self, visits: &[KnownVisit]) -> Vec<OwnVisit> {
        let days = self.state.change.as_ref().map(|change| change.days.as_slice()).unwrap_or_default();
        let own = visits.iter().filter_map(|visit| {
            let evidence = Evidence {
                channel: self.setting.channel,
                number: self.setting.caller.phone.as_ref().filter(|_| !self.setting.caller.from_form),
                name: heard(self.state.facts.name.as_ref()),
                address: heard(self.state.facts.address.as_ref()),
                phone: heard(self.state.facts.phone.as_ref()),
                // Who was told the day proves nothing by it.
                days: if self.state.recited.contains(&visit.appointment) { &[] } else { days },
                booked_here: &self.state.appointments,
                zone: self.setting.business.zone(),
            };
            OwnVisit::prove(visit, &evidence)
        });
        own.collect()
    }

    /// Asks for one more thing that tells whose visit it is; after fair tries a person takes over.
    pub(super) fn ask_for_proof(&mut self) {
        let facts = &self.state.facts;
        let has_number = self.setting.caller.phone.is_some() && !self.setting.caller.from_form;
        let told = [
            (Question::VisitStreet, heard(facts.address.as_ref()).is_some_and(|address| address.street_line.is_some())),
            (Question::VisitName, heard(facts.name.as_ref()).is_some()),
            (Question::VisitPhone, heard(facts.phone.as_ref()).is_some() || has_number),
        ];
        let open = told.into_iter().find(|(question, told)| !told && self.times_asked(*question) < MOST_TRIES);
        if let Some((question, _)) = open {
            return self.ask(question);
        }
        self.say_of_visit(VisitUtterance::NotFound);
        let wanted = self.state.change.as_ref().map_or(Wanted::Tell, |change| change.wanted);
        self.hand_over(reason_for(wanted).unwrap_or(CallbackReason::AboutVisit));
    }

    /// A call back in the middle of a change is about the visit.
    pub(super) fn reason_amid_change(&mut self, reason: CallbackReason) -> CallbackReason {
        let Some(change) = self.state.change.take() else { return reason };
        match reason {
            CallbackReason::Emergency => reason,
            _ if change.is_pending => CallbackReason::Reschedule,
            CallbackReason::Message | CallbackReason::TimeUp => reason,
            _ => reason_for(change.wanted).unwrap_or(reason),
        }
    }
}

fn reason_for(wanted: Wanted) -> Option<CallbackReason> {
    match wanted {
        Wanted::Move => Some(CallbackReason::Reschedule),
        Wanted::CallOff => Some(CallbackReason::Cancel),
        Wanted::Tell | Wanted::Confirm => None,
    }
}

/// What a turn asks of a visit. Who calls it off and names another time wants that time.
pub(super) fn wanted_in(meaning: &Meaning) -> Option<Wanted> {
    let names_time = wish_in(meaning).is_some_and(|said| !said.preferred.is_empty() || said.soonest);
    if meaning.is(Act::Cancel) && !(meaning.is(Act::Reschedule) && names_time) {
        Some(Wanted::CallOff)
    } else if meaning.is(Act::Reschedule) {
        Some(Wanted::Move)
    } else if meaning.is(Act::AskWhen) {
        Some(Wanted::Tell)
    } else {
        None
    }
}

/// What they have said themselves.
fn heard<T>(fact: Option<&Fact<T>>) -> Option<&T> {
    fact.filter(|fact| matches!(fact.receipt, Receipt::Heard { .. })).map(|fact| &fact.value)
}
