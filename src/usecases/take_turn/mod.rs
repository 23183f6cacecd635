//! The one door through which every turn of every channel comes: one transaction, from what was said to what is answered.

mod consent;
mod letter;
mod limits;
mod line;
mod on_visit;
mod perform;
mod report;

use crate::app::App;
use crate::domain::business::{Business, BusinessScope};
use crate::domain::consent::keyword;
use crate::domain::conversation::policy::{Caller, Setting, next_step};
use crate::domain::conversation::state::Line;
use crate::domain::conversation::step::{Event, Keyword, Question, Step};
use crate::domain::conversation::wording::{self, Scene};
use crate::domain::conversation::{Channel, State};
use crate::domain::customer::PersonName;
use crate::domain::phone_number::PhoneNumber;
use crate::storage::conversations::{Conversation, NewConversation};
use crate::storage::turns::{Reply, Turn};
use crate::storage::{Rows, StoreError};
use crate::understanding::{Context, understand};
use crate::usecases::advance_alert::Desk;
use crate::usecases::reach_owner::{alert_numbers, number_to_ring};
use crate::usecases::tell_caller::{standing_of, tell_after_call};
use jiff::{SignedDuration, Timestamp};
use limits::within_limits;
use perform::Performer;
use std::collections::VecDeque;
use uuid::Uuid;

/// A text conversation is the same one for this long after its last message.
const TEXT_CONVERSATION_LASTS: SignedDuration = SignedDuration::from_hours(24);
/// A call of which nothing is heard for this long is over, though the carrier did not say so.
const QUIET_CALL_LASTS: SignedDuration = SignedDuration::from_mins(20);
/// The carrier ends a talk between caller and owner after this.
pub const LONGEST_TALK_WITH_OWNER: SignedDuration = SignedDuration::from_hours(1);
/// A number that called this often without a word within these days is a machine's.
const SILENT_CALLS: u64 = 2;
const SILENT_CALLS_WITHIN: SignedDuration = SignedDuration::from_hours(30 * 24);
/// No turn leads to more events than this; a policy that went round in circles would stop here.
const MOST_EVENTS: usize = 12;
/// The longest text that is stored of one turn, in bytes.
const MOST_STORED: usize = 8_000;

/// What came in, whichever way.
#[derive(Clone, Debug)]
pub struct IncomingTurn {
    /// How.
    pub channel: Channel,
    /// What the conversation is found by: a call's id, a texter's number, a chat's id.
    pub conversation_key: String,
    /// The number or address on the other end, as the carrier gave it.
    pub contact: Option<String>,
    /// The same, where it is a number that can be dialled.
    pub phone: Option<PhoneNumber>,
    /// What a visitor typed into the form, and the hash of their token.
    pub visitor: Option<Visitor>,
    /// What happened.
    pub input: Input,
    /// The carrier's or visitor's own name for it; the same one never counts twice.
    pub event_id: String,
    /// Which turn of a call this is, counted from 0.
    pub number: Option<u32>,
    /// The carrier says that the number shown is not the caller's own.
    pub is_forged: bool,
    /// When.
    pub at: Timestamp,
}

/// A visitor of a web site.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Hash of the token that opens the conversation.
    pub token_hash: String,
    /// The name typed into the form.
    pub name: Option<PersonName>,
}

/// What somebody did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Called, or opened the chat.
    Begin,
    /// Said or wrote this.
    Text(String),
    /// Wrote this, which the carrier took for a keyword and has answered.
    Answered(Keyword, String),
    /// Pressed these keys.
    Keys(String),
    /// Nothing.
    Silence,
    /// Waited while the owner was rung.
    OwnerRang {
        /// They have talked.
        bridged: bool,
    },
    /// Was put through to the owner.
    OwnerTook,
    /// Left a message after the tone.
    Recorded {
        /// How long it is.
        seconds: u32,
    },
    /// Hung up.
    HungUp {
        /// The carrier never put the call through.
        missed: bool,
    },
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The conversation.
    pub conversation_id: Uuid,
    /// The number that the next turn will have.
    pub next_turn: u32,
    /// The words.
    pub reply: Reply,
}

/// Takes a turn. A turn that was answered before gets the same answer again and changes nothing.
///
/// # Errors
/// Where the database fails; nothing of the turn is kept then.
pub async fn take_turn(app: &App, scope: &BusinessScope, business: &Business, turn: &IncomingTurn) -> Result<Answer, StoreError> {
    match take_new_turn(app, scope, business, turn).await {
        // Its event was answered before after all; nothing of this second time was kept.
        Err(StoreError::Exists) => stored_answer(&app.store.rows(scope), turn).await?.ok_or(StoreError::Exists),
        other => other,
    }
}

