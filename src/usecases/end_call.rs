//! A call that ended without the assistant's good-bye: the carrier says so, or says nothing more at all.

use crate::app::App;
use crate::domain::business::{Business, BusinessScope, BusinessStatus};
use crate::domain::conversation::Channel;
use crate::domain::phone_number::PhoneNumber;
use crate::storage::StoreError;
use crate::usecases::find_business::find_business;
use crate::usecases::reach_owner::{is_of_staff, is_own_line};
use crate::usecases::take_turn::{IncomingTurn, Input, take_turn};

/// A call that is over.
#[derive(Clone, Debug)]
pub struct EndedCall {
    /// The carrier's id of it.
    pub call_sid: String,
    /// Who called, as the carrier gave it.
    pub from: Option<String>,
    /// The same, where it is a number that can be dialled.
    pub phone: Option<PhoneNumber>,
    /// The carrier never put it through.
    pub missed: bool,
    /// The carrier says that the number shown is not the caller's own.
    pub is_forged: bool,
}

/// Closes the conversation of a call; what follows is for the policy to say. A call that is closed already stays as it is. One
/// that nobody here has heard of matters only where the carrier never put it through.
///
/// # Errors
/// Where the database fails.
pub async fn end_call(app: &App, scope: &BusinessScope, business: &Business, ended: EndedCall) -> Result<(), StoreError> {
    let is_ours = ended.phone.as_ref().is_some_and(|phone| is_of_staff(app, business, phone) || is_own_line(app, business, phone));
    let is_customers = ended.missed && !is_ours;
    if !is_customers && app.store.rows(scope).call(&ended.call_sid).await?.is_none() {
        return Ok(());
    }
    let turn = IncomingTurn {
        channel: Channel::Phone,
        contact: ended.from,
        phone: ended.phone,
        visitor: None,
        input: Input::HungUp { missed: ended.missed },
        event_id: format!("call:{}:ended", ended.call_sid),
        conversation_key: ended.call_sid,
        number: None,
        is_forged: ended.is_forged,
        at: app.clock.now(),
    };
    take_turn(app, scope, business, &turn).await.map(drop)
}

/// Closes a call of which nothing more was heard. While its business is suspended it stays as it is.
///
/// # Errors
/// Where the database fails.
pub async fn close_quiet_call(app: &App, scope: &BusinessScope, call_sid: &str) -> Result<(), StoreError> {
    let Some(known) = find_business(app, scope.id()).await? else { return Ok(()) };
    if known.business.status == BusinessStatus::Suspended {
        return Ok(());
    }
    let ended = EndedCall { call_sid: call_sid.to_owned(), from: None, phone: None, missed: false, is_forged: false };
    end_call(app, scope, &known.business, ended).await
}
