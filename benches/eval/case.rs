//! The sets as they lie in their folder.

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// One line of a set.
#[derive(Clone, Debug)]
pub(crate) struct Case(pub(crate) Value);

impl Case {
    pub(crate) fn text(&self, name: &str) -> &str {
        self.0[name].as_str().unwrap_or_default()
    }

    pub(crate) fn id(&self) -> &str {
        self.text("id")
    }

    /// A string further down; an absent one is none.
    pub(crate) fn at(&self, pointer: &str) -> Option<&str> {
        self.0.pointer(pointer).and_then(Value::as_str)
    }
}

/// Sets by their names, which are those of their files.
#[derive(Debug)]
pub(crate) struct Sets {
    by_name: BTreeMap<String, Vec<Case>>,
}

impl Sets {
    /// Reads every set of the folder; an absent folder holds none.
    pub(crate) fn read(folder: &Path) -> Result<Self, String> {
        let mut by_name = BTreeMap::new();
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|extension| extension == "jsonl") {
                let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                by_name.insert(name, cases(&path)?);
            }
        }
        Ok(Self { by_name })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }

    /// The cases of a set; an absent set has none.
    pub(crate) fn of(&self, name: &str) -> &[Case] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// The names of the sets that begin so.
    pub(crate) fn beginning(&self, with: &str) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str).filter(move |name| name.starts_with(with))
    }
}

fn cases(path: &Path) -> Result<Vec<Case>, String> {
    let why = |error: &dyn std::fmt::Display| format!("{} can't be read: {error}", path.display());
    let text = std::fs::read_to_string(path).map_err(|error| why(&error))?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| serde_json::from_str(line).map(Case).map_err(|error| why(&error))).collect()
}
