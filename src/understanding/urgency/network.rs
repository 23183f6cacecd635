//! The second score: a small convolution over the words. Each filter looks for a run of one, three or five words; the strongest
//! place of each counts, so every score can be traced back to words. Trained by `tools/urgency/train.py`, which computes the same.

use super::concepts::{self, Hit};
use super::opinion::Opinion;
use crate::understanding::acts::phrases::Word;
use std::sync::LazyLock;

/// One table after another: the size of one step, then whole numbers of steps.
static BYTES: &[u8] = include_bytes!("network.bin");

const WORDS: usize = 1 << 13;
const PARTS: usize = 1 << 13;
const DEPTH: usize = 32;
const FILTERS: usize = 64;
const HIDDEN: usize = 64;
const WIDTHS: [usize; 3] = [1, 3, 5];
const POOLED: usize = WIDTHS.len() * FILTERS;
/// So many zeros stand before the first word and after the last for the widest filter.
const MARGIN: usize = 2;
const MOST_PARTS: usize = 16;
const LANES: usize = 8;

struct Filters {
    width: usize,
    weights: Vec<f32>,
    offsets: Vec<f32>,
}

struct Network {
    words: Vec<f32>,
    parts: Vec<f32>,
    concepts: Vec<f32>,
    filters: Vec<Filters>,
    hidden: Vec<f32>,
    hidden_offsets: Vec<f32>,
    scores: Vec<f32>,
    score_offsets: Vec<f32>,
    direct: Vec<f32>,
}

static NETWORK: LazyLock<Network> = LazyLock::new(|| read(BYTES).0);

/// Reads the tables in their order; also gives what is left of the bytes.
fn read(bytes: &[u8]) -> (Network, &[u8]) {
    let mut left = bytes;
    let mut table = |count: usize| {
        let (head, rest) = left.split_at(4.min(left.len()));
        let (body, rest) = rest.split_at(count.min(rest.len()));
        left = rest;
        let step = head.try_into().map_or(0.0, f32::from_le_bytes);
        body.iter().map(|b| f32::from(b.cast_signed()) * step).collect::<Vec<f32>>()
    };
    let network = Network {
        words: table(WORDS * DEPTH),
        parts: table(PARTS * DEPTH),
        concepts: table((2 * concepts::count() + 1) * DEPTH),
        filters: WIDTHS.map(|width| Filters { width, weights: table(FILTERS * width * DEPTH), offsets: table(FILTERS) }).into(),
        hidden: table(HIDDEN * POOLED),
        hidden_offsets: table(HIDDEN),
        scores: table(2 * HIDDEN),
        score_offsets: table(2),
        direct: table(2 * POOLED),
    };
    (network, left)
}

/// Scores a turn.
pub(super) fn score(words: &[Word], hits: &[Hit]) -> Opinion {
    let network = &*NETWORK;
    let rows = network.rows(words, hits);
    let strongest = network.strongest(&rows, words.len());
    let pooled: Vec<f32> = strongest.iter().map(|(value, _)| *value).collect();
    let hidden: Vec<f32> = network.hidden.chunks_exact(POOLED).zip(&network.hidden_offsets).map(|(w, o)| dot(w, &pooled) + o).collect();
    let active: Vec<f32> = hidden.iter().map(|value| value.max(0.0)).collect();
    let output = |at: usize| {
        let deep = network.scores.get(at * HIDDEN..(at + 1) * HIDDEN).map_or(0.0, |weights| dot(weights, &active));
        let direct = network.direct.get(at * POOLED..(at + 1) * POOLED).map_or(0.0, |weights| dot(weights, &pooled));
        deep + direct + network.score_offsets.get(at).copied().unwrap_or_default()
    };
    let mut opinion = Opinion { urgent: output(0), harmful: output(1), by_word: vec![0.0; words.len()] };
    network.credit(&mut opinion, &strongest, &active);
    opinion
}

