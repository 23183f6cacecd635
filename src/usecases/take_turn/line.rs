//! What a caller's line is to do: a message is expected, or a lost call is written back to.

use super::perform::Performer;
use crate::domain::conversation::Channel;
use crate::domain::conversation::wording::{Scene, text_back};
use crate::storage::StoreError;
use crate::storage::conversations::Conversation;
use crate::storage::messages::Audience;
use crate::storage::voicemails::NewVoicemail;
use crate::usecases::queue_text::{OutgoingText, queue_text};
use jiff::Timestamp;

impl Performer<'_> {
    pub(super) async fn expect_voicemail(&self, conversation: &Conversation) -> Result<(), StoreError> {
        let facts = &conversation.state.facts;
        let new = NewVoicemail {
            id: self.app.chance.id(self.now),
            call_sid: &self.turn.conversation_key,
            conversation_id: Some(conversation.id),
            phone: facts.phone.as_ref().map(|fact| fact.value.as_str()),
            name: facts.name.as_ref().map(|fact| &fact.value),
            at: self.now,
        };
        self.rows.expect_voicemail(&new).await
    }

    /// At most one a day to a number, however often its calls are lost.
    pub(super) async fn text_back(&mut self, conversation: &Conversation, due: Timestamp, missed: bool) -> Result<(), StoreError> {
        let Some(to) = conversation.caller.phone.as_ref().filter(|phone| phone.may_read_texts()) else { return Ok(()) };
        let scene = Scene { business: self.business, channel: Channel::Sms, now: self.now };
        let text = OutgoingText {
            purpose: (Audience::Customer, "text_back"),
            to,
            body: text_back(due, missed, conversation.state.language, &scene),
            conversation_id: Some(conversation.id),
            visit: None,
            once: Some(format!("textback:{}:{}", to.as_str(), self.now.to_zoned(self.business.zone().clone()).date())),
        };
        if queue_text(self.app, self.rows, self.business, text, self.now).await? {
            self.report.work_was_left();
        }
        Ok(())
    }
}
