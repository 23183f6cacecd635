//! Who is asked once more whether they still want a visit.

use crate::domain::conversation::{Outcome, State};
use jiff::SignedDuration;

/// How long somebody is left in peace who told what is wrong and then no more, where the business says nothing else.
pub const DEFAULT_HOURS: u16 = 20;
/// The shortest time that can be set, after which a conversation is looked at for the first time.
pub const FIRST_LOOK: SignedDuration = SignedDuration::from_hours(1);
/// After this much longer nobody remembers what it was about.
pub const STALE_AFTER: SignedDuration = SignedDuration::from_hours(72);
/// A person is asked once in so many days.
pub const ONCE_IN_DAYS: i64 = 90;

/// Whether a conversation that ended here has left somebody without an answer: they told what is wrong, and have no appointment,
/// no promise, and no reason to be left alone.
pub fn is_open_lead(state: &State) -> bool {
    let came_to_nothing = matches!(state.outcome, None | Some(Outcome::Info | Outcome::Abandoned));
    let is_cared_for = !state.appointments.is_empty() || state.callback_promised || state.owed_callback.is_some();
    let is_wanted = state.opted_out != Some(true) && !state.is_emergency();
    state.facts.problem.is_some() && came_to_nothing && !is_cared_for && !state.matter_settled && is_wanted
}
