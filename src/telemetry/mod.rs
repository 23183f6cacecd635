//! Logs: one JSON object a line, with stable event names and nothing of what callers say or who they are.

mod json;

use crate::config::{Config, LogFormat};
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Starts logging to standard output. A second call in the same process changes nothing.
pub fn start(config: &Config) {
    let filter = EnvFilter::try_new(&config.log_filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let registry = tracing_subscriber::registry().with(filter);
    let started = match config.log_format {
        LogFormat::Json => {
            registry.with(tracing_subscriber::fmt::layer().event_format(json::Lines).fmt_fields(json::SpanFields)).try_init()
        }
        LogFormat::Pretty => registry
            .with(tracing_subscriber::fmt::layer().compact().with_target(false).with_ansi(std::io::stdout().is_terminal()))
            .try_init(),
    };
    drop(started);
}