async fn stored_answer(rows: &Rows<'_>, turn: &IncomingTurn) -> Result<Option<Answer>, StoreError> {
    let before = rows.turn_of_event(&turn.event_id).await?;
    Ok(before.map(|before| Answer { conversation_id: before.conversation_id, next_turn: before.number + 1, reply: before.reply }))
}

async fn take_new_turn(app: &App, scope: &BusinessScope, business: &Business, turn: &IncomingTurn) -> Result<Answer, StoreError> {
    let now = turn.at;
    let transaction = app.store.begin(scope).await?;
    let rows = transaction.rows();
    let (mut conversation, is_new) = open_conversation(app, &rows, business, turn).await?;
    // A call numbers its turns, so that the next one needs no look: if it was answered before, it can't be added again.
    let is_next = turn.number.is_some_and(|number| number >= conversation.turns);
    if !is_next && let Some(before) = stored_answer(&rows, turn).await? {
        return Ok(before);
    }
    if conversation.state.closed && turn.channel == Channel::Phone {
        return Ok(farewell(&conversation, business, now));
    }
    let setting = Setting {
        business,
        channel: turn.channel,
        caller: &conversation.caller.clone(),
        now,
        started: conversation.started_at,
        turn: conversation.turns,
    };
    let mut performer = Performer::new(app, &rows, business, turn, now);
    let consent = news_of_consent(&rows, turn, &conversation).await?;
    let reminded = performer.visit_reminded_of(&conversation, is_new).await?.map(|visit| Event::Reminded { visit: Box::new(visit) });
    // What they say is read in view of what they were reminded of since.
    let state = conversation.state.clone();
    let state = if let Some(reminder) = &reminded { next_step(state, reminder, &setting).0 } else { state };
    let event = event_of(turn, consent.unwrap_or_else(|| conversation.state.is_opted_out(setting.caller)), &state, &setting);
    let event = within_limits(&rows, business, turn, &conversation, event).await?;
    let alert = news_of_alert(app, &rows, business, (&conversation, &event)).await?;
    let news = consent.map(|opted_out| Event::Consent { opted_out }).into_iter().chain(reminded).chain(alert);
    let outcome = run(&mut performer, &mut conversation, news.chain([event]).collect(), &setting).await?;
    performer.note_contact(&conversation, is_new, &outcome.steps).await?;
    if matches!(turn.input, Input::HungUp { .. }) {
        tell_after_call(&Desk { app, rows: &rows, business, now }, &conversation).await?;
    }
    let reply = reply_of(&mut conversation, &outcome.steps, business, now);
    let stored = Turn {
        conversation_id: conversation.id,
        number: conversation.turns,
        event_id: turn.event_id.clone(),
        said: said(turn),
        inputs: outcome.inputs,
        steps: outcome.steps,
        reply: reply.clone(),
        at: now,
    };
    rows.add_turn(&stored).await?;
    conversation.turns += 1;
    conversation.last_at = now;
    conversation.close_by = close_by(&conversation, now);
    rows.store_conversation(&conversation).await?;
    let report = performer.into_report();
    drop(rows);
    transaction.commit().await?;
    if report.leaves_work() {
        app.job_bell.notify_one();
    }
    report.log(scope, &conversation, turn, is_new);
    Ok(Answer { conversation_id: conversation.id, next_turn: conversation.turns, reply })
}

/// Locks the conversation that this turn belongs to; begins one where there is none, or where the last text is too old.
async fn open_conversation(
    app: &App,
    rows: &Rows<'_>,
    business: &Business,
    turn: &IncomingTurn,
) -> Result<(Conversation, bool), StoreError> {
    let now = turn.at;
    if let Some(found) = rows.lock_conversation(turn.channel, &turn.conversation_key).await? {
        let is_over = turn.channel == Channel::Sms && now.duration_since(found.last_at) >= TEXT_CONVERSATION_LASTS;
        if !is_over {
            return Ok((found, false));
        }
        rows.release_conversation(found.id, found.last_at).await?;
    }
    let new = NewConversation {
        id: conversation_id(app, turn, now),
        channel: turn.channel,
        open_key: turn.conversation_key.clone(),
        contact: turn.contact.clone(),
        visitor_hash: turn.visitor.as_ref().map(|visitor| visitor.token_hash.clone()),
        caller: caller(app, rows, business, turn).await?,
        at: now,
    };
    rows.add_conversation(&new).await?;
    let locked = rows.lock_conversation(turn.channel, &turn.conversation_key).await?;
    let locked = locked.ok_or_else(|| StoreError::Broken("a conversation that was just added is gone".to_owned()))?;
    let is_new = locked.id == new.id;
    Ok((locked, is_new))
}

