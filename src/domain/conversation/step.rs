//! What can happen to a conversation, and what the policy can decide.

use crate::domain::alert::Standing;
use crate::domain::appointment::AppointmentId;
use crate::domain::availability::Window;
pub use crate::domain::consent::Keyword;
use crate::domain::conversation::booking::BookingRequest;
pub use crate::domain::conversation::callback::{Callback, CallbackReason};
pub use crate::domain::conversation::change::KnownVisit;
use crate::domain::conversation::change::{Done, Letter, VisitStep, VisitUtterance};
pub use crate::domain::conversation::emergency::EmergencyAlert;
use crate::domain::conversation::offer::{Fit, Offer};
pub use crate::domain::conversation::question::Question;
use crate::domain::conversation::wish::Wish;
use crate::domain::conversation::{FlagReason, Outcome};
use crate::domain::customer::{Address, PersonName};
use crate::domain::language::Language;
use crate::domain::limits::Limit;
use crate::domain::phone_number::PhoneNumber;
use crate::understanding::{Danger, Meaning};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What the policy is told: what the caller did, or what a step before brought to light.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// Somebody is there: a call was answered or a chat opened.
    Begin,
    /// They said or wrote something.
    Heard {
        /// What it means.
        meaning: Box<Meaning>,
    },
    /// They pressed keys.
    Keys {
        /// The digits, `*` and `#`.
        keys: String,
    },
    /// They said nothing.
    Silence,
    /// How the alert that was raised for them came out.
    AlertStanding {
        /// What is known of it now.
        standing: Standing,
    },
    /// The owner pressed the key that takes the call.
    OwnerTook,
    /// Answer to [`Step::RingOwner`]: the owner and the caller have talked, or nobody took the call.
    OwnerRang {
        /// They have talked.
        bridged: bool,
    },
    /// Answer to [`Step::TakeMessage`].
    Recorded {
        /// How long the message is.
        seconds: u32,
    },
    /// The call ended without a good-bye.
    HungUp {
        /// The carrier never put it through.
        missed: bool,
    },
    /// They wrote one of the carrier's keywords.
    Keyword {
        /// Which.
        keyword: Keyword,
    },
    /// They wrote what the carrier took for one of its keywords and has answered.
    AnsweredKeyword {
        /// Which.
        keyword: Keyword,
    },
    /// They wrote or called more than is answered in a day.
    OverLimit {
        /// The limit.
        limit: Limit,
        /// This is the first time beyond it.
        is_first: bool,
        /// What they said.
        meaning: Box<Meaning>,
    },
    /// Since the last turn it was said elsewhere whether this number may be texted.
    Consent {
        /// It wants no texts.
        opted_out: bool,
    },
    /// They wrote the letter that a reminder asks for.
    Letter {
        /// Which.
        letter: Letter,
    },
    /// Since their last message they were reminded of this visit, and asked whether it stands.
    Reminded {
        /// The visit as it stands now.
        visit: Box<KnownVisit>,
    },
    /// Answer to a step on a visit: it is done.
    VisitChanged {
        /// What.
        done: Done,
        /// The visit's window, which is the new one where it was moved.
        window: Window,
        /// A text will confirm it.
        by_text: bool,
    },
    /// Answer to a step on a visit: it is over, called off or gone.
    VisitGone,
    /// Answer to [`Step::LookUpVisits`] and [`VisitStep::Find`]: visits still to come, the nearest first.
    Visits {
        /// The visits.
        visits: Vec<KnownVisit>,
    },
    /// Answer to [`Step::FindWindows`].
    Windows {
        /// What can be offered.
        offer: Offer,
    },
    /// Answer to [`Step::Book`]: it is booked.
    Booked {
        /// The appointment.
        appointment: Uuid,
        /// What was agreed.
        window: Window,
        /// A text will confirm it.
        by_text: bool,
    },
    /// Answer to [`Step::Book`] and [`VisitStep::Move`]: somebody else was faster.
    WindowGone {
        /// What can be offered instead.
        offer: Offer,
    },
}

