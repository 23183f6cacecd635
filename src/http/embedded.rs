//! Pages that are part of the binary: the chat window and the script that embeds it.

use super::error::ApiError;
use crate::app::App;
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::{EmbeddedFile, RustEmbed};
use std::sync::Arc;

#[derive(RustEmbed)]
#[folder = "web/build/widget"]
struct Widget;

/// The pages under `/widget`.
pub(super) fn pages() -> Router<Arc<App>> {
    Router::new().route("/widget/{*file}", get(widget))
}

async fn widget(Path(file): Path<String>, headers: HeaderMap) -> Result<Response, ApiError> {
    let found = Widget::get(&file).ok_or_else(|| ApiError::not_found("page"))?;
    let tag = entity_tag(&found);
    let mut response = if headers.get(header::IF_NONE_MATCH) == Some(&tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        found.data.into_response()
    };
    let kind = mime_guess::from_path(&file).first_or_octet_stream();
    let set = response.headers_mut();
    set.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_str(&with_charset(kind.essence_str())).unwrap_or(HeaderValue::from_static("application/octet-stream")),
    );
    set.insert(header::ETAG, tag);
    set.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache_control(&file)));
    set.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // The script and the chat window are meant for pages of other origins.
    set.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    Ok(response)
}

/// Files whose names hold their hash never change; the others are asked for anew.
fn cache_control(file: &str) -> &'static str {
    match file {
        _ if file.starts_with("assets/") => "public, max-age=31536000, immutable",
        "embed.js" => "public, max-age=300",
        _ => "no-cache",
    }
}

fn with_charset(kind: &str) -> String {
    if kind.starts_with("text/") { format!("{kind}; charset=utf-8") } else { kind.to_owned() }
}

fn entity_tag(file: &EmbeddedFile) -> HeaderValue {
    use std::fmt::Write as _;
    let hex = file.metadata.sha256_hash()[..12].iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    HeaderValue::from_str(&format!("\"{hex}\"")).unwrap_or(HeaderValue::from_static("\"\""))
}
