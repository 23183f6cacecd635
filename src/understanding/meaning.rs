//! What a sentence can mean: the types that recognisers produce and the policy reads.

use crate::domain::customer::{Address, PersonName};
use crate::domain::language::Language;
use crate::domain::phone_number::PhoneNumber;
use crate::understanding::text::Span;
use crate::understanding::time::TimeMeaning;
use crate::understanding::visit::VisitWords;
use jiff::Zoned;
use serde::{Deserialize, Serialize};

/// What is known before a sentence is heard.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The present, in the business's time zone.
    pub now: &'a Zoned,
    /// The language of the conversation so far.
    pub language: Language,
    /// What the assistant had just asked, so that a bare answer ("7", "Maria", "yes") can be read.
    pub asked: Option<Asked>,
    /// The business's own words.
    pub vocabulary: &'a Vocabulary,
}

/// The kinds of question that give a bare answer its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// What is wrong?
    Problem,
    /// Is it getting worse right now, or can it wait?
    Urgency,
    /// Your name?
    Name,
    /// The address, or the part of it that is missing?
    Address,
    /// A number to reach you?
    Phone,
    /// When would suit you?
    When,
    /// This window, or that one?
    Choice,
    /// Anything that wants a yes or a no.
    YesNo,
}

/// The words of one business that its callers use.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// The business's name, which is never somebody's problem or an emergency ("Burst of Flavor bakery").
    pub business_name: String,
    /// The services it offers, in its own order.
    pub services: Vec<ServiceWords>,
    /// Its own words for an emergency, added to what is understood anyway.
    pub emergency_keywords: Vec<String>,
    /// For each of the business's own answers, the words or phrases that ask for it.
    pub answers: Vec<Vec<String>>,
    /// Its own words for what is none, unless somebody's life is in danger.
    pub emergency_exceptions: Vec<String>,
}

/// A service with the words that callers use for it.
#[derive(Clone, Debug, Default)]
pub struct ServiceWords {
    /// The service's code, for example `water_heater`.
    pub code: String,
    /// The name it has for people, which counts as one of its words.
    pub name: String,
    /// More words for it, chosen by the business.
    pub words: Vec<String>,
}

/// A value with the place in the text that it was taken from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard<T> {
    /// What was understood.
    pub value: T,
    /// The words that it rests on.
    pub span: Span,
}

/// A name as heard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeardName {
    /// The name.
    pub name: PersonName,
    /// The caller spelled at least part of it.
    pub spelled: bool,
    /// Good enough to use; otherwise ask again or have it spelled.
    pub sure: bool,
}

/// What is wrong, as heard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeardProblem {
    /// The code of the business's service that it falls under, where one fits.
    pub service: Option<String>,
    /// One line in the caller's own words, without greeting and filler.
    pub summary: String,
}

/// What the speaker does with words. Several in one turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the vocabulary of the contract and say what they mean")]
pub enum Act {
    Book,
    Reschedule,
    Cancel,
    AskWhen,
    AskHours,
    AskArea,
    AskPrice,
    AskBot,
    AskOther,
    Person,
    Message,
    Yes,
    No,
    Correct,
    Repeat,
    HoldOn,
    Greeting,
    Thanks,
    Goodbye,
    ChangeLanguage,
    OptOut,
    WrongNumber,
    Sales,
    Abuse,
    Unclear,
}

/// Which of what was just named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pick {
    /// The first, the earlier.
    First,
    /// The second, the later.
    Second,
    /// Any of them.
    Either,
    /// None of them.
    Neither,
    /// The one that there is already.
    Same,
    /// Something else, something new.
    New,
}

/// How an emergency was decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Wake somebody now.
    Yes,
    /// One short question decides.
    Ask,
    /// Confidently routine, or nothing said about it.
    #[default]
    No,
}

/// What people may be hurt by before a technician could come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each name is the danger")]
pub enum Danger {
    Gas,
    CarbonMonoxide,
    Fire,
    Electric,
    Other,
}

/// Whether this is an emergency, and the words that say so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Urgency {
    /// The decision.
    pub verdict: Verdict,
    /// Set where people may be hurt: they must get away and call 911 or the utility first.
    pub danger: Option<Danger>,
    /// The caller's words that the decision rests on.
    pub because: Vec<String>,
}

/// All that one turn said.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Meaning {
    /// The language of the sentence, where it can be told.
    pub language: Option<Language>,
    /// What the speaker does, in the order of [`Act`], without repeats.
    pub acts: Vec<Act>,
    /// When.
    pub time: Option<TimeMeaning>,
    /// Who.
    pub name: Option<Heard<HeardName>>,
    /// A number to reach them.
    pub phone: Option<Heard<PhoneNumber>>,
    /// Where.
    pub address: Option<Heard<Address>>,
    /// What is wrong.
    pub problem: Option<Heard<HeardProblem>>,
    /// Whether it can wait.
    pub urgency: Urgency,
    /// Which of the things on offer.
    pub pick: Option<Pick>,
    /// The service that a question is about: "how much is a water heater?".
    #[serde(default)]
    pub asks_about: Option<String>,
    /// The detail that is spoken of by its name: "no, the address is wrong".
    #[serde(default)]
    pub detail: Option<Asked>,
    /// How many words were said.
    #[serde(default)]
    pub words: usize,
    /// What was said of a visit that is booked.
    #[serde(default)]
    pub visit: VisitWords,
    /// The question is one that the business has an answer for: its position in the list.
    pub answer: Option<usize>,
}

impl Meaning {
    /// True where the speaker did this.
    pub fn is(&self, act: Act) -> bool {
        self.acts.contains(&act)
    }
}
