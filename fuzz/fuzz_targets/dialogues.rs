//! Any dialogue, a turn a line and the user first: what was settled is found without a panic and twice alike.
#![no_main]

use frontdesk::understanding::dialogue::{Speaker, Turn, settled};
use frontdesk_fuzz::{Known, is_in_order};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((known, words)) = Known::take(data) else { return };
    let text = String::from_utf8_lossy(words);
    let speakers = [Speaker::User, Speaker::Agent].into_iter().cycle();
    let turns: Vec<Turn<'_>> = text.split('\n').zip(speakers).map(|(text, speaker)| Turn { speaker, text }).collect();
    let end = settled(&turns, known.now(), known.vocabulary());
    assert!(is_in_order(end.from.as_ref(), end.to.as_ref()), "{:?} ends before it begins: {:?}", end.from, end.to);
    if let Some(name) = &end.name {
        assert!(!name.full().trim().is_empty(), "a name without a name");
    }
    assert_eq!(end, settled(&turns, known.now(), known.vocabulary()), "settled in two ways");
});
