//! Where: addresses in the United States, spoken and written.

mod evidence;
mod extent;
mod other;
mod pieces;
mod place;
mod street;
mod unit;
mod words;
mod writing;

pub(in crate::understanding) use words::is_city;

use crate::domain::customer::Address;
use crate::understanding::address::evidence::Evidence;
use crate::understanding::address::pieces::{Gap, Piece, pieces};
use crate::understanding::address::street::Candidate;
use crate::understanding::text::{Span, Token};
use crate::understanding::{Asked, Context, Heard};

/// A minute of speech is about two hundred words; what lies far beyond is no address for this turn.
const MOST_PIECES: usize = 400;

/// After so many numbers in a row no house number follows.
const LONGEST_RUN: usize = 8;

/// Finds the address, or the part of one that was asked for.
pub fn recognize(text: &str, tokens: &[Token], context: &Context<'_>) -> Option<Heard<Address>> {
    let asked = context.asked == Some(Asked::Address);
    let pieces = pieces(text, tokens);
    let found = best(&pieces, asked)
        .map(|found| renumbered(&pieces, found))
        .or_else(|| other::spanish(&pieces))
        .or_else(|| other::post_box(&pieces))
        .or_else(|| asked.then(|| place::partial(&pieces)).flatten())?;
    let start = tokens.get(found.first)?.span.start;
    let end = tokens.get(found.next.checked_sub(1)?)?.span.end;
    Some(Heard { value: found.address, span: Span { start, end } })
}

/// Reads a text that is an address and nothing else; absent where words are left over.
pub fn on_one_line(text: &str) -> Option<Address> {
    let tokens = crate::understanding::text::tokenize(text);
    let found = best(&pieces(text, &tokens), true)?;
    let is_left = |token: &Token| token.is_word() || token.is_number();
    let is_all = !tokens[..found.first].iter().any(is_left) && !tokens.get(found.next..)?.iter().any(is_left);
    is_all.then_some(found.address)
}

/// "8412 Johnson Drive, no, 8421": a number alone after a word of correction is the house's.
fn renumbered(pieces: &[Piece], found: Candidate) -> Candidate {
    let after = &pieces[found.after..pieces.len().min(found.after + 6)];
    let Some(at) = after.iter().position(|piece| piece.number) else { return found };
    let number = &after[at];
    let corrected = at > 0 && after[..at].iter().any(|piece| is_correction(&piece.word)) && (1..=6).contains(&number.word.len());
    let ends = after.get(at + 1).is_none_or(|next| next.gap != Gap::None);
    if !corrected || !ends || found.address.street_line.is_none() {
        return found;
    }
    let house = Address { street_line: Some(number.word.clone()), ..Address::default() };
    Candidate { address: found.address.overlaid_with(&house), next: number.next, ..found }
}

/// The most convincing candidate; of equals the first, or the last where it corrects the one before.
fn best(pieces: &[Piece], asked: bool) -> Option<Candidate> {
    let mut best: Option<Candidate> = None;
    let mut at = 0;
    while at < pieces.len().min(MOST_PIECES) {
        let endless = at >= LONGEST_RUN && pieces[at - LONGEST_RUN..at].iter().all(|piece| piece.number);
        let Some(candidate) = (!endless).then(|| street::candidate(pieces, at, asked)).flatten() else {
            at += 1;
            continue;
        };
        at = candidate.after.max(at + 1);
        let better = best
            .as_ref()
            .is_none_or(|old| candidate.evidence > old.evidence || (candidate.evidence == old.evidence && corrects(pieces, &candidate)));
        if better && (asked || candidate.evidence > Evidence::Shape) {
            best = Some(candidate);
        }
    }
    best
}

fn corrects(pieces: &[Piece], candidate: &Candidate) -> bool {
    let before = &pieces[candidate.begin.saturating_sub(5)..candidate.begin];
    before.iter().rev().take_while(|piece| piece.gap != Gap::Stop || is_correction(&piece.word)).any(|piece| is_correction(&piece.word))
}

fn is_correction(word: &str) -> bool {
    matches!(
        word,
        "no" | "sorry" | "wait" | "actually" | "mean" | "meant" | "rather" | "correction" | "perdon" | "digo" | "espera" | "scratch"
    )
}

#[cfg(test)]
mod tests;
