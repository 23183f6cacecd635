//! Doing what the policy decided, inside the turn's transaction.

use super::IncomingTurn;
use super::report::{Happened, Report};
use crate::app::App;
use crate::domain::appointment::Appointment;
use crate::domain::business::Business;
use crate::domain::consent::ConsentKind;
use crate::domain::conversation::Channel;
use crate::domain::conversation::booking::BookingRequest;
use crate::domain::conversation::step::{EmergencyAlert, Event, Step, WindowQuery};
use crate::domain::conversation::wording::{Scene, confirmation_text};
use crate::domain::customer::Address;
use crate::domain::phone_number::PhoneNumber;
use crate::storage::conversations::Conversation;
use crate::storage::messages::{AboutVisit, Audience};
use crate::storage::{Rows, StoreError};
use crate::usecases::book_appointment::{BookingContext, BookingError, book_appointment};
use crate::usecases::call_about_alert::taker_beside_owner;
use crate::usecases::find_visits::known_visits;
use crate::usecases::find_windows::{Whom, find_windows};
use crate::usecases::may_reach::may_reach;
use crate::usecases::owner_texts;
use crate::usecases::queue_text::{CONFIRMATION, OutgoingText, queue_text};
use crate::usecases::raise_alert::raise_alert;
use crate::usecases::reach_limit::reach_limit;
use crate::usecases::reach_owner::owner_number;
use jiff::Timestamp;

/// Performs the steps of one turn and remembers what is to be logged once they are kept.
pub(super) struct Performer<'a> {
    pub(super) app: &'a App,
    pub(super) rows: &'a Rows<'a>,
    pub(super) business: &'a Business,
    pub(super) turn: &'a IncomingTurn,
    pub(super) now: Timestamp,
    pub(super) report: Report,
}

impl<'a> Performer<'a> {
    pub(super) fn new(app: &'a App, rows: &'a Rows<'a>, business: &'a Business, turn: &'a IncomingTurn, now: Timestamp) -> Self {
        Self { app, rows, business, turn, now, report: Report::default() }
    }

    pub(super) fn into_report(self) -> Report {
        self.report
    }

    /// Does one step; gives the event that it leads to, where it leads to one.
    pub(super) async fn perform(&mut self, conversation: &mut Conversation, step: &Step) -> Result<Option<Event>, StoreError> {
        match step {
            Step::Say { .. } | Step::RingOwner => {}
            Step::TakeMessage => self.expect_voicemail(conversation).await?,
            Step::TextBack { due, missed } => self.text_back(conversation, *due, *missed).await?,
            Step::LookUpVisits { phone, address } => return self.look_up_visits(phone.as_ref(), address.as_ref()).await.map(Some),
            Step::FindWindows { query } => {
                let offer = find_windows(self.rows, self.business, query, self.now).await?;
                return Ok(Some(Event::Windows { offer }));
            }
            Step::OnVisit { act } => return self.on_visit(conversation, act).await,
            Step::Book { request, query } => return self.book(conversation, request, query).await.map(Some),
            Step::AlertOwner { alert } => self.alert_owner(conversation, alert).await?,
            Step::PromiseCallback { callback } => {
                self.rows.add_callback(self.app.chance.id(self.now), conversation.id, callback, self.now).await?;
            }
            Step::OptOut { phone } => self.record(conversation, phone.as_ref(), ConsentKind::OptOut).await?,
            Step::OptIn => self.record(conversation, self.turn.phone.as_ref(), ConsentKind::OptIn).await?,
            Step::AskWhatCancelMeant { phone } => self.ask_what_cancel_meant(conversation, phone).await?,
            Step::ReachLimit { limit, phone } => {
                let about = (*limit, phone.as_ref(), Some(conversation.id));
                reach_limit(self.app, self.rows, self.business, about, self.now).await?;
                self.report.work_was_left();
            }
            Step::Flag { reason } => drop(conversation.flag(*reason)?),
            Step::Settle { outcome } => conversation.outcome = Some(outcome.as_str().to_owned()),
            Step::Close => {
                conversation.ended_at = Some(self.now);
                self.report.happened(Happened::Ended);
            }
        }
        Ok(None)
    }

