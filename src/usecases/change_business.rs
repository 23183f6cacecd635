//! Changing a business: its name, status, settings, numbers and technicians, all or nothing.

use crate::app::App;
use crate::domain::business::{BusinessScope, BusinessStatus};
use crate::domain::phone_number::PhoneNumber;
use crate::domain::settings::{BadSetting, Settings};
use crate::domain::technician::{Technician, TechnicianId};
use crate::storage::businesses::CarrierAccount;
use crate::storage::technicians::TimeOff;
use crate::storage::{Rows, StoreError};
use crate::usecases::find_business::token_place;
use serde_json::{Map, Value};

/// What is to be changed. What is absent stays.
#[derive(Clone, Debug, Default)]
pub struct BusinessChange {
    /// The name.
    pub name: Option<String>,
    /// The status.
    pub status: Option<BusinessStatus>,
    /// Its numbers.
    pub phone_numbers: Option<Vec<PhoneNumber>>,
    /// Its technicians: those who are named stay or are added, the others are sent on no more jobs.
    pub technicians: Option<Vec<TechnicianChange>>,
    /// Its own account at the carrier; `Some(None)` removes it.
    pub twilio_account_sid: Option<Option<String>>,
    /// That account's token; `Some(None)` removes it.
    pub twilio_auth_token: Option<Option<String>>,
    /// Settings by name; null puts one back to its default.
    pub settings: Map<String, Value>,
}

/// A technician as they should be.
#[derive(Clone, Debug)]
pub struct TechnicianChange {
    /// Their name, by which they are known.
    pub name: String,
    /// Codes of the services they do; empty means all.
    pub skills: Vec<String>,
    /// When they take no jobs.
    pub time_off: Vec<crate::domain::availability::Interval>,
}

/// Why a business was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// There is no such business.
    #[error("there is no such business")]
    NotFound,
    /// A number is another business's.
    #[error("that number is taken")]
    NumberTaken,
    /// Settings that can't be, each with its name.
    #[error("a setting can't be")]
    BadSettings(Vec<BadField>),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A field with a value that can't be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadField {
    /// Its name.
    pub field: String,
    /// What is wrong and what would be right.
    pub problem: String,
}

impl From<BadSetting> for BadField {
    fn from(bad: BadSetting) -> Self {
        Self { field: bad.field.to_owned(), problem: bad.problem }
    }
}

/// Changes a business. This copy goes by it from its next request on, every other within a second.
///
/// # Errors
/// Where there is no such business, a value can't be, or the database fails; nothing is changed then.
pub async fn change_business(app: &App, scope: &BusinessScope, change: &BusinessChange) -> Result<(), ChangeError> {
    let now = app.clock.now();
    let transaction = app.store.begin(scope).await?;
    let rows = transaction.rows();
    let row = rows.lock_business(now).await?.ok_or(ChangeError::NotFound)?;
    let settings = changed_settings(&row.settings()?, &change.settings)?;
    let sealed = |token: &Option<String>| token.as_deref().map(|token| app.secrets.seal(token, &token_place(scope.id()), &app.chance));
    let account = CarrierAccount {
        sid: change.twilio_account_sid.clone().unwrap_or(row.twilio_account_sid),
        sealed_token: change.twilio_auth_token.as_ref().map_or(row.twilio_auth_token, sealed),
    };
    rows.store_business(change.name.as_deref().unwrap_or(&row.name), change.status.unwrap_or(row.status), &settings, &account).await?;
    if let Some(numbers) = &change.phone_numbers {
        rows.replace_phone_numbers(numbers)
            .await
            .map_err(|error| if matches!(error, StoreError::Exists) { ChangeError::NumberTaken } else { error.into() })?;
    }
    if let Some(technicians) = &change.technicians {
        change_technicians(app, &rows, technicians).await?;
    }
    // Hours, zone and status decide when a visit is reminded of.
    rows.look_at_reminders_anew().await?;
    drop(rows);
    transaction.commit().await?;
    app.businesses.forget(scope.id());
    Ok(())
}

/// Puts new values over old ones, one by one, so that an error names its field.
pub(crate) fn changed_settings(before: &Settings, changes: &Map<String, Value>) -> Result<Settings, ChangeError> {
    let mut values = match serde_json::to_value(before).map_err(StoreError::from)? {
        Value::Object(values) => values,
        _ => Map::new(),
    };
    let mut bad = Vec::new();
    for (name, value) in changes {
        let alone = Value::Object(Map::from_iter([(name.clone(), value.clone())]));
        match serde_json::from_value::<Settings>(alone) {
            Err(error) => bad.push(BadField { field: name.clone(), problem: problem_of(&error) }),
            Ok(_) if value.is_null() => drop(values.remove(name)),
            Ok(_) => drop(values.insert(name.clone(), value.clone())),
        }
    }
    if !bad.is_empty() {
        return Err(ChangeError::BadSettings(bad));
    }
    let settings: Settings = serde_json::from_value(Value::Object(values)).map_err(StoreError::from)?;
    settings.check().map_err(|bad| ChangeError::BadSettings(bad.into_iter().map(BadField::from).collect()))?;
    Ok(settings)
}

/// The parser's words without the place, which means nothing for a single value.
fn problem_of(error: &serde_json::Error) -> String {
    let text = error.to_string();
    if text.starts_with("unknown field") { "is no setting".to_owned() } else { text.split(" at line ").next().unwrap_or(&text).to_owned() }
}

async fn change_technicians(app: &App, rows: &Rows<'_>, wanted: &[TechnicianChange]) -> Result<(), StoreError> {
    let now = app.clock.now();
    let before = rows.technicians().await?;
    for gone in before.iter().filter(|old| !wanted.iter().any(|new| new.name == old.name)) {
        rows.retire_technician(gone.id).await?;
    }
    for new in wanted {
        let known = before.iter().find(|old| old.name == new.name).map(|old| old.id);
        let id = known.unwrap_or_else(|| TechnicianId(app.chance.id(now)));
        let technician = Technician { id, name: new.name.clone(), skills: new.skills.clone() };
        if known.is_some() {
            rows.change_technician(&technician).await?;
        } else {
            rows.add_technician(&technician).await?;
        }
        let off: Vec<TimeOff> = new
            .time_off
            .iter()
            .map(|interval| TimeOff { id: app.chance.id(now), technician_id: id, interval: *interval, reason: None })
            .collect();
        rows.replace_time_off(id, &off).await?;
    }
    Ok(())
}
