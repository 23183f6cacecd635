//! What is logged of a turn, once it is kept.

use super::IncomingTurn;
use crate::domain::appointment::AppointmentId;
use crate::domain::business::BusinessScope;
use crate::domain::conversation::Channel;
use crate::storage::conversations::Conversation;
use tracing::{info, warn};

/// What happened in a turn.
#[derive(Clone, Copy, Debug)]
pub(super) enum Happened {
    Booked(AppointmentId),
    Rescheduled(AppointmentId),
    Cancelled(AppointmentId),
    Emergency,
    OptedOut,
    OptedIn,
    Ended,
}

/// What is to be logged.
#[derive(Debug, Default)]
pub(super) struct Report {
    happened: Vec<Happened>,
    leaves_work: bool,
}

impl Report {
    pub(super) fn happened(&mut self, what: Happened) {
        self.happened.push(what);
    }

    /// A job was added.
    pub(super) fn work_was_left(&mut self) {
        self.leaves_work = true;
    }

    pub(super) fn leaves_work(&self) -> bool {
        self.leaves_work
    }

    pub(super) fn log(&self, scope: &BusinessScope, conversation: &Conversation, turn: &IncomingTurn, is_new: bool) {
        let business_id = scope.id().as_str();
        let conversation_id = conversation.id.to_string();
        let channel = conversation.channel.as_str();
        let source = carrier_id(turn);
        let (call_sid, message_sid) = match turn.channel {
            Channel::Phone => (source, None),
            Channel::Sms => (None, source),
            Channel::Web => (None, None),
        };
        let outcome = conversation.outcome.as_deref();
        if is_new {
            info!(event = "conversation_start", business_id, conversation_id, channel, call_sid, message_sid);
        }
        for what in &self.happened {
            match what {
                Happened::Booked(id) => {
                    let appointment_id = id.0.to_string();
                    info!(event = "appointment_created", business_id, conversation_id, appointment_id, channel, call_sid, message_sid);
                }
                Happened::Rescheduled(id) => {
                    let appointment_id = id.0.to_string();
                    info!(event = "appointment_rescheduled", business_id, conversation_id, appointment_id, channel, call_sid, message_sid);
                }
                Happened::Cancelled(id) => {
                    let appointment_id = id.0.to_string();
                    info!(event = "appointment_cancelled", business_id, conversation_id, appointment_id, channel, call_sid, message_sid);
                }
                Happened::Emergency => warn!(event = "emergency_detected", business_id, conversation_id, channel, call_sid, message_sid),
                Happened::OptedOut => info!(event = "opt_out", business_id, conversation_id, channel, call_sid, message_sid),
                Happened::OptedIn => info!(event = "opt_in", business_id, conversation_id, channel, call_sid, message_sid),
                Happened::Ended => info!(event = "conversation_end", business_id, conversation_id, channel, call_sid, message_sid, outcome),
            }
        }
    }
}

/// The carrier's id inside the id of the event.
fn carrier_id(turn: &IncomingTurn) -> Option<&str> {
    match turn.channel {
        Channel::Phone => Some(turn.conversation_key.as_str()),
        Channel::Sms => turn.event_id.strip_prefix("sms:"),
        Channel::Web => None,
    }
}
