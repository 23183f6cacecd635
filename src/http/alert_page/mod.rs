//! The page behind the link in an alert's text: one button for somebody who was just woken up. It works without scripts, and only
//! pressing the button answers, since the previews of texts open links by themselves.

use crate::app::App;
use crate::domain::alert::{ANSWERABLE_FOR, AnsweredBy};
use crate::domain::business::{Business, BusinessScope, BusinessStatus};
use crate::domain::customer::PersonName;
use crate::secrets;
use crate::storage::StoreError;
use crate::storage::alerts::{Alert, AlertStep};
use crate::usecases::acknowledge_alert::{Taken, acknowledge_alert, look_at_alert};
use crate::usecases::find_business::find_business;
use crate::usecases::owner_texts::one_line;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use quick_xml::escape::escape;
use std::sync::Arc;
use tracing::error;

const STYLE: &str = include_str!("page.css");
/// Nothing runs, nothing is loaded but the style, and nobody frames the page.
const POLICY: &str = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The pages under `/alert`.
pub(super) fn pages() -> Router<Arc<App>> {
    Router::new().route("/alert/page.css", get(style)).route("/alert/{token}", get(show).post(take))
}

async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=300")], STYLE).into_response()
}

/// An alert as whoever holds its link may see it.
struct Held {
    scope: BusinessScope,
    business: Arc<Business>,
    alert: Alert,
    step: AlertStep,
}

/// Why a link opens nothing.
enum Shut {
    Unknown,
    Suspended,
    Trouble(StoreError),
}

impl From<StoreError> for Shut {
    fn from(failure: StoreError) -> Self {
        Self::Trouble(failure)
    }
}

impl IntoResponse for Shut {
    fn into_response(self) -> Response {
        match self {
            Self::Unknown => {
                let words = "<h1>This link is not valid any more</h1><p>A link works for 24 hours. If somebody may still need help, look at your open emergencies.</p>";
                page(StatusCode::NOT_FOUND, "Not valid", words)
            }
            Self::Suspended => page(
                StatusCode::FORBIDDEN,
                "Suspended",
                "<h1>This business is suspended</h1><p>Its emergencies can't be taken here. Please call the operator.</p>",
            ),
            Self::Trouble(failure) => {
                error!(event = "alert_page_in_trouble", reason = %failure);
                let words = "<h1>That did not work</h1><p>Please try again in a moment, or answer the text with 1.</p>";
                page(StatusCode::SERVICE_UNAVAILABLE, "Please try again", words)
            }
        }
    }
}

async fn show(State(app): State<Arc<App>>, Path(token): Path<String>) -> Result<Response, Shut> {
    let held = open(&app, &token).await?;
    let taken = look_at_alert(&app, &held.scope, &held.alert).await?;
    Ok(page(StatusCode::OK, title(&held), &words(&app, &held, taken.as_ref())))
}

async fn take(State(app): State<Arc<App>>, Path(token): Path<String>) -> Result<Response, Shut> {
    let held = open(&app, &token).await?;
    acknowledge_alert(&app, &held.scope, &held.business, held.alert.id, (&held.step.to, AnsweredBy::Link)).await?;
    // Loading the page again presses no button again.
    Ok(Redirect::to(&format!("/alert/{token}")).into_response())
}

async fn open(app: &App, token: &str) -> Result<Held, Shut> {
    let Some((id, step)) = app.store.alert_step_of_token(&secrets::hash(token)).await? else { return Err(Shut::Unknown) };
    let Some(known) = find_business(app, &id).await? else { return Err(Shut::Unknown) };
    if known.business.status == BusinessStatus::Suspended {
        return Err(Shut::Suspended);
    }
    let scope = known.scope();
    let Some(alert) = app.store.rows(&scope).alert(step.alert_id).await? else { return Err(Shut::Unknown) };
    if app.clock.now().duration_since(alert.raised_at) >= ANSWERABLE_FOR {
        return Err(Shut::Unknown);
    }
    Ok(Held { scope, business: known.business, alert, step })
}

fn title(held: &Held) -> &'static str {
    if held.alert.is_drill { "Drill" } else { "Emergency" }
}

/// Who it is and where is shown to the one who has it; before that, only that there is something to take.
fn words(app: &App, held: &Held, taken: Option<&Taken>) -> String {
    let business = escape(held.business.name.as_str());
    let drill = if held.alert.is_drill { "<p><strong>DRILL.</strong> Nobody needs help.</p>" } else { "" };
    let heading = title(held);
    match taken {
        None => format!(
            "<h1>{heading} at {business}</h1>{drill}<p>Nobody has taken this yet.</p>\
             <form method=\"post\"><button type=\"submit\">I have it</button></form>"
        ),
        Some(taken) if taken.by.by != held.step.to => {
            let who = taken.who(app, &held.business);
            format!("<h1>{heading} at {business}</h1>{drill}<p>{} has it. You need not do anything.</p>", escape(capital(&who)))
        }
        Some(taken) => format!("<h1>You have it</h1>{drill}{}", details(taken)),
    }
}

fn details(taken: &Taken) -> String {
    let details = &taken.details;
    let who = details.name.as_ref().map(PersonName::full);
    let place = details.address.as_ref().map(one_line);
    let said = details.summary.as_ref().map(|said| format!("\"{said}\""));
    let lines: Vec<String> = [who, place, said].into_iter().flatten().map(|line| format!("<p>{}</p>", escape(line))).collect();
    let call = details.phone.as_ref().map_or_else(
        || "<p>There is no number to call yet.</p>".to_owned(),
        |phone| format!("<a class=\"call\" href=\"tel:{0}\">Call {0}</a>", escape(phone.as_str())),
    );
    format!("{call}{}", lines.concat())
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn page(status: StatusCode, title: &str, body: &str) -> Response {
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"robots\" content=\"noindex\"><title>{title}</title><link rel=\"stylesheet\" href=\"/alert/page.css\"></head>\
         <body><main>{body}</main></body></html>"
    );
    let mut response = (status, html).into_response();
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("x-robots-tag"), "noindex"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
