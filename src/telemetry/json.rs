//! One flat JSON object a line: the event's fields, and those of the spans around it. Fields under `pii.` are left out.

use serde_json::{Map, Value};
use std::fmt;
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::field::RecordFields;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields, FormattedFields};
use tracing_subscriber::registry::LookupSpan;

/// Writes events as lines of JSON.
pub(super) struct Lines;

/// Writes the fields of spans as JSON, for [`Lines`] to merge.
pub(super) struct SpanFields;

const PRIVATE: &str = "pii.";

#[derive(Default)]
struct Fields(Map<String, Value>);

impl Fields {
    fn put(&mut self, field: &Field, value: Value) {
        if !field.name().starts_with(PRIVATE) {
            self.0.insert(field.name().to_owned(), value);
        }
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.put(field, Value::from(format!("{value:?}")));
    }
    fn record_str(&mut self, field: &Field, value: &str) {
        self.put(field, Value::from(value));
    }
    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field, Value::from(value));
    }
    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field, Value::from(value));
    }
    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, Value::from(value));
    }
    fn record_f64(&mut self, field: &Field, value: f64) {
        self.put(field, Value::from(value));
    }
}

impl<'writer> FormatFields<'writer> for SpanFields {
    fn format_fields<R: RecordFields>(&self, mut writer: Writer<'writer>, fields: R) -> fmt::Result {
        let mut visitor = Fields::default();
        fields.record(&mut visitor);
        write!(writer, "{}", Value::Object(visitor.0))
    }
}

impl<S, N> FormatEvent<S, N> for Lines
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(&self, context: &FmtContext<'_, S, N>, mut writer: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        let mut fields = Fields::default();
        for span in context.event_scope().into_iter().flatten() {
            let extensions = span.extensions();
            let own = extensions.get::<FormattedFields<N>>().and_then(|text| serde_json::from_str(&text.fields).ok());
            if let Some(Value::Object(own)) = own {
                fields.0.extend(own);
            }
        }
        event.record(&mut fields);
        let mut line = Map::new();
        line.insert("time".to_owned(), Value::from(now()));
        line.insert("level".to_owned(), Value::from(event.metadata().level().as_str()));
        line.extend(fields.0);
        writeln!(writer, "{}", Value::Object(line))
    }
}

#[expect(clippy::disallowed_methods, reason = "a log line tells when it was written, whatever the clock of the business is set to")]
fn now() -> String {
    jiff::Timestamp::now().to_string()
}