/// What the policy decides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// Say this.
    Say {
        /// What.
        utterance: Utterance,
    },
    /// Look for visits still to come at this number or address. Answered by [`Event::Visits`].
    LookUpVisits {
        /// Number of the caller.
        phone: Option<PhoneNumber>,
        /// Address told.
        address: Option<Address>,
    },
    /// Look for windows. Answered by [`Event::Windows`].
    FindWindows {
        /// What is needed.
        query: WindowQuery,
    },
    /// Book. Answered by [`Event::Booked`] or [`Event::WindowGone`].
    Book {
        /// What, when, for whom: a request that can't be made without receipts.
        request: BookingRequest,
        /// Where to look on when somebody else was faster.
        query: WindowQuery,
    },
    /// Do something with a visit that is booked.
    OnVisit {
        /// What.
        act: VisitStep,
    },
    /// Wake the owner.
    AlertOwner {
        /// What was said of it and where, as far as it is known.
        alert: EmergencyAlert,
    },
    /// Somebody will call back: a task for the owner with a due time.
    PromiseCallback {
        /// What was promised.
        callback: Callback,
    },
    /// Ring the owner, who may take the call. Answered by [`Event::OwnerRang`].
    RingOwner,
    /// Record a message. Answered by [`Event::Recorded`].
    TakeMessage,
    /// Write to a caller whose call was lost.
    TextBack {
        /// By when somebody calls back.
        due: Timestamp,
        /// The carrier never put the call through.
        missed: bool,
    },
    /// Send this number no more texts.
    OptOut {
        /// The number; none where the carrier gave none that can be dialled.
        phone: Option<PhoneNumber>,
    },
    /// CANCEL was written from this number: where it has a visit to come, somebody asks whether that was meant.
    AskWhatCancelMeant {
        /// The number.
        phone: PhoneNumber,
    },
    /// This number may be texted again.
    OptIn,
    /// A limit on cost was reached by this number.
    ReachLimit {
        /// The limit.
        limit: Limit,
        /// The number.
        phone: Option<PhoneNumber>,
    },
    /// Ask for a review.
    Flag {
        /// Why.
        reason: FlagReason,
    },
    /// The conversation has this outcome as things stand.
    Settle {
        /// The outcome.
        outcome: Outcome,
    },
    /// The conversation is over; a call hangs up.
    Close,
}

/// What is needed to look for windows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowQuery {
    /// Code of the service, which decides duration and skill.
    pub service: String,
    /// When it would suit.
    pub wish: Wish,
    /// Refused before.
    pub refused: Vec<Window>,
    /// Emergencies may come at other hours and sooner.
    pub is_emergency: bool,
    /// The visit that is to be moved, which is not in its own way.
    #[serde(default)]
    pub moving: Option<AppointmentId>,
}

/// A part of a read-back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each name is the part")]
pub enum Part {
    Window,
    Name,
    Address,
    Phone,
}

/// What is said of the line itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnTheLine {
    /// Somebody is being rung.
    Connecting,
    /// Nobody took the call.
    NobodyAnswered,
    /// A message may be left after the tone.
    LeaveMessage,
    /// The recorded message is passed on.
    MessageKept,
    /// Nothing is heard at all: please call again.
    CallAgain,
}

