//! What is printed.

use super::drive::Played;

/// The line above the measurements.
pub(crate) fn print_head(engine: &str) {
    println!("\n{engine}");
    println!(
        "{:<34} {:>7} {:>8} {:>8} {:>8} {:>9} {:>9} {:>9} {:>8}",
        "", "turns", "turns/s", "p50 ms", "p99 ms", "CPU ms", "DB CPU ms", "driver ms", "booked"
    );
}

/// One measurement; processor time is for each turn.
pub(crate) fn print_line(name: &str, played: &Played) {
    let database = played.database.map_or_else(|| "-".to_owned(), |spent| format!("{:.3}", played.each(spent)));
    let booked = if played.conversations == 0 { "-".to_owned() } else { format!("{}/{}", played.booked, played.conversations) };
    println!(
        "{name:<34} {:>7} {:>8.0} {:>8.2} {:>8.2} {:>9.3} {database:>9} {:>9.3} {booked:>8}",
        played.microseconds.len(),
        played.rate(),
        played.quantile(0.5),
        played.quantile(0.99),
        played.each(played.service),
        played.each(played.driver),
    );
}

/// A target, and whether it is met.
pub(crate) fn print_target(what: &str, measured: f64, most: f64, unit: &str) {
    let verdict = if measured <= most { "met" } else { "MISSED" };
    println!("  {what:<58} {measured:>8.2} {unit:<3} (at most {most} {unit}) {verdict}");
}
