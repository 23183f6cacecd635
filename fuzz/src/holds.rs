//! What holds of every meaning, whatever was said.

use frontdesk::domain::customer::Address;
use frontdesk::understanding::text::Span;
use frontdesk::understanding::time::TimeMeaning;
use frontdesk::understanding::{Meaning, Verdict};
use jiff::Zoned;

/// Asserts what holds of the meaning of a text.
pub fn holds_of(meaning: &Meaning, text: &str) {
    spans_lie_inside(meaning, text);
    reasons_are_words_of(meaning, text);
    assert!(meaning.acts.is_sorted_by(|one, next| one < next), "acts out of order or repeated: {:?}", meaning.acts);
    if let Some(phone) = &meaning.phone {
        let digits = phone.value.as_str().strip_prefix('+').unwrap_or_default();
        assert!((8..=15).contains(&digits.len()) && !digits.starts_with('0') && is_digits(digits), "no E.164: +{digits}");
    }
    if let Some(address) = &meaning.address {
        address_is_one(&address.value);
    }
    if let Some(name) = &meaning.name {
        let parts = [&name.value.name.given, &name.value.name.family];
        assert!(parts.iter().any(|part| part.is_some()), "a name without a name");
        assert!(parts.into_iter().flatten().all(|part| !part.trim().is_empty()), "an empty part of a name");
    }
    if let Some(problem) = &meaning.problem {
        assert!(!problem.value.summary.trim().is_empty() && !problem.value.summary.contains('\n'), "{:?}", problem.value.summary);
    }
    if let Some(time) = &meaning.time {
        time_is_in_order(time);
    }
}

fn spans_lie_inside(meaning: &Meaning, text: &str) {
    let spans: [(&str, Option<Span>); 5] = [
        ("time", meaning.time.as_ref().map(|heard| heard.span)),
        ("name", meaning.name.as_ref().map(|heard| heard.span)),
        ("phone", meaning.phone.as_ref().map(|heard| heard.span)),
        ("address", meaning.address.as_ref().map(|heard| heard.span)),
        ("problem", meaning.problem.as_ref().map(|heard| heard.span)),
    ];
    for (what, span) in spans {
        let Some(span) = span else { continue };
        assert!(text.get(span.start..span.end).is_some_and(|words| !words.is_empty()), "{what} at {span:?} of {} bytes", text.len());
    }
}

/// Control characters are shown as blanks.
fn reasons_are_words_of(meaning: &Meaning, text: &str) {
    let shown: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let urgency = &meaning.urgency;
    for reason in &urgency.because {
        assert!(!reason.is_empty() && shown.contains(reason.as_str()), "{reason:?} was not said");
    }
    assert!(urgency.danger.is_none() || urgency.verdict != Verdict::No, "a danger that can wait");
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn address_is_one(address: &Address) {
    let parts = [&address.street_line, &address.unit, &address.city, &address.state, &address.zip];
    assert!(parts.iter().any(|part| part.is_some()), "an address without a part");
    assert!(parts.into_iter().flatten().all(|part| !part.trim().is_empty()), "an empty part: {address:?}");
    if let Some(zip) = &address.zip {
        let (five, four) = zip.split_once('-').map_or((zip.as_str(), None), |(five, four)| (five, Some(four)));
        assert!(five.len() == 5 && is_digits(five) && four.is_none_or(|four| four.len() == 4 && is_digits(four)), "no zip code: {zip}");
    }
    if let Some(state) = &address.state {
        assert!(state.len() == 2 && state.bytes().all(|byte| byte.is_ascii_uppercase()), "no state: {state}");
    }
}

fn time_is_in_order(time: &TimeMeaning) {
    for days in time.preferred.iter().chain(&time.excluded).filter_map(|preference| preference.days) {
        assert!(days.first <= days.last, "days end before they begin: {days:?}");
    }
    assert!(is_in_order(time.from.as_ref(), time.to.as_ref()), "{:?} ends before it begins: {:?}", time.from, time.to);
}

/// Nothing ends before it begins.
pub fn is_in_order(from: Option<&Zoned>, to: Option<&Zoned>) -> bool {
    from.zip(to).is_none_or(|(from, to)| from <= to)
}
