//! Which words of a name are the given and which the family name.

use crate::domain::customer::PersonName;
use crate::understanding::name::phrases::Asks;
use crate::understanding::name::reading::{Part, Reading};
use crate::understanding::name::words::{is_double_given, is_family, is_given};
use crate::understanding::name::writing;

/// Splits the words of a name into given and family.
pub fn person(reading: &Reading, asks: Asks) -> PersonName {
    let parts = match reading.parts.as_slice() {
        [family, rest @ ..] if rest.len() > 1 && rest.last().is_some_and(|last| last.word == family.word) => rest,
        parts => parts,
    };
    if let [family, given] = parts
        && asks == Asks::Whole
        && is_family(&family.word)
        && !is_given(&family.word)
        && is_given(&given.word)
        && !is_family(&given.word)
    {
        return PersonName { given: Some(given.written.clone()), family: Some(family.written.clone()) };
    }
    let text = |parts: &[Part]| parts.iter().map(|part| part.written.as_str()).collect::<Vec<_>>().join(" ");
    let some = |parts: &[Part]| (!parts.is_empty()).then(|| writing::capitalised(&text(parts)));
    let inner = |parts: &[Part]| (!parts.is_empty()).then(|| text(parts));
    if asks == Asks::Given {
        return PersonName { given: some(&parts[..given_words(parts).min(parts.len())]), family: None };
    }
    if asks == Asks::Family || (reading.titled && family_only(parts)) || parts[0].particle {
        return PersonName { given: None, family: inner(parts) };
    }
    if parts.len() == 1 && parts[0].known && !is_given(&parts[0].word) {
        return PersonName { given: None, family: some(parts) };
    }
    let given = given_words(parts);
    PersonName { given: some(&parts[..given]), family: inner(family_parts(&parts[given..])) }
}

/// "Mrs. Freedman", "señora García López".
fn family_only(parts: &[Part]) -> bool {
    parts.len() == 1 || parts.iter().all(|part| part.particle || (is_family(&part.word) && !is_given(&part.word)))
}

fn given_words(parts: &[Part]) -> usize {
    match parts {
        [first, second, ..]
            if !second.particle && is_double_given(&first.word, &second.word) && (parts.len() > 2 || !is_family(&second.word)) =>
        {
            2
        }
        _ => 1,
    }
}

/// The family name, without middle names: both of a Spanish double name, from the particle on, or the last word.
fn family_parts(rest: &[Part]) -> &[Part] {
    if let Some(particle) = rest.iter().position(|part| part.particle) {
        let doubled = particle > 0 && is_family(&rest[particle - 1].word) && !is_given(&rest[particle - 1].word);
        return &rest[particle - usize::from(doubled)..];
    }
    match rest {
        [.., second, last] if is_family(&second.word) && is_family(&last.word) && !is_given(&second.word) => &rest[rest.len() - 2..],
        [.., _] => &rest[rest.len() - 1..],
        [] => rest,
    }
}
