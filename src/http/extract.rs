//! Bodies, queries and paths, with our own errors where they can't be read.

use super::error::ApiError;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

/// A JSON body.
pub(crate) struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = ApiError;
    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        use axum::extract::rejection::JsonRejection;
        match axum::Json::<T>::from_request(request, state).await {
            Ok(axum::Json(value)) => Ok(Self(value)),
            Err(JsonRejection::MissingJsonContentType(_)) => Err(ApiError::with_status(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "not_json",
                "Send JSON, with the header Content-Type: application/json.",
            )),
            Err(JsonRejection::JsonSyntaxError(_)) => Err(ApiError::bad_request("bad_json", "The body is no JSON.")),
            Err(JsonRejection::JsonDataError(error)) => Err(data_error(&error.body_text())),
            Err(other) => Err(ApiError::with_status(other.status(), "bad_body", "The body can't be read, or is too large.")),
        }
    }
}

/// serde's words hold the field in backticks and the place at the end.
fn data_error(text: &str) -> ApiError {
    let problem = text.rsplit_once("target type: ").map_or(text, |(_, problem)| problem);
    let problem = problem.split(" at line ").next().unwrap_or(problem);
    let path = problem.split_once(": ").filter(|(path, _)| !path.contains(' '));
    let named = problem.split('`').nth(1);
    match (path, named) {
        (Some((path, problem)), _) => ApiError::field(path, problem),
        (None, Some(name)) => ApiError::field(name, problem),
        (None, None) => ApiError::field("body", problem),
    }
}

/// Query parameters.
pub(crate) struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        match axum::extract::Query::<T>::from_request_parts(parts, state).await {
            Ok(axum::extract::Query(value)) => Ok(Self(value)),
            Err(rejection) => {
                let text = rejection.body_text();
                let problem = text.rsplit_once("query string: ").map_or(text.as_str(), |(_, problem)| problem);
                let (field, problem) = problem.split_once(": ").unwrap_or(("query", problem));
                Err(ApiError::field(field, problem))
            }
        }
    }
}

/// A part of the path. What can't be an id names nothing that exists.
pub(crate) struct Path<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = ApiError;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        axum::extract::Path::<T>::from_request_parts(parts, state)
            .await
            .map(|axum::extract::Path(value)| Self(value))
            .map_err(|_| ApiError::not_found("object"))
    }
}
