//! Turn by turn through a dialogue.

use super::listing::{says_phrase, words};
use super::moment::Moment;
use super::proposal::{self, Said};
use super::topic::Topic;
use super::who::Caller;
use super::wish::{self, Wished};
use super::{Settled, Speaker, Turn, today};
use crate::domain::language::Language;
use crate::understanding::text::tokenize;
use crate::understanding::time::DaySpan;
use crate::understanding::{Act, Asked, Context, MAX_TEXT, Meaning, Pick, Vocabulary, asked, understand};
use jiff::Zoned;

/// A dialogue longer than this is read from its end.
const MOST_TURNS: usize = 400;

/// What the user had settled on at the end of a dialogue, of what was said aloud by either side.
pub fn settled(turns: &[Turn<'_>], now: &Zoned, vocabulary: &Vocabulary) -> Settled {
    let mut listener = Listener::new(now, vocabulary);
    for turn in &turns[turns.len().saturating_sub(MOST_TURNS)..] {
        let text = &turn.text[..turn.text.floor_char_boundary(MAX_TEXT)];
        match turn.speaker {
            Speaker::User => listener.hear_user(text),
            Speaker::Agent => listener.hear_agent(text),
        }
    }
    let (from, to) = listener.current.instants(&listener.setting.now);
    Settled { name: listener.caller.into_name(), from, to }
}

/// What does not depend on the words of a turn.
struct Setting<'a> {
    now: Zoned,
    vocabulary: &'a Vocabulary,
    language: Language,
}

impl Setting<'_> {
    fn context(&self, asked: Option<Asked>) -> Context<'_> {
        Context { now: &self.now, language: self.language, asked, vocabulary: self.vocabulary }
    }
}

/// What is known after the turns so far.
struct Listener<'a> {
    setting: Setting<'a>,
    caller: Caller,
    /// What the user wants.
    current: Moment,
    /// What was wanted before the last change of mind.
    before: Moment,
    /// What the assistant proposed and the user has not answered.
    pending: Moment,
    /// What the assistant left the user to choose from.
    options: Vec<Moment>,
    /// The day last talked about, for "that day".
    mentioned: Moment,
    topic: Topic,
    /// The assistant has booked what the user wants; what is only told now changes nothing.
    booked: bool,
    /// The user said what day it is.
    today_told: bool,
    asked: Vec<Asked>,
}

impl<'a> Listener<'a> {
    fn new(now: &Zoned, vocabulary: &'a Vocabulary) -> Self {
        Self {
            setting: Setting { now: now.clone(), vocabulary, language: Language::En },
            caller: Caller::default(),
            current: Moment::default(),
            before: Moment::default(),
            pending: Moment::default(),
            options: Vec::new(),
            mentioned: Moment::default(),
            topic: Topic::Visit,
            booked: false,
            today_told: false,
            asked: vec![Asked::Problem],
        }
    }

    fn hear_agent(&mut self, text: &str) {
        let said: Said = proposal::read(text, &mut self.topic, &self.setting.context(None));
        self.asked = asked::everything(text);
        self.caller.expect(text, &self.asked);
        if self.topic == Topic::Visit && said.books {
            self.booked = true;
            let booked = self.pending.overlaid_with(said.moment);
            self.current = self.current.overlaid_with(booked);
            self.caller.book();
            self.pending = Moment::default();
        } else if !said.moment.is_empty() {
            self.pending = said.moment;
        } else if said.denies {
            self.pending = Moment::default();
            self.booked = false;
        }
        self.mentioned = self.mentioned.overlaid_with(said.aside).overlaid_with(said.moment);
        self.options = said.options;
    }

