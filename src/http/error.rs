//! Every error of the JSON API, in one shape, with its status in one place.

use crate::storage::StoreError;
use crate::usecases::change_business::{BadField, ChangeError};
use crate::usecases::onboard_business::{KeysError, OnboardingError};
use crate::usecases::play_voicemail::NotPlayed;
use crate::usecases::seed_demo::DemoError;
use crate::usecases::staff_desk::{CustomerError, StaffError};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::collections::BTreeMap;
use tracing::error;

/// The body of every error.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ErrorBody {
    /// For programs.
    #[schema(example = "not_found")]
    code: &'static str,
    /// For people.
    #[schema(example = "There is no such appointment.")]
    message: String,
    /// What is wrong with which field.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    fields: BTreeMap<String, String>,
}

/// An error on its way out.
#[derive(Debug)]
pub(crate) struct ApiError {
    status: StatusCode,
    body: ErrorBody,
}

/// The errors that any route may answer with, for the document.
#[derive(utoipa::IntoResponses)]
#[expect(dead_code, reason = "only its derived description is used")]
pub(crate) enum Failures {
    /// The credential is missing or wrong.
    #[response(status = 401)]
    Unauthorized(ErrorBody),
    /// The credential is right, but this is not allowed.
    #[response(status = 403)]
    Forbidden(ErrorBody),
    /// There is no such thing here.
    #[response(status = 404)]
    NotFound(ErrorBody),
    /// It clashes with what is there.
    #[response(status = 409)]
    Conflict(ErrorBody),
    /// A value can't be; `fields` names it.
    #[response(status = 422)]
    Unprocessable(ErrorBody),
    /// The database is not available.
    #[response(status = 503)]
    Unavailable(ErrorBody),
}

impl ApiError {
    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, body: ErrorBody { code, message: message.into(), fields: BTreeMap::new() } }
    }

    pub(crate) fn unauthorized(message: &str) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized", message)
    }

    pub(crate) fn suspended() -> Self {
        Self::new(StatusCode::FORBIDDEN, "business_suspended", "This business is suspended.")
    }

    pub(crate) fn forbidden(code: &'static str, message: &str) -> Self {
        Self::new(StatusCode::FORBIDDEN, code, message)
    }

    pub(crate) fn not_found(what: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", format!("There is no such {what}."))
    }

    pub(crate) fn bad_request(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, message)
    }

    pub(crate) fn with_status(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self::new(status, code, message)
    }

    pub(crate) fn field(field: &str, problem: &str) -> Self {
        Self::fields([(field.to_owned(), problem.to_owned())].into())
    }

    pub(crate) fn fields(fields: BTreeMap<String, String>) -> Self {
        let named: Vec<&str> = fields.keys().map(String::as_str).collect();
        let mut error = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", format!("Please check: {}.", named.join(", ")));
        error.body.fields = fields;
        error
    }

    fn bad_fields(bad: Vec<BadField>) -> Self {
        Self::fields(bad.into_iter().map(|bad| (bad.field, bad.problem)).collect())
    }

    fn conflict(code: &'static str, message: &str, field: &str) -> Self {
        let mut error = Self::new(StatusCode::CONFLICT, code, message);
        error.body.fields.insert(field.to_owned(), "is taken".to_owned());
        error
    }

    fn internal(cause: &dyn std::fmt::Display) -> Self {
        error!(event = "internal_error", reason = %cause);
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "Something went wrong on our side.")
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        (self.status, Json(self.body)).into_response()
    }
}

impl From<StoreError> for ApiError {
    fn from(failure: StoreError) -> Self {
        match failure {
            StoreError::Unavailable(cause) => {
                error!(event = "database_unavailable", reason = cause);
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", "The database does not answer. Please try again shortly.")
            }
            StoreError::Exists => Self::new(StatusCode::CONFLICT, "exists", "It exists already."),
            StoreError::Broken(cause) => Self::internal(&cause),
        }
    }
}

impl From<OnboardingError> for ApiError {
    fn from(failure: OnboardingError) -> Self {
        match failure {
            OnboardingError::IdTaken => Self::conflict("id_taken", "Another business has that id.", "id"),
            OnboardingError::NumberTaken => Self::conflict("number_taken", "Another business has one of those numbers.", "phone_numbers"),
            OnboardingError::BadSettings(bad) => Self::bad_fields(bad.into_iter().map(BadField::from).collect()),
            OnboardingError::Store(failure) => failure.into(),
        }
    }
}

impl From<ChangeError> for ApiError {
    fn from(failure: ChangeError) -> Self {
        match failure {
            ChangeError::NotFound => Self::not_found("business"),
            ChangeError::NumberTaken => Self::conflict("number_taken", "Another business has one of those numbers.", "phone_numbers"),
            ChangeError::BadSettings(bad) => Self::bad_fields(bad),
            ChangeError::Store(failure) => failure.into(),
        }
    }
}

impl From<StaffError> for ApiError {
    fn from(failure: StaffError) -> Self {
        match failure {
            StaffError::Field(field, problem) => Self::field(field, &problem),
            StaffError::NotFound => Self::not_found("appointment"),
            StaffError::NotThen(why) => Self::new(StatusCode::CONFLICT, "window_taken", why),
            StaffError::Over => Self::new(StatusCode::CONFLICT, "visit_over", "That visit is over; book a new one."),
            StaffError::Store(failure) => failure.into(),
        }
    }
}

impl From<CustomerError> for ApiError {
    fn from(failure: CustomerError) -> Self {
        match failure {
            CustomerError::NotFound => Self::not_found("customer"),
            CustomerError::PhoneTaken => Self::conflict("phone_taken", "Another customer has that number.", "phone"),
            CustomerError::PhoneOfBusiness => Self::field("phone", "is one of the business's own numbers"),
            CustomerError::Store(failure) => failure.into(),
        }
    }
}

impl From<DemoError> for ApiError {
    fn from(failure: DemoError) -> Self {
        match failure {
            DemoError::Onboarding(failure) => failure.into(),
            DemoError::Change(failure) => failure.into(),
            DemoError::Keys(failure) => failure.into(),
            DemoError::Store(failure) => failure.into(),
        }
    }
}

impl From<NotPlayed> for ApiError {
    fn from(failure: NotPlayed) -> Self {
        match failure {
            NotPlayed::NotFound => Self::not_found("voicemail"),
            NotPlayed::Carrier(failure) => {
                Self::new(StatusCode::BAD_GATEWAY, "carrier_failed", format!("The recording could not be fetched: {failure}."))
            }
            NotPlayed::Store(failure) => failure.into(),
        }
    }
}

impl From<KeysError> for ApiError {
    fn from(failure: KeysError) -> Self {
        match failure {
            KeysError::Store(failure) => failure.into(),
            KeysError::Sealed(_) | KeysError::Missing => Self::internal(&failure),
        }
    }
}
