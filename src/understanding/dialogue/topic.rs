//! What a clause is about: the visit, or something else that is talked about on the way.

use super::listing::{says, says_phrase};

/// What is being talked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    /// The appointment.
    Visit,
    /// Something that is only asked about, such as the weather.
    Info,
    /// Something else that is booked: a table, a taxi.
    Errand,
}

const VISIT: &str = "appointment appointments appt appts viewing viewings visit visita cita technician tecnico plumber plomero";
const VISIT_PHRASES: &str = "room service|come out|send someone|send somebody|service call";
/// These name the visit only where nothing says otherwise: there is weather at the salon too.
const VISIT_PLACES: &str = "service doctor doctor's dr therapist dentist salon stylist barber haircut clinic apartment apartments repair";
const BOOKING: &str = "book booking schedule reserve agendar reservar";
const INFO: &str = "weather forecast temperature temperatures rain raining rainy sunny snow snowing humid humidity windy \
    wind degrees clima \
    pronostico";
const ERRAND: &str = "movie movies film films showtime showtimes cinema theater theatre ticket tickets concert restaurant \
    restaurants table flight \
    flights plane airline taxi cab uber lyft ride rides party rsvp pelicula restaurante vuelo";
const ERRAND_PHRASES: &str = "pick you up|rental car|the car under";
const MEETING: &str = "a meeting with|schedule a meeting|meeting with";
/// Who only mentions a flight asks for nothing.
const ASKING: &str = "need want book booking get call reserve find looking like love schedule rsvp watch see search hail \
    order rent suggest \
    recommend show check grab enjoy catch which what when where how is are can quiero necesito busco reservar";

impl Topic {
    /// The topic after a clause with these words.
    pub(super) fn after(self, words: &[&str], by_user: bool) -> Self {
        let place = says(words, VISIT_PLACES);
        if says(words, VISIT) || says_phrase(words, VISIT_PHRASES) {
            Self::Visit
        } else if is_errand(words, by_user) {
            Self::Errand
        } else if says(words, INFO) {
            Self::Info
        } else if (place && self != Self::Visit) || (self == Self::Info && says(words, BOOKING)) {
            Self::Visit
        } else {
            self
        }
    }
}

fn is_errand(words: &[&str], by_user: bool) -> bool {
    let named = says(words, ERRAND) || says_phrase(words, ERRAND_PHRASES);
    if by_user { (named && says(words, ASKING)) || says_phrase(words, MEETING) } else { named }
}
