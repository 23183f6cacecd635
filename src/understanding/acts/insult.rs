//! Angry words at us, as against swearing about the leak.

use super::alone::is_nearly_all;
use super::phrases::{Found, Word};
use super::tables::Phrase;

/// Words that only strengthen what follows: "this fucking toilet" scolds a toilet.
const INTENSIFIERS: &[&str] = &[
    "fucking", "fuckin", "damn", "goddamn", "pinche", "pinches", "puto", "puta", "putos", "putas", "maldito", "malditos", "maldita",
    "stupid", "dumb", "useless",
];
/// Whom such a word is thrown at.
const TARGETS: &[&str] = &[
    "robot",
    "bot",
    "machine",
    "computer",
    "company",
    "people",
    "ai",
    "idiot",
    "idiots",
    "moron",
    "morons",
    "liar",
    "liars",
    "thieves",
    "crooks",
    "you",
    "maquina",
    "robots",
    "compania",
    "empresa",
    "gente",
    "rateros",
    "ladrones",
    "idiota",
    "idiotas",
    "asshole",
    "assholes",
    "receptionist",
    "service",
];
const ADDRESSES: &[&str] = &[
    "you", "u", "your", "youre", "yall", "ur", "eres", "son", "ustedes", "usted", "tu", "te", "su", "vayase", "vayanse", "vete", "off",
    "hijo", "hijos",
];

/// True where the words are thrown at us.
pub(super) fn is_at_us(found: &Found<Phrase>, words: &[Word]) -> bool {
    if found.end - found.first > 1 {
        return true;
    }
    let text = words[found.first].text.as_str();
    let near = &words[found.first.saturating_sub(4)..found.first];
    let addressed = near.iter().any(|w| ADDRESSES.contains(&w.text.as_str()));
    let next = words.get(found.end).map_or("", |w| w.text.as_str());
    if INTENSIFIERS.contains(&text) {
        return TARGETS.contains(&next) || (next.is_empty() && addressed);
    }
    if text == "fuck" {
        return ADDRESSES.contains(&next) || matches!(next, "" | "this" | "yourself" | "yourselves");
    }
    addressed || is_nearly_all(found, &[*found], words, |_| true)
}