    async fn look_up_visits(&self, phone: Option<&PhoneNumber>, address: Option<&Address>) -> Result<Event, StoreError> {
        let customer = match phone {
            Some(phone) => self.rows.customer_by_phone(phone).await?.map(|customer| customer.id),
            None => None,
        };
        let found = self.rows.visits_to_come(customer, address, self.now).await?;
        Ok(Event::Visits { visits: known_visits(self.rows, found).await? })
    }

    async fn book(&mut self, conversation: &mut Conversation, request: &BookingRequest, query: &WindowQuery) -> Result<Event, StoreError> {
        let context = BookingContext {
            rows: self.rows,
            business: self.business,
            channel: conversation.channel,
            conversation_id: Some(conversation.id),
            whom: Whom::Anybody,
            now: self.now,
            app: self.app,
        };
        match book_appointment(&context, request).await {
            Ok(appointment) => self.booked(conversation, &appointment, request.phone()).await,
            Err(BookingError::WindowTaken) => {
                let offer = find_windows(self.rows, self.business, query, self.now).await?;
                Ok(Event::WindowGone { offer })
            }
            Err(BookingError::Store(error)) => Err(error),
        }
    }

    /// The customer gets a text, unless they are texting already and read it right here, or want none.
    async fn booked(
        &mut self,
        conversation: &mut Conversation,
        appointment: &Appointment,
        phone: &PhoneNumber,
    ) -> Result<Event, StoreError> {
        conversation.customer_id = Some(appointment.customer_id);
        self.rows.keep_language(appointment.customer_id, conversation.state.language).await?;
        conversation.summary = Some(appointment.description.clone());
        self.report.happened(Happened::Booked(appointment.id));
        let scene = Scene { business: self.business, channel: conversation.channel, now: self.now };
        let may_reach = may_reach(self.app, self.business, phone);
        let by_text = conversation.channel != Channel::Sms && may_reach && !self.rows.is_opted_out(phone).await?;
        if by_text {
            self.note_contact_of(conversation, phone).await?;
            let visit = Some(AboutVisit { appointment: appointment.id, from: appointment.window.from });
            let body = confirmation_text(appointment.window, &appointment.address, conversation.state.language, &scene);
            self.text(conversation, (Audience::Customer, CONFIRMATION, visit), phone, body).await?;
        }
        if let Some(owner) = self.owner() {
            let body = owner_texts::booked(appointment, phone, &scene);
            self.text(conversation, (Audience::Owner, "booking", None), &owner, body).await?;
        }
        if let Some(taker) = taker_beside_owner(self.app, self.rows, self.business, conversation.id).await? {
            let body = owner_texts::booked(appointment, phone, &scene);
            self.text(conversation, (Audience::Owner, "booking", None), &taker, body).await?;
        }
        Ok(Event::Booked { appointment: appointment.id.0, window: appointment.window, by_text })
    }

    async fn alert_owner(&mut self, conversation: &Conversation, alert: &EmergencyAlert) -> Result<(), StoreError> {
        self.report.happened(Happened::Emergency);
        if raise_alert(self.app, self.rows, self.business, (conversation, alert.clone()), self.now).await? {
            self.report.work_was_left();
        }
        Ok(())
    }

    fn owner(&self) -> Option<PhoneNumber> {
        owner_number(self.app, self.business)
    }

    async fn text(
        &mut self,
        conversation: &Conversation,
        (audience, kind, visit): (Audience, &str, Option<AboutVisit>),
        to: &PhoneNumber,
        body: String,
    ) -> Result<(), StoreError> {
        let text = OutgoingText { purpose: (audience, kind), to, body, conversation_id: Some(conversation.id), visit, once: None };
        if queue_text(self.app, self.rows, self.business, text, self.now).await? {
            self.report.work_was_left();
        }
        Ok(())
    }
}
