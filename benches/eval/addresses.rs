//! Written addresses, piece by piece.

use crate::ask::Asker;
use crate::board::Board;
use crate::case::Sets;
use crate::compare::words;

const SET: &str = "address_usaddress";
const PIECES: [&str; 5] = ["street_line", "unit", "city", "state", "zip"];

/// Counts the pieces that are there, those that were heard where there is none, and whole addresses.
pub(crate) fn measure(sets: &Sets, asker: &mut Asker, board: &mut Board) {
    for case in sets.of(SET) {
        let answer = asker.sentence(case, case.text("text"), Some("What's the address?"));
        let mut whole = true;
        for piece in PIECES {
            let wanted = case.0["expected"][piece].as_str().map(|text| plain(piece, text));
            let heard = answer["address"][piece].as_str().map(|text| plain(piece, text));
            let right = wanted == heard;
            whole &= right;
            let category = if wanted.is_some() { piece.to_owned() } else { format!("no {piece}") };
            board.tally(SET, &category, right);
            if !right {
                board.remember((SET, &category), case, (case.0["expected"].clone(), answer["address"].clone()));
            }
        }
        board.tally(SET, "whole", whole);
    }
}

/// A piece without what is a matter of writing only.
fn plain(piece: &str, text: &str) -> String {
    let text = words(text);
    match piece {
        "unit" => {
            let rest = text.split(' ').filter(|word| !DESIGNATORS.contains(word)).collect::<Vec<_>>().join(" ");
            if rest.is_empty() { text } else { rest }
        }
        "state" => state(&text).to_owned(),
        "zip" => text.chars().take(5).collect(),
        _ => text,
    }
}

/// Words that say what kind of unit it is; the set leaves them out.
const DESIGNATORS: [&str; 13] = ["apt", "apartment", "ste", "suite", "unit", "room", "rm", "no", "number", "floor", "flr", "fl", "lot"];

/// The two letters of a state.
fn state(text: &str) -> &str {
    STATES.iter().find(|(name, _)| *name == text).map_or(text, |(_, code)| code)
}

const STATES: [(&str, &str); 51] = [
    ("alabama", "al"),
    ("alaska", "ak"),
    ("arizona", "az"),
    ("arkansas", "ar"),
    ("california", "ca"),
    ("colorado", "co"),
    ("connecticut", "ct"),
    ("delaware", "de"),
    ("district of columbia", "dc"),
    ("florida", "fl"),
    ("georgia", "ga"),
    ("hawaii", "hi"),
    ("idaho", "id"),
    ("illinois", "il"),
    ("indiana", "in"),
    ("iowa", "ia"),
    ("kansas", "ks"),
    ("kentucky", "ky"),
    ("louisiana", "la"),
    ("maine", "me"),
    ("maryland", "md"),
    ("massachusetts", "ma"),
    ("michigan", "mi"),
    ("minnesota", "mn"),
    ("mississippi", "ms"),
    ("missouri", "mo"),
    ("montana", "mt"),
    ("nebraska", "ne"),
    ("nevada", "nv"),
    ("new hampshire", "nh"),
    ("new jersey", "nj"),
    ("new mexico", "nm"),
    ("new york", "ny"),
    ("north carolina", "nc"),
    ("north dakota", "nd"),
    ("ohio", "oh"),
    ("oklahoma", "ok"),
    ("oregon", "or"),
    ("pennsylvania", "pa"),
    ("rhode island", "ri"),
    ("south carolina", "sc"),
    ("south dakota", "sd"),
    ("tennessee", "tn"),
    ("texas", "tx"),
    ("utah", "ut"),
    ("vermont", "vt"),
    ("virginia", "va"),
    ("washington", "wa"),
    ("west virginia", "wv"),
    ("wisconsin", "wi"),
    ("wyoming", "wy"),
];