/// All that can be said, free of language and channel. The words are in `wording`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "say", rename_all = "snake_case")]
pub enum Utterance {
    /// The business's name, what is speaking, and a caller known by their number.
    Greeting {
        /// Given name of a known caller.
        known: Option<String>,
    },
    /// A question. `times` counts how often it was asked before, so that the words change.
    Ask {
        /// Which.
        question: Question,
        /// Asked this often before.
        times: u8,
    },
    /// Visit on this day; is this something new?
    AskSameVisit {
        /// The visit's window.
        window: Window,
        /// Asked this often before.
        times: u8,
    },
    /// One or two windows, and which suits.
    OfferWindows {
        /// The offer.
        offer: Offer,
        /// An emergency.
        is_emergency: bool,
        /// The same two as before: their hours are enough.
        #[serde(default)]
        again: bool,
    },
    /// Somebody else took the window just now.
    WindowGone,
    /// Window, name, address and number, and whether to book.
    ReadBack {
        /// The window.
        window: Window,
        /// How it relates to what was asked for, where it is the only one offered.
        fit: Option<Fit>,
        /// The name.
        name: PersonName,
        /// The address.
        address: Address,
        /// The number, where it was told and not given by the carrier.
        phone: Option<PhoneNumber>,
        /// Read back this often before.
        times: u8,
        /// What of it is said; the rest was read back just before. Empty says it all.
        #[serde(default)]
        only: Vec<Part>,
    },
    /// It is booked.
    Booked {
        /// The window.
        window: Window,
        /// Whose.
        name: PersonName,
        /// A text will confirm it.
        by_text: bool,
    },
    /// What to do first where people may be hurt.
    Safety {
        /// The danger.
        danger: Danger,
    },
    /// The owner is being alerted.
    OwnerAlerted,
    /// Somebody has what was alerted.
    AlertTaken {
        /// Who, where that is known by name.
        by: Option<String>,
        /// There is a number at which they will call.
        will_call: bool,
    },
    /// Everybody was alerted, and nobody has answered.
    AlertUnanswered {
        /// Danger to people, where there is one.
        danger: Option<Danger>,
    },
    /// Somebody will call back by then.
    CallbackPromised {
        /// Why.
        reason: CallbackReason,
        /// By when.
        due: Timestamp,
    },
    /// No number to call back: please call us.
    CallUs,
    /// Nothing at all is free.
    NothingFree,
    /// Not where they live.
    OutsideArea,
    /// Something about a visit that is booked.
    OnVisit {
        /// What.
        words: VisitUtterance,
    },
    /// When a visit is.
    VisitIs {
        /// The visit's window.
        window: Window,
    },
    /// Opening hours.
    Hours,
    /// Where they work.
    Area,
    /// What may be said on the price of a service.
    Price {
        /// Code of the service.
        service: String,
    },
    /// Prices are for the technician to say.
    NoPrice,
    /// Something the business wants said.
    Answer {
        /// Position in its list of answers.
        index: usize,
    },
    /// Yes, we do that.
    WeDo {
        /// Code of the service.
        service: String,
    },
    /// Can't say; the owner will know.
    DontKnow,
    /// An automated assistant.
    Bot,
    /// Take your time.
    TakeYourTime,
    /// Not understood.
    NotUnderstood,
    /// Nothing was heard.
    NothingHeard,
    /// Fine, what else would suit?
    Refused,
    /// Thanks for the thanks.
    Welcome,
    /// Message taken.
    MessageTaken,
    /// What is said around ringing somebody, recording, and silence.
    OnTheLine {
        /// What.
        what: OnTheLine,
    },
    /// No more texts.
    OptedOut,
    /// Which number wants no more texts?
    WhichNumberToStop,
    /// Too many messages for one day.
    TooMuchToday,
    /// Too many calls for one day.
    TooManyCalls,
    /// Without the number: how to stop the texts from the phone that gets them.
    HowToStop,
    /// Texts again.
    OptedIn,
    /// Who this is and how to stop.
    Help,
    /// The problem was heard, and what follows is about a visit.
    SettingUpVisit,
    /// Thanks for the name, which says how it was heard.
    ThanksForName {
        /// The name.
        name: PersonName,
    },
    /// A story is being listened to.
    Listening,
    /// Not knowing is all right.
    NoMatter,
    /// In an emergency, to somebody who urges.
    Hurrying,
    /// Gladly.
    Sure,
    /// To somebody who is angry.
    Sorry,
    /// A greeting is returned.
    Hello,
    /// They leave before anything is booked.
    NothingBooked,
    /// A place is within the area.
    Serves,
    /// Not interested.
    NoSales,
    /// Wrong number, no harm.
    WrongNumber,
    /// The language was changed.
    LanguageChanged {
        /// To this one.
        language: Language,
    },
    /// It takes too long here.
    TimeUp,
    /// Good-bye.
    Goodbye,
}