/// A chat is found by its own id, which its first answer tells the visitor.
fn conversation_id(app: &App, turn: &IncomingTurn, now: Timestamp) -> Uuid {
    match turn.channel {
        Channel::Web => turn.conversation_key.parse().unwrap_or_else(|_| app.chance.id(now)),
        Channel::Phone | Channel::Sms => app.chance.id(now),
    }
}

/// A call closes by itself where the carrier never tells of its end.
fn close_by(conversation: &Conversation, now: Timestamp) -> Option<Timestamp> {
    let is_open_call = conversation.channel == Channel::Phone && !conversation.state.closed;
    let lasts = if conversation.state.line == Line::WithOwner { LONGEST_TALK_WITH_OWNER } else { SignedDuration::ZERO };
    is_open_call.then(|| now.saturating_add(lasts + QUIET_CALL_LASTS).unwrap_or(now))
}

async fn caller(app: &App, rows: &Rows<'_>, business: &Business, turn: &IncomingTurn) -> Result<Caller, StoreError> {
    let from_form = turn.channel == Channel::Web;
    let (mut name, mut opted_out) = (turn.visitor.as_ref().and_then(|visitor| visitor.name.clone()), false);
    if let Some(phone) = &turn.phone {
        opted_out = rows.is_opted_out(phone).await?;
        if !from_form {
            name = rows.customer_by_phone(phone).await?.and_then(|customer| customer.name);
        }
    }
    let rings_at = number_to_ring(app, business).filter(|owner| turn.phone.as_ref() != Some(owner));
    Ok(Caller {
        phone: turn.phone.clone(),
        name,
        from_form,
        opted_out,
        owner_reachable: !alert_numbers(app, business).is_empty(),
        can_ring_owner: turn.channel == Channel::Phone && rings_at.is_some(),
        is_suspect: turn.is_forged || keeps_silent(rows, turn).await?,
    })
}

/// The same number called lately, more than once, and said nothing.
async fn keeps_silent(rows: &Rows<'_>, turn: &IncomingTurn) -> Result<bool, StoreError> {
    let since = turn.at.saturating_sub(SILENT_CALLS_WITHIN).unwrap_or(turn.at);
    match &turn.contact {
        Some(contact) if turn.channel == Channel::Phone => Ok(rows.silent_calls(contact, since).await? >= SILENT_CALLS),
        _ => Ok(false),
    }
}

/// Whether a texter wants texts, where that was said elsewhere since: in a call, in the chat, to the carrier.
async fn news_of_consent(rows: &Rows<'_>, turn: &IncomingTurn, conversation: &Conversation) -> Result<Option<bool>, StoreError> {
    let Some(phone) = turn.phone.as_ref().filter(|_| turn.channel == Channel::Sms) else { return Ok(None) };
    let opted_out = rows.is_opted_out(phone).await?;
    Ok((opted_out != conversation.state.is_opted_out(&conversation.caller)).then_some(opted_out))
}

/// How the alert that this conversation led to came out, where its caller has not been told yet.
async fn news_of_alert(
    app: &App,
    rows: &Rows<'_>,
    business: &Business,
    (conversation, event): (&Conversation, &Event),
) -> Result<Option<Event>, StoreError> {
    // A keyword of the carrier is answered by the carrier, and by nothing else; who has hung up is told by text.
    let is_heard = !matches!(event, Event::Keyword { .. } | Event::AnsweredKeyword { .. } | Event::HungUp { .. } | Event::OwnerTook);
    if !conversation.state.urgency.alerted || !is_heard {
        return Ok(None);
    }
    let Some(alert) = rows.alert_of_conversation(conversation.id).await? else { return Ok(None) };
    let was_read = alert.caller_texted && conversation.channel == Channel::Sms;
    let standing = standing_of(app, business, &alert).filter(|now| !was_read && conversation.state.urgency.standing.as_ref() != Some(now));
    Ok(standing.map(|standing| Event::AlertStanding { standing }))
}

