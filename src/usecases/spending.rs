//! What the texts of a day cost, counted from what is stored, so that a restart or a second copy changes nothing.

use crate::app::App;
use crate::domain::business::Business;
use crate::domain::limits::{DailyLimits, Limit};
use crate::domain::phone_number::PhoneNumber;
use crate::storage::messages::{Audience, Message, MessageStatus};
use crate::storage::{Rows, StoreError};
use crate::usecases::may_reach::may_reach;
use jiff::{SignedDuration, Timestamp};
use std::collections::{HashMap, HashSet};

/// What counts against the limits of a day.
pub(super) const A_DAY: SignedDuration = SignedDuration::from_hours(24);

/// Texts that left within a day, and those that are about to.
pub(super) struct Spending {
    limits: DailyLimits,
    by_number: HashMap<String, u64>,
    all: u64,
}

impl Spending {
    /// Counts what left, by two queries however many texts are about to.
    pub(super) async fn of(rows: &Rows<'_>, business: &Business, texts: &[Message], now: Timestamp) -> Result<Self, StoreError> {
        let limits = DailyLimits::of(&business.settings);
        let since = now.saturating_sub(A_DAY).unwrap_or(now);
        let customers: HashSet<&str> =
            texts.iter().filter(|text| text.audience == Audience::Customer).map(|text| text.to.as_str()).collect();
        let by_number = rows.texts_by_number(&customers, since).await?;
        let all = if texts.is_empty() { 0 } else { rows.texts_since(since).await? };
        Ok(Self { limits, by_number, all })
    }

    /// The limit that holds a text back; where none does, it counts as sent.
    pub(super) fn limit_of(&mut self, app: &App, business: &Business, text: &Message) -> Option<Limit> {
        if text.audience == Audience::Operator {
            return None;
        }
        if PhoneNumber::parse(&text.to).is_ok_and(|number| !may_reach(app, business, &number)) {
            return Some(Limit::AllowedPrefixes);
        }
        let got = self.by_number.get(&text.to).copied().unwrap_or_default();
        let reached = if is_alert(text) {
            None
        } else if text.audience == Audience::Customer && got >= u64::from(self.limits.texts_per_number) {
            Some(Limit::TextsPerNumber)
        } else if self.all >= u64::from(self.limits.texts_per_day) {
            Some(Limit::TextsPerDay)
        } else {
            None
        };
        if reached.is_none() {
            self.all += 1;
            *self.by_number.entry(text.to.clone()).or_default() += 1;
        }
        reached
    }
}

/// What becomes of a text that a limit holds back.
pub(super) fn status_under(limit: Limit) -> MessageStatus {
    if limit == Limit::AllowedPrefixes { MessageStatus::NotAllowed } else { MessageStatus::OverLimit }
}

/// Alerts always leave; they count all the same.
fn is_alert(text: &Message) -> bool {
    const ALERTS: &[&str] = &["emergency", "alert", "drill"];
    text.audience == Audience::Owner && ALERTS.iter().any(|kind| text.kind.starts_with(kind))
}
