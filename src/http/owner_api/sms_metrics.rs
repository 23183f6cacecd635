//! What became of a business's texts.

use crate::app::App;
use crate::http::auth::Staff;
use crate::http::crm_api::zoned;
use crate::http::error::{ApiError, Failures};
use crate::http::extract::Query;
use axum::Json;
use axum::extract::State;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

const STANDARD_DAYS: i64 = 30;
const MOST_DAYS: i64 = 366;

/// Over how long.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct MetricsQuery {
    /// The last so many days, 1 to 366; 30.
    days: Option<i64>,
}

/// Texts counted.
#[derive(Debug, Default, Serialize, utoipa::ToSchema)]
pub(crate) struct SmsMetrics {
    /// Counted from this instant on.
    since: String,
    /// All texts.
    total: i64,
    /// The parts in which carriers count and charge them.
    segments: i64,
    /// How many ended so.
    #[schema(example = json!({ "sent": 40, "failed": 1 }))]
    by_status: BTreeMap<String, i64>,
    /// How many were of this kind.
    #[schema(example = json!({ "confirmation": 20, "reminder": 18 }))]
    by_kind: BTreeMap<String, i64>,
    /// How many were for customers, and for the owner.
    #[schema(example = json!({ "customer": 38, "owner": 3 }))]
    by_audience: BTreeMap<String, i64>,
    /// How many times somebody said that they want no more texts.
    opt_outs: u64,
}

/// What became of the texts of the last days: by status, kind and audience, with segments and opt-outs.
#[utoipa::path(get, path = "/sms-metrics", tag = "owner", params(MetricsQuery), responses((status = 200, body = SmsMetrics), Failures))]
pub(crate) async fn sms_metrics(
    State(app): State<Arc<App>>,
    staff: Staff,
    Query(query): Query<MetricsQuery>,
) -> Result<Json<SmsMetrics>, ApiError> {
    let days = query.days.unwrap_or(STANDARD_DAYS);
    if !(1..=MOST_DAYS).contains(&days) {
        return Err(ApiError::field("days", "must be 1 to 366"));
    }
    let now = app.clock.now();
    let since = now.saturating_sub(SignedDuration::from_hours(24 * days)).unwrap_or(now);
    let rows = app.store.rows(&staff.scope);
    let opt_outs = rows.opt_outs_since(since).await?;
    let mut metrics = SmsMetrics { since: zoned(since, staff.business.zone()), opt_outs, ..SmsMetrics::default() };
    for count in rows.text_counts(since).await? {
        metrics.total += count.texts;
        metrics.segments += count.segments;
        *metrics.by_status.entry(count.status).or_default() += count.texts;
        *metrics.by_kind.entry(count.kind).or_default() += count.texts;
        *metrics.by_audience.entry(count.audience).or_default() += count.texts;
    }
    Ok(Json(metrics))
}
