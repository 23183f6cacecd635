//! What staff send, read field by field.

use crate::domain::business::Business;
use crate::domain::customer::{Address, PersonName};
use crate::domain::phone_number::PhoneNumber;
use crate::http::error::ApiError;
use crate::usecases::staff_desk::WantedTime;
use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::{Deserialize, Deserializer};

/// The longest line that staff may enter, in characters.
const LONGEST_LINE: usize = 500;
const LONGEST_NAME: usize = 100;

/// An address: on one line, or in its parts.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(untagged, expecting = "must be one line of text, or street_line, unit, city, state, zip")]
pub(crate) enum AddressField {
    /// On one line.
    #[schema(example = "8412 Johnson Drive, Merriam, KS 66202")]
    Line(String),
    /// In its parts.
    Parts(AddressParts),
}

/// The parts of an address.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddressParts {
    /// House number and street.
    street_line: String,
    /// Apartment, suite or unit.
    unit: Option<String>,
    city: Option<String>,
    /// Two letters.
    state: Option<String>,
    /// Five digits.
    zip: Option<String>,
}

impl AddressField {
    pub(crate) fn read(self, field: &str) -> Result<Address, ApiError> {
        let address = match self {
            Self::Line(text) => Address::written(&line(field, &text)?),
            Self::Parts(parts) => {
                let part = |text: Option<String>| text.map(|text| line(field, &text)).transpose();
                Address {
                    street_line: Some(line(field, &parts.street_line)?),
                    unit: part(parts.unit)?,
                    city: part(parts.city)?,
                    state: part(parts.state)?,
                    zip: part(parts.zip)?,
                }
            }
        };
        if address.street().is_some() { Ok(address) } else { Err(ApiError::field(field, "must have a house number and a street")) }
    }
}

/// Text on one line: not empty, not endless.
pub(crate) fn line(field: &str, text: &str) -> Result<String, ApiError> {
    let text = text.trim();
    if !(1..=LONGEST_LINE).contains(&text.chars().count()) || text.chars().any(|c| c.is_control() && c != '\n') {
        return Err(ApiError::field(field, "must be 1 to 500 characters"));
    }
    Ok(text.to_owned())
}

pub(crate) fn name(field: &str, text: &str) -> Result<PersonName, ApiError> {
    let fits = text.chars().count() <= LONGEST_NAME && !text.chars().any(char::is_control);
    PersonName::written(text).filter(|_| fits).ok_or_else(|| ApiError::field(field, "must be 1 to 100 characters"))
}

pub(crate) fn phone(field: &str, text: &str) -> Result<PhoneNumber, ApiError> {
    PhoneNumber::parse(text).map_err(|error| ApiError::field(field, &error.to_string()))
}

/// An instant with an offset, or a time on the clock of the business.
pub(crate) fn moment(field: &str, text: &str, business: &Business) -> Result<Timestamp, ApiError> {
    let text = text.trim();
    let with_offset = text.parse::<Timestamp>().ok();
    let on_the_wall = || text.parse::<DateTime>().ok()?.to_zoned(business.zone().clone()).ok().map(|local| local.timestamp());
    let problem = "must be a time as in 2026-11-23T08:00:00-06:00";
    with_offset.or_else(on_the_wall).ok_or_else(|| ApiError::field(field, problem))
}

/// When a visit is wanted: `start_time`, `window_start` or both; each any instant of the arrival window.
pub(crate) struct TimeFields<'a> {
    pub(crate) start_time: Option<&'a str>,
    pub(crate) end_time: Option<&'a str>,
    pub(crate) window_start: Option<&'a str>,
    pub(crate) window_end: Option<&'a str>,
}

impl TimeFields<'_> {
    /// Absent where no time is given.
    pub(crate) fn read(&self, business: &Business) -> Result<Option<WantedTime>, ApiError> {
        let read = |field: &str, text: Option<&str>| text.map(|text| moment(field, text, business)).transpose();
        let (start, window_start) = (read("start_time", self.start_time)?, read("window_start", self.window_start)?);
        let (end, until) = (read("end_time", self.end_time)?, read("window_end", self.window_end)?);
        let Some(at) = window_start.or(start) else {
            return match (end, until) {
                (None, None) => Ok(None),
                (Some(_), _) => Err(ApiError::field("start_time", "is needed with end_time")),
                (None, Some(_)) => Err(ApiError::field("window_start", "is needed with window_end")),
            };
        };
        if start.is_some_and(|start| start != at) {
            return Err(ApiError::field("start_time", "must be the same as window_start, or absent"));
        }
        for (field, end) in [("end_time", end), ("window_end", until)] {
            if end.is_some_and(|end| end <= at) {
                return Err(ApiError::field(field, "must be after the start"));
            }
        }
        Ok(Some(WantedTime { at, until }))
    }
}

/// A field of a change that may be absent and can't be null.
pub(crate) fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// A field of a change that null clears.
#[expect(clippy::option_option, reason = "absent and null mean different things in a change")]
pub(crate) fn clearable<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}
