//! Ending what would cost without end: somebody, or some machine, that writes or calls all day.

use super::Mind;
use crate::domain::conversation::Outcome;
use crate::domain::conversation::step::{Step, Utterance};
use crate::domain::limits::Limit;
use crate::understanding::Meaning;

impl Mind<'_> {
    /// One last sentence, then silence; a call gets a short word. An emergency wakes the owner all the same.
    pub(super) fn over_limit(&mut self, limit: Limit, is_first: bool, meaning: &Meaning) {
        self.greet_silently();
        self.take_urgency(meaning);
        if self.take_facts(meaning) {
            // Nothing is read back here, so a later yes can't mean what has changed.
            self.state.asked = None;
        }
        self.steps.retain(|step| !matches!(step, Step::Say { .. }));
        let phone = self.setting.caller.phone.clone();
        self.steps.push(Step::ReachLimit { limit, phone });
        match limit {
            Limit::CallsPerNumber => {
                self.settle(Outcome::Spam);
                self.say(Utterance::TooManyCalls);
                self.close();
            }
            _ if is_first && !self.wants_no_texts() => self.say(Utterance::TooMuchToday),
            _ => {}
        }
    }
}
