//! The second opinion: two linear scores with trained weights, "wake somebody" and "people may be hurt".

use super::features::{BUCKETS, Feature};
use std::sync::LazyLock;

/// Written by `tools/train_urgency.py`: step and offset of each score as `f32`, then the weights of each as `i16`, all little-endian.
static BYTES: &[u8] = include_bytes!("weights.bin");

struct Linear {
    weights: Vec<f32>,
    offset: f32,
}

static URGENT: LazyLock<Linear> = LazyLock::new(|| read(0));
static HARMFUL: LazyLock<Linear> = LazyLock::new(|| read(1));

fn read(which: usize) -> Linear {
    const HEADER: usize = 16;
    let float = |at: usize| BYTES.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0.0, f32::from_le_bytes);
    let (step, offset) = (float(which * 8), float(which * 8 + 4));
    let from = HEADER + which * BUCKETS * 2;
    let body = BYTES.get(from..from + BUCKETS * 2).unwrap_or_default();
    let weights = body.chunks_exact(2).map(|b| f32::from(i16::from_le_bytes([b[0], b[1]])) * step).collect();
    Linear { weights, offset }
}

/// What the classifier thinks of a turn.
#[derive(Clone, Debug, Default)]
pub(super) struct Opinion {
    /// Above zero: more like an emergency than not.
    pub urgent: f32,
    /// Above zero: more like a danger to life than not.
    pub harmful: f32,
    /// How much each word spoke for urgency.
    pub by_word: Vec<f32>,
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
        if let Some(covered) = opinion.by_word.get_mut(feature.first..feature.end) {
            #[expect(clippy::cast_precision_loss, reason = "a turn has a few hundred words")]
            let share = urgent / covered.len().max(1) as f32;
            for word in covered {
                *word += share;
            }
        }
    }
    opinion
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_are_whole() {
        assert_eq!(BYTES.len(), 16 + 2 * 2 * BUCKETS);
        assert!(URGENT.weights.iter().any(|w| *w > 0.1) && HARMFUL.weights.iter().any(|w| *w > 0.1));
        assert!(URGENT.offset.is_finite() && HARMFUL.offset.is_finite());
    }
}
