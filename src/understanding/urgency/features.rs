//! What the classifier sees of a turn: concepts, how they stand to each other, words and parts of words, each hashed to a bucket.
//! `tools/urgency/words.py` computes the same, feature for feature.

use super::concepts::{self, Hit};
use crate::understanding::acts::phrases::Word;
use std::collections::HashSet;

/// How many buckets there are.
pub(super) const BUCKETS: usize = 1 << 16;

const CONCEPT: f32 = 2.0;
const PAIR: f32 = 0.4;
const ORDER: f32 = 0.6;
const WORD: f32 = 1.0;
const NEIGHBOURS: f32 = 0.5;
const SKIP: f32 = 0.2;
const PART: f32 = 0.2;

/// One feature, with the words that gave it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Feature {
    /// Which weight it has.
    pub bucket: usize,
    /// How strongly it counts.
    pub scale: f32,
    /// First word.
    pub first: usize,
    /// One past the last word.
    pub end: usize,
}

#[derive(Default)]
struct Collector {
    seen: HashSet<u64>,
    features: Vec<Feature>,
}

impl Collector {
    fn add(&mut self, parts: &[&str], scale: f32, (first, end): (usize, usize)) {
        let hash =
            parts.iter().flat_map(|p| p.bytes()).fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
        if self.seen.insert(hash) {
            let mixed = usize::try_from((hash ^ (hash >> 32)) & 0xffff).unwrap_or(0);
            self.features.push(Feature { bucket: mixed % BUCKETS, scale, first, end });
        }
    }
}

/// Every feature of the words, each once.
pub(super) fn of(words: &[Word], hits: &[Hit]) -> Vec<Feature> {
    let mut collector = Collector::default();
    add_concepts(&mut collector, hits);
    add_order(&mut collector, hits);
    let plain: Vec<&str> =
        words.iter().map(|w| if w.text.starts_with(|c: char| c.is_ascii_digit()) { "#" } else { w.text.as_str() }).collect();
    add_words(&mut collector, &plain);
    for (at, word) in plain.iter().enumerate() {
        add_parts(&mut collector, word, at);
    }
    collector.features
}

fn sign(hit: &Hit) -> &'static str {
    if hit.denied { "-" } else { "" }
}

fn add_concepts(collector: &mut Collector, hits: &[Hit]) {
    let mut distinct: Vec<(&str, &str, &Hit)> = hits.iter().map(|h| (sign(h), concepts::name(h.concept), h)).collect();
    // A denied concept sorts before all others, as "-" does before letters.
    distinct.sort_by(|a, b| b.0.cmp(a.0).then(a.1.cmp(b.1)));
    distinct.dedup_by(|a, b| a.0 == b.0 && a.1 == b.1);
    for (index, (sign, name, hit)) in distinct.iter().enumerate() {
        collector.add(&["c", sign, name], CONCEPT, (hit.first, hit.end));
        for (other_sign, other_name, other) in &distinct[index + 1..] {
            let place = (hit.first.min(other.first), hit.end.max(other.end));
            collector.add(&["p", sign, name, "&", other_sign, other_name], PAIR, place);
        }
    }
}

fn add_order(collector: &mut Collector, hits: &[Hit]) {
    const NEAR: usize = 3;
    let mut from = 0;
    for (index, a) in hits.iter().enumerate() {
        if hits[from].first != a.first {
            from = index;
        }
        for b in hits[from..].iter().take_while(|b| b.first <= a.end + NEAR) {
            if a.concept != b.concept {
                let place = (a.first, a.end.max(b.end));
                collector.add(&["o", sign(a), concepts::name(a.concept), ">", sign(b), concepts::name(b.concept)], ORDER, place);
            }
        }
    }
}

fn add_words(collector: &mut Collector, plain: &[&str]) {
    let stems: Vec<&str> = plain.iter().map(|w| stem(w)).collect();
    for (at, stem) in stems.iter().enumerate() {
        collector.add(&["u", stem], WORD, (at, at + 1));
        let before = at.checked_sub(1).map_or("^", |i| stems[i]);
        collector.add(&["b", before, " ", stem], NEIGHBOURS, (at.saturating_sub(1), at + 1));
        for ahead in [2, 3] {
            if let Some(other) = plain.get(at + ahead) {
                collector.add(&["s", plain[at], " ", other], SKIP, (at, at + ahead + 1));
            }
        }
    }
    let last = stems.last().copied().unwrap_or("^");
    collector.add(&["b", last, " ", "$"], NEIGHBOURS, (stems.len().saturating_sub(1), stems.len()));
}

fn add_parts(collector: &mut Collector, word: &str, at: usize) {
    let mut edged = String::with_capacity(word.len() + 2);
    edged.push('^');
    edged.push_str(word);
    edged.push('$');
    let bounds: Vec<usize> = edged.char_indices().map(|(i, _)| i).chain(std::iter::once(edged.len())).collect();
    for length in 3..=5 {
        for ends in bounds.windows(length + 1) {
            collector.add(&["g", &edged[ends[0]..ends[length]]], PART, (at, at + 1));
        }
    }
}

fn stem(word: &str) -> &str {
    let letters = word.chars().count();
    for ending in ["ing", "ed", "es", "s", "ando", "iendo"] {
        if letters > ending.len() + 3
            && let Some(rest) = word.strip_suffix(ending)
        {
            return rest;
        }
    }
    word
}
