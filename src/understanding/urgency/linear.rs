//! The first score: concepts, words and parts of words, each with a weight of its own. Trained by `tools/urgency/train.py`.

use super::features::{BUCKETS, Feature};
use super::opinion::Opinion;
use std::sync::LazyLock;

/// Twice: the size of one step, the offset, and one whole number of steps a bucket; first for urgent, then for harmful.
static BYTES: &[u8] = include_bytes!("linear.bin");
const HEADER: usize = 8;

struct Linear {
    weights: Vec<f32>,
    offset: f32,
}

static URGENT: LazyLock<Linear> = LazyLock::new(|| read(0));
static HARMFUL: LazyLock<Linear> = LazyLock::new(|| read(1));

fn read(which: usize) -> Linear {
    let from = which * (HEADER + BUCKETS);
    let float = |at: usize| BYTES.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0.0, f32::from_le_bytes);
    let (step, offset) = (float(from), float(from + 4));
    let body = BYTES.get(from + HEADER..from + HEADER + BUCKETS).unwrap_or_default();
    Linear { weights: body.iter().map(|b| f32::from(b.cast_signed()) * step).collect(), offset }
}

/// Scores a turn of this many words.
pub(super) fn score(features: &[Feature], words: usize) -> Opinion {
    let norm = features.iter().map(|f| f.scale * f.scale).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    let mut opinion = Opinion { urgent: URGENT.offset, harmful: HARMFUL.offset, by_word: vec![0.0; words] };
    for feature in features {
        let value = feature.scale / norm;
        let weight = |linear: &Linear| linear.weights.get(feature.bucket).copied().unwrap_or_default() * value;
        let urgent = weight(&URGENT);
        opinion.urgent += urgent;
        opinion.harmful += weight(&HARMFUL);
        opinion.credit(feature.first..feature.end, urgent);
    }
    opinion
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_are_whole() {
        assert_eq!(BYTES.len(), 2 * (HEADER + BUCKETS));
        assert!(URGENT.weights.iter().any(|w| *w > 0.1) && HARMFUL.weights.iter().any(|w| *w > 0.1));
        assert!(URGENT.offset.is_finite() && HARMFUL.offset.is_finite());
    }
}
