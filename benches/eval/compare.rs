//! When two pieces of text name the same.

use frontdesk::understanding::text::fold;
use serde_json::Value;

/// Letters and digits only, small, without accents.
pub(crate) fn plain(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Words, small, without accents and punctuation, parted by one blank.
pub(crate) fn words(text: &str) -> String {
    let folded = fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// How a name was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameVerdict {
    /// All that was said.
    Right,
    /// One of two parts, so that the other is asked for.
    Half,
    /// None, so that it is asked again.
    None,
    /// A name that is somebody else's.
    Wrong,
}

/// Compares an answered name with its parts.
pub(crate) fn name(answer: &Value, given: Option<&str>, family: Option<&str>) -> NameVerdict {
    let part = |name: &str| answer["name"][name].as_str().map(plain).filter(|part| !part.is_empty());
    let (heard_given, heard_family) = (part("given"), part("family"));
    let (given, family) = (given.map(plain), family.map(plain));
    if heard_given.is_none() && heard_family.is_none() {
        return NameVerdict::None;
    }
    if heard_given == given && heard_family == family {
        return NameVerdict::Right;
    }
    match (given, family) {
        // Of a single name nobody can tell which it is.
        (Some(only), None) | (None, Some(only)) => {
            let heard = [heard_given, heard_family].into_iter().flatten().collect::<Vec<_>>();
            if heard == [only] { NameVerdict::Right } else { NameVerdict::Wrong }
        }
        (given, family) => {
            let fits = |heard: Option<String>, said: &Option<String>| heard.is_none() || heard == *said;
            if fits(heard_given, &given) && fits(heard_family, &family) { NameVerdict::Half } else { NameVerdict::Wrong }
        }
    }
}