impl Network {
    /// One row a word: the word, its parts, and the concepts that it stands in.
    fn rows(&self, words: &[Word], hits: &[Hit]) -> Vec<f32> {
        let mut rows = vec![0.0; (words.len() + 2 * MARGIN) * DEPTH];
        for (word, row) in words.iter().zip(rows.chunks_exact_mut(DEPTH).skip(MARGIN)) {
            let text = if word.text.starts_with(|c: char| c.is_ascii_digit()) { "#" } else { word.text.as_str() };
            add(row, &self.words, bucket(text.bytes(), WORDS), 1.0);
            let parts = parts(text);
            #[expect(clippy::cast_precision_loss, reason = "a word has at most sixteen parts")]
            let share = 1.0 / (parts.len().max(1) as f32).sqrt();
            for part in parts {
                add(row, &self.parts, part, share);
            }
        }
        for hit in hits {
            let index = hit.concept + 1 + if hit.denied { concepts::count() } else { 0 };
            for row in rows.chunks_exact_mut(DEPTH).skip(MARGIN + hit.first).take(hit.end - hit.first) {
                add(row, &self.concepts, index, 1.0);
            }
        }
        rows
    }

    /// For every filter how strongly it found what it looks for, and at which word.
    fn strongest(&self, rows: &[f32], words: usize) -> Vec<(f32, usize)> {
        let mut strongest = vec![(0.0, 0); POOLED];
        for (block, filters) in strongest.chunks_exact_mut(FILTERS).zip(&self.filters) {
            let length = filters.width * DEPTH;
            for at in 0..words {
                let from = (at + MARGIN - filters.width / 2) * DEPTH;
                let window = &rows[from..from + length];
                for ((best, weights), offset) in block.iter_mut().zip(filters.weights.chunks_exact(length)).zip(&filters.offsets) {
                    let value = dot(weights, window) + offset;
                    if value > best.0 {
                        *best = (value, at);
                    }
                }
            }
        }
        strongest
    }

    /// Gives the words of each strongest place what they added to urgency.
    fn credit(&self, opinion: &mut Opinion, strongest: &[(f32, usize)], active: &[f32]) {
        for (index, (value, at)) in strongest.iter().enumerate().filter(|(_, (value, _))| *value > 0.0) {
            let through: f32 = active
                .iter()
                .enumerate()
                .filter(|(_, active)| **active > 0.0)
                .map(|(unit, _)| self.scores[unit] * self.hidden[unit * POOLED + index])
                .sum();
            let reach = WIDTHS[index / FILTERS] / 2;
            let end = (at + reach + 1).min(opinion.by_word.len());
            opinion.credit(at.saturating_sub(reach)..end, value * (through + self.direct[index]));
        }
    }
}

/// Runs of three, then four, then five letters of the word with its edges marked.
fn parts(word: &str) -> Vec<usize> {
    let edged = format!("^{word}$");
    let bounds: Vec<usize> = edged.char_indices().map(|(at, _)| at).chain(std::iter::once(edged.len())).collect();
    let runs = (3..=5).flat_map(|length| bounds.windows(length + 1).map(move |ends| (ends[0], ends[length])));
    runs.take(MOST_PARTS).map(|(first, end)| bucket(edged[first..end].bytes(), PARTS)).collect()
}

/// FNV-1a, folded; row 0 stands for nothing.
fn bucket(bytes: impl Iterator<Item = u8>, count: usize) -> usize {
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    let rows = u64::try_from(count - 1).unwrap_or(1);
    usize::try_from((hash ^ (hash >> 32)) % rows).unwrap_or(0) + 1
}

fn add(row: &mut [f32], table: &[f32], index: usize, share: f32) {
    if let Some(values) = table.get(index * DEPTH..(index + 1) * DEPTH) {
        for (sum, value) in row.iter_mut().zip(values) {
            *sum += value * share;
        }
    }
}

/// In lanes, so that the compiler may use wide registers; every length here is a multiple of them.
fn dot(one: &[f32], other: &[f32]) -> f32 {
    let mut sums = [0.0_f32; LANES];
    for (a, b) in one.chunks_exact(LANES).zip(other.chunks_exact(LANES)) {
        for lane in 0..LANES {
            sums[lane] += a[lane] * b[lane];
        }
    }
    sums.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_are_whole() {
        let (network, left) = read(BYTES);
        assert!(left.is_empty(), "{} bytes too many", left.len());
        assert_eq!(network.direct.len(), 2 * POOLED);
        assert!(network.direct.iter().all(|weight| weight.is_finite()) && network.direct.iter().any(|weight| *weight != 0.0));
    }
}
