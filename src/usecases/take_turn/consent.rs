//! What a turn says about being texted, and that somebody got in touch.

use super::Input;
use super::perform::Performer;
use super::report::Happened;
use crate::domain::consent::{ConsentKind, ConsentWay};
use crate::domain::conversation::step::{Callback, CallbackReason, Step};
use crate::domain::conversation::wording::{Scene, short_window};
use crate::domain::phone_number::PhoneNumber;
use crate::storage::StoreError;
use crate::storage::conversations::Conversation;
use crate::usecases::record_consent::{Said, record_consent};

impl Performer<'_> {
    /// Writes an opt-out or opt-in into the ledger.
    pub(super) async fn record(
        &mut self,
        conversation: &Conversation,
        phone: Option<&PhoneNumber>,
        kind: ConsentKind,
    ) -> Result<(), StoreError> {
        let Some(phone) = phone else { return Ok(()) };
        let words = match &self.turn.input {
            Input::Text(text) | Input::Answered(_, text) => Some(super::storable(text)),
            _ => None,
        };
        let way = ConsentWay::Channel(conversation.channel);
        let said = Said { phone, kind, way, words: words.as_deref(), source: &self.turn.event_id };
        record_consent(self.app, self.rows, self.business, said, self.now).await?;
        self.report.work_was_left();
        self.report.happened(if kind == ConsentKind::OptIn { Happened::OptedIn } else { Happened::OptedOut });
        Ok(())
    }

    /// Somebody who gets in touch may be answered: the first time by each way is on record. Who says STOP first of all has said that.
    pub(super) async fn note_contact(&mut self, conversation: &Conversation, is_new: bool, steps: &[Step]) -> Result<(), StoreError> {
        let Some(phone) = self.turn.phone.as_ref().filter(|_| is_new && !conversation.caller.opted_out) else { return Ok(()) };
        if steps.iter().any(|step| matches!(step, Step::OptOut { .. })) {
            return Ok(());
        }
        self.note_contact_of(conversation, phone).await
    }

    /// The same of a number that was told.
    pub(super) async fn note_contact_of(&mut self, conversation: &Conversation, phone: &PhoneNumber) -> Result<(), StoreError> {
        let way = ConsentWay::Channel(conversation.channel);
        let said = Said { phone, kind: ConsentKind::Contact, way, words: None, source: &self.turn.event_id };
        record_consent(self.app, self.rows, self.business, said, self.now).await?;
        Ok(())
    }

    /// The visit stays; the owner is to ask whether it was meant.
    pub(super) async fn ask_what_cancel_meant(&mut self, conversation: &Conversation, phone: &PhoneNumber) -> Result<(), StoreError> {
        let Some(customer) = self.rows.customer_by_phone(phone).await? else { return Ok(()) };
        let visits = self.rows.visits_to_come(Some(customer.id), None, self.now).await?;
        let Some(visit) = visits.first() else { return Ok(()) };
        let scene = Scene { business: self.business, channel: conversation.channel, now: self.now };
        let callback = Callback {
            reason: CallbackReason::WroteCancel,
            phone: phone.clone(),
            name: Some(visit.customer_name.clone()),
            summary: Some(format!(
                "Wrote CANCEL, so they get no more texts. Their visit {} stays: call and ask whether they want it called off.",
                short_window(visit.window, &scene)
            )),
            due: self.business.schedule.callback_due(self.now, false).min(visit.window.from).max(self.now),
        };
        self.rows.add_callback(self.app.chance.id(self.now), conversation.id, &callback, self.now).await
    }
}