    fn hear_user(&mut self, text: &str) {
        self.learn_today(text);
        let asked = self.asked.last().copied();
        let meaning = understand(text, &self.setting.context(asked));
        self.setting.language = meaning.language.unwrap_or(self.setting.language);
        let when = if self.asked.contains(&Asked::When) { Some(Asked::When) } else { asked };
        let mut wished = wish::read(text, &mut self.topic, &self.setting.context(when));
        if self.today_told {
            wished.moment = wished.moment.not_a_week_after(self.setting.now.date());
        }
        self.take(wished, &meaning, accepts(text));
        if wished.moment.is_empty() && keeps(text) && !self.before.is_empty() {
            self.current = self.before;
        }
        self.caller.hear(text, &self.setting.context(Some(Asked::Name)));
        self.mentioned = self.mentioned.overlaid_with(wished.aside).overlaid_with(wished.moment);
        self.asked.clear();
    }

    /// What was wanted for "today" moves along with what day it is.
    fn learn_today(&mut self, text: &str) {
        let Some(moved) = today::told(text, &self.setting.now) else { return };
        self.today_told = true;
        let today = |day: &DaySpan| day.first == self.setting.now.date() && day.last == day.first;
        if self.current.day.as_ref().is_some_and(today) {
            self.current.day = Some(DaySpan { first: moved.date(), last: moved.date() });
        }
        self.setting.now = moved;
    }

    fn take(&mut self, wished: Wished, meaning: &Meaning, accepts: bool) {
        if !wished.about_visit {
            return;
        }
        let mut wish = wished.moment;
        if wished.points_at_day && wish.day.is_none() {
            wish.day = self.mentioned.day;
        }
        if self.booked && !wished.requests && self.pending.is_empty() && !self.asked.contains(&Asked::When) {
            return;
        }
        let (agrees, refuses) = (meaning.is(Act::Yes) || accepts, meaning.is(Act::No));
        if let Some(option) = self.chosen(wish, meaning) {
            self.current = self.current.overlaid_with(wish).overlaid_with(option);
            self.pending = Moment::default();
        } else if !wish.is_empty() {
            self.before = self.current;
            self.current = self.base(wish, refuses).overlaid_with(wish);
            self.pending = Moment::default();
            self.booked = false;
        } else if agrees && !refuses {
            self.current = self.current.overlaid_with(self.pending);
            self.pending = Moment::default();
        } else if refuses {
            self.pending = Moment::default();
        } else if self.pending.reads_back(self.current) {
            // A read-back that nobody objects to adds what it knew from elsewhere.
            self.current = self.current.filled_from(self.pending);
        }
    }

    /// The one of several offers that the user picks, by its place or by a day or an hour that only it has.
    fn chosen(&self, wish: Moment, meaning: &Meaning) -> Option<Moment> {
        match meaning.pick {
            Some(Pick::First | Pick::Either) => return self.options.first().copied(),
            Some(Pick::Second) => return self.options.get(1).copied(),
            _ => {}
        }
        let mut meant = self.options.iter().filter(|option| !wish.is_empty() && option.is_meant_by(wish));
        let only = meant.next().copied();
        only.filter(|_| meant.next().is_none())
    }

    /// What a new wish changes: who names only another hour for what was proposed takes the day of it.
    fn base(&self, wish: Moment, refuses: bool) -> Moment {
        if refuses || wish.day.is_some() {
            return self.current.filled_from(self.pending);
        }
        Moment { day: self.pending.day.or(self.current.day), ..self.current }
    }
}

/// "Please book it": agreement in other words than yes.
fn accepts(text: &str) -> bool {
    const ACCEPTING: &str = "book it|book that|please book|go ahead|schedule it|do it|that'll work|i'll take it|\
        i will take it|that will do|set it up|try that|take your advice|take that|go with that|my approval|i approve|go for it|\
        works for me|agendela|agendalo|reservela";
    says_phrase(&words(&tokenize(text)), ACCEPTING)
}

/// "Keep it as it was": back to what was wanted before.
fn keeps(text: &str) -> bool {
    const KEEPING: &str = "keep it|keep the|keep that one|leave it as|leave it at|as it was|as planned|the original|stick with|stay with|\
        dejelo como|como estaba|dejemoslo como";
    says_phrase(&words(&tokenize(text)), KEEPING)
}