/// What the policy is told of the turn.
fn event_of(turn: &IncomingTurn, is_opted_out: bool, state: &State, setting: &Setting<'_>) -> Event {
    match &turn.input {
        Input::Begin => Event::Begin,
        Input::Silence => Event::Silence,
        Input::OwnerRang { bridged } => Event::OwnerRang { bridged: *bridged },
        Input::OwnerTook => Event::OwnerTook,
        Input::Recorded { seconds } => Event::Recorded { seconds: *seconds },
        Input::HungUp { missed } => Event::HungUp { missed: *missed },
        Input::Keys(keys) => Event::Keys { keys: keys.clone() },
        Input::Answered(keyword, _) => Event::AnsweredKeyword { keyword: *keyword },
        Input::Text(text) => {
            if turn.channel == Channel::Sms
                && let Some(keyword) = keyword(text, is_opted_out)
            {
                return Event::Keyword { keyword };
            }
            if turn.channel == Channel::Sms
                && let Some(letter) = letter::read(text)
            {
                return Event::Letter { letter };
            }
            if text.trim().is_empty() {
                return Event::Silence;
            }
            Event::Heard { meaning: Box::new(meaning_of(text, state, setting)) }
        }
    }
}

fn meaning_of(text: &str, state: &State, setting: &Setting<'_>) -> crate::understanding::Meaning {
    let now = setting.now.to_zoned(setting.business.zone().clone());
    let asked = state.asked.map(Question::asked).or((state.facts.problem.is_none()).then_some(crate::understanding::Asked::Problem));
    understand(text, &Context { now: &now, language: state.language, asked, vocabulary: &setting.business.vocabulary })
}

struct Run {
    inputs: Vec<Event>,
    steps: Vec<Step>,
}

/// Lets the policy decide and does what it decides, until nothing is left to bring to light.
async fn run(
    performer: &mut Performer<'_>,
    conversation: &mut Conversation,
    mut waiting: VecDeque<Event>,
    setting: &Setting<'_>,
) -> Result<Run, StoreError> {
    let mut run = Run { inputs: Vec::new(), steps: Vec::new() };
    while let Some(event) = waiting.pop_front() {
        if run.inputs.len() >= MOST_EVENTS {
            return Err(StoreError::Broken("a turn that goes round in circles".to_owned()));
        }
        let (state, steps) = next_step(std::mem::take(&mut conversation.state), &event, setting);
        conversation.state = state;
        run.inputs.push(event);
        for step in &steps {
            waiting.extend(performer.perform(conversation, step).await?);
        }
        run.steps.extend(steps);
    }
    Ok(run)
}

fn reply_of(conversation: &mut Conversation, steps: &[Step], business: &Business, now: Timestamp) -> Reply {
    let reply = words(&conversation.state, steps, &Scene { business, channel: conversation.channel, now });
    conversation.state.last_reply = Some(reply.text.clone());
    reply
}

/// Puts the steps of a turn into words.
pub(super) fn words(state: &State, steps: &[Step], scene: &Scene<'_>) -> Reply {
    let utterances: Vec<_> =
        steps.iter().filter_map(|step| if let Step::Say { utterance } = step { Some(utterance) } else { None }).collect();
    Reply {
        text: wording::reply(&utterances, state.language, scene, state.last_reply.as_deref()),
        language: state.language,
        ends: state.closed,
        asked: state.asked,
        line: state.line,
    }
}

/// A turn of a call that is over: a kind word, and nothing else.
fn farewell(conversation: &Conversation, business: &Business, now: Timestamp) -> Answer {
    let goodbye = [Step::Say { utterance: crate::domain::conversation::step::Utterance::Goodbye }];
    let mut state = conversation.state.clone();
    state.last_reply = None;
    let reply = words(&state, &goodbye, &Scene { business, channel: conversation.channel, now });
    Answer { conversation_id: conversation.id, next_turn: conversation.turns, reply }
}

fn said(turn: &IncomingTurn) -> Option<String> {
    match &turn.input {
        Input::Text(text) | Input::Answered(_, text) => Some(storable(text)),
        Input::Keys(keys) => Some(storable(keys)),
        _ => None,
    }
}

/// Without the control characters that no database and no reader wants.
fn storable(text: &str) -> String {
    let clean: String = text.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    clean[..clean.floor_char_boundary(MOST_STORED)].to_owned()
}
