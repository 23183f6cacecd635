//! The house keeps its order: who may know whom, and the document that describes the API.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every source file by its path below `src`, with its text.
fn files() -> BTreeMap<String, String> {
    let folder = source_folder();
    let read = |path: PathBuf| {
        let name = path.strip_prefix(&folder).expect("a path below src").to_string_lossy().into_owned();
        (name, std::fs::read_to_string(&path).expect("a readable file"))
    };
    sources(&folder).into_iter().map(read).collect()
}

/// The modules of ours that a text names.
fn uses(text: &str) -> Vec<String> {
    let after = |part: &str| part.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default().to_owned();
    text.split("crate::").skip(1).map(after).collect()
}

#[test]
fn data_goes_one_way() {
    let may_use: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("domain", &["domain", "understanding"][..]),
        ("understanding", &["domain", "understanding"]),
        ("storage", &["domain", "storage", "understanding"]),
        ("outbound", &["config", "domain", "outbound"]),
        ("config", &["config", "domain", "secrets"]),
        ("telemetry", &["config", "telemetry"]),
        ("usecases", &["app", "clock", "config", "domain", "outbound", "secrets", "storage", "understanding", "usecases"]),
        ("jobs", &["app", "domain", "storage", "usecases"]),
        ("http", &["app", "config", "domain", "http", "secrets", "storage", "usecases"]),
        // Its carrier keeps time, gives ids, and knows what a phone number is.
        ("simulator", &["clock", "domain", "http", "simulator"]),
    ]);
    for (name, text) in files() {
        let Some((room, _)) = name.split_once('/') else { continue };
        let Some(allowed) = may_use.get(room) else { continue };
        for used in uses(&text) {
            assert!(allowed.contains(&used.as_str()), "src/{name} uses crate::{used}");
        }
    }
}

#[test]
fn only_storage_knows_the_database() {
    for (name, text) in files() {
        let is_storage = name.starts_with("storage/");
        assert!(is_storage || !text.contains("sea_orm") && !text.contains("sqlx"), "src/{name} knows the database");
    }
}

#[test]
fn a_right_is_granted_only_where_it_was_proved() {
    let granting = [
        "domain/business.rs",
        "http/auth/",
        "http/twilio/verified.rs",
        "jobs/",
        "usecases/find_business.rs",
        "usecases/onboard_business.rs",
        "usecases/seed_demo/",
    ];
    for (name, text) in files() {
        let grants = text.contains("BusinessScope::granted") || text.contains("fn granted");
        assert!(!grants || granting.iter().any(|place| name.starts_with(place)), "src/{name} grants a right");
    }
}

#[test]
fn files_stay_small() {
    for (name, text) in files() {
        let lines = text.lines().count();
        assert!(lines <= 500, "src/{name} has {lines} lines");
    }
}

#[test]
fn the_document_in_the_repository_is_the_one_the_code_gives() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let kept = std::fs::read_to_string(path).expect("openapi.json");
    let made = frontdesk::http::document().to_pretty_json().expect("a document");
    assert!(kept.trim_end() == made, "openapi.json is not what the code gives; `make openapi` writes it anew");
}

#[test]
fn every_route_is_described_with_its_errors() {
    let document: serde_json::Value = serde_json::to_value(frontdesk::http::document()).expect("JSON");
    let paths = document["paths"].as_object().expect("paths");
    let listed: Vec<String> = paths
        .iter()
        .flat_map(|(path, item)| item.as_object().expect("methods").keys().map(move |method| format!("{} {path}", method.to_uppercase())))
        .collect();
    insta::assert_snapshot!(listed.join("\n"));
    for (path, item) in paths.iter().filter(|(path, _)| path.starts_with("/v1/") && !path.contains("/twilio/")) {
        for (method, operation) in item.as_object().expect("methods") {
            assert!(operation["responses"]["401"].is_object(), "{method} {path} does not say what a wrong key gets");
            assert!(operation["summary"].is_string(), "{method} {path} does not say what it is for");
        }
    }
}
