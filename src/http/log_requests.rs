//! One line of log for every request, and an id that ties its lines together.

use crate::app::App;
use axum::extract::{MatchedPath, Request, State};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;
use std::time::Instant;
use tracing::{Instrument, info, info_span};

/// The business that a request turned out to be about; handlers and extractors put it into the response.
#[derive(Clone, Debug)]
pub(crate) struct ServedBusiness(pub String);

const REQUEST_ID: &str = "x-request-id";

pub(crate) async fn log_requests(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = request.method().clone();
    // The route, not the path: a path may hold ids that tell who somebody is.
    let route = request.extensions().get::<MatchedPath>().map_or_else(|| "unmatched".to_owned(), |path| path.as_str().to_owned());
    let request_id = app.chance.id(app.clock.now()).simple().to_string();
    let span = info_span!("request", request_id);
    let mut response = next.run(request).instrument(span.clone()).await;
    let milliseconds = began.elapsed().as_secs_f64() * 1000.0;
    let business_id = response.extensions().get::<ServedBusiness>().map(|served| served.0.clone());
    let status = response.status().as_u16();
    span.in_scope(|| info!(event = "http_request", method = method.as_str(), route, status, milliseconds, business_id));
    if let Ok(value) = HeaderValue::from_str(&request_id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}
