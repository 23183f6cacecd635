//! What the two trained scores think of a turn, together.

use super::concepts::Hit;
use super::{features, linear, network};
use crate::understanding::acts::phrases::Word;
use std::ops::Range;

/// What a score thinks of a turn.
#[derive(Clone, Debug, Default)]
pub(super) struct Opinion {
    /// Above zero: more like an emergency than not.
    pub urgent: f32,
    /// Above zero: more like a danger to life than not.
    pub harmful: f32,
    /// How much each word spoke for urgency.
    pub by_word: Vec<f32>,
}

impl Opinion {
    /// Shares out among these words what they added to urgency.
    pub(super) fn credit(&mut self, words: Range<usize>, urgent: f32) {
        if let Some(covered) = self.by_word.get_mut(words) {
            #[expect(clippy::cast_precision_loss, reason = "a turn has a few hundred words")]
            let share = urgent / covered.len().max(1) as f32;
            for word in covered {
                *word += share;
            }
        }
    }
}

/// The mean of both: they err on different sentences.
pub(super) fn of(words: &[Word], hits: &[Hit]) -> Opinion {
    let linear = linear::score(&features::of(words, hits), words.len());
    let network = network::score(words, hits);
    let by_word = linear.by_word.iter().zip(&network.by_word).map(|(one, other)| f32::midpoint(*one, *other)).collect();
    Opinion { urgent: f32::midpoint(linear.urgent, network.urgent), harmful: f32::midpoint(linear.harmful, network.harmful), by_word }
}
