//! Where a conversation stands.

use crate::domain::alert::Standing;
use crate::domain::availability::Window;
use crate::domain::conversation::Outcome;
use crate::domain::conversation::booking::{Facts, Proposal};
use crate::domain::conversation::change::Change;
use crate::domain::conversation::fact::Fact;
use crate::domain::conversation::offer::Offer;
use crate::domain::conversation::policy::Caller;
use crate::domain::conversation::step::{CallbackReason, KnownVisit, Question};
use crate::domain::conversation::wish::Wish;
use crate::domain::customer::PersonName;
use crate::domain::language::Language;
use crate::understanding::Danger;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Everything that a conversation has come to, apart from its words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a thing of its own that has or has not happened in a conversation")]
pub struct State {
    /// The language spoken.
    pub language: Language,
    /// Somebody was greeted.
    pub greeted: bool,
    /// What is known of the caller.
    pub facts: Facts,
    /// The name was heard unclearly and is to be spelled.
    pub name_needs_spelling: bool,
    /// The name as it was heard unclearly.
    pub unclear_name: Option<Fact<PersonName>>,
    /// When they would like a visit.
    pub wish: Wish,
    /// A wish was heard, if only "any time".
    pub wish_heard: bool,
    /// Windows on the table.
    pub offer: Option<Offer>,
    /// The turn in which they were offered.
    pub offered_in: u32,
    /// Windows refused.
    pub refused: Vec<Window>,
    /// Pairs of windows refused in a row.
    pub pairs_refused: u8,
    /// The window that was picked and read back.
    pub proposal: Option<Proposal>,
    /// What was asked last.
    pub asked: Option<Question>,
    /// How often each question was asked.
    pub times_asked: BTreeMap<Question, u8>,
    /// Whether it can wait.
    pub urgency: UrgencyState,
    /// Visits still to come, once looked up.
    pub visits: Option<Vec<KnownVisit>>,
    /// The caller has asked something about what we do, and nothing yet for a visit.
    pub only_asked: bool,
    /// They were told that a visit is being set up.
    pub visit_announced: bool,
    /// A detail that was read back is wrong, and asked for again.
    pub to_correct: Option<Question>,
    /// They asked whether we come to where they live.
    pub area_asked: bool,
    /// What is wanted of a visit that is booked.
    pub change: Option<Change>,
    /// Visits whose day was told to somebody who had not shown that they are theirs.
    pub recited: Vec<Uuid>,
    /// What a person is to read of it, in the caller's own words.
    pub note: Option<String>,
    /// The visit that they were reminded of last.
    pub reminded: Option<Uuid>,
    /// They said good-bye with their answer.
    pub is_leaving: bool,
    /// The caller said that this is about something new.
    pub is_new_matter: bool,
    /// What they came for is dealt with: booked, answered or handed over.
    pub matter_settled: bool,
    /// Booked in this conversation, the newest last.
    pub appointments: Vec<Uuid>,
    /// The window booked last in this conversation.
    pub booked: Option<Window>,
    /// Turns in a row that were not understood.
    pub misunderstood: u8,
    /// Turns in a row in which a story was heard out instead of an answer.
    pub stories: u8,
    /// Turns in a row in which nothing was heard.
    pub silences: u8,
    /// A call back is owed as soon as a number is known.
    pub owed_callback: Option<CallbackReason>,
    /// Somebody will call back.
    pub callback_promised: bool,
    /// What the caller's line does beside talking.
    pub line: Line,
    /// They made themselves heard: a word or a key.
    pub spoke: bool,
    /// They told or asked something that nobody should lose.
    pub told_something: bool,
    /// They asked for a person.
    pub wants_person: bool,
    /// The owner was rung for them.
    pub owner_rung: bool,
    /// Texts are wanted, or no more, as said in this conversation; before that, as it was at its start.
    pub opted_out: Option<bool>,
    /// They want no more texts, and were asked for the number.
    pub owes_opt_out: bool,
    /// How it came out so far.
    pub outcome: Option<Outcome>,
    /// It is over.
    pub closed: bool,
    /// The words of the last reply, which is never given twice running.
    pub last_reply: Option<String>,
}

/// Whether it can wait, as decided so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UrgencyState {
    /// The decision.
    pub level: UrgencyLevel,
    /// Danger to people.
    pub danger: Option<Danger>,
    /// The owner was alerted.
    pub alerted: bool,
    /// What the caller was told last of how that came out.
    pub standing: Option<Standing>,
    /// The words that decided.
    pub because: Vec<String>,
}

/// The decision whether it can wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UrgencyLevel {
    /// Nothing was said about it.
    #[default]
    Unknown,
    /// To be asked.
    Ask,
    /// It can wait.
    Routine,
    /// It can't.
    Emergency,
}

/// What a caller's line does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// The caller talks with the assistant.
    #[default]
    Talking,
    /// The owner is being rung.
    Ringing,
    /// The owner took the call.
    WithOwner,
    /// A message is being recorded.
    Recording,
}

impl UrgencyLevel {
    /// True where it can't wait, or may not be able to: the question is open.
    pub fn may_not_wait(self) -> bool {
        matches!(self, Self::Ask | Self::Emergency)
    }
}

impl State {
    /// True where this caller wants no texts.
    pub fn is_opted_out(&self, caller: &Caller) -> bool {
        self.opted_out.unwrap_or(caller.opted_out)
    }

    /// True where it can't wait.
    pub fn is_emergency(&self) -> bool {
        self.urgency.level == UrgencyLevel::Emergency
    }
}
