//! Any text, said after any question: it is understood without a panic, twice alike, and what was understood can be shown in the text.
#![no_main]

use frontdesk::understanding::{MAX_TEXT, Meaning, understand};
use frontdesk_fuzz::{Known, holds_of};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((known, words)) = Known::take(data) else { return };
    let text = String::from_utf8_lossy(words);
    let meaning = understand(&text, &known.context());
    holds_of(&meaning, &text[..text.floor_char_boundary(MAX_TEXT)]);
    assert_eq!(meaning, understand(&text, &known.context()), "understood in two ways");
    let stored = serde_json::to_string(&meaning).expect("a meaning can be stored");
    assert_eq!(serde_json::from_str::<Meaning>(&stored).expect("a stored meaning can be read"), meaning, "changed by being stored");
});
