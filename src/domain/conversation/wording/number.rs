//! Telephone numbers as people say and write them.

use crate::domain::phone_number::PhoneNumber;

/// `816-555-0142`; numbers of other countries as they are dialled.
pub(super) fn grouped(phone: &PhoneNumber) -> String {
    match phone.as_str().strip_prefix("+1") {
        Some(national) if national.len() == 10 => format!("{}-{}-{}", &national[..3], &national[3..6], &national[6..]),
        _ => phone.as_str().to_owned(),
    }
}

/// The same for a voice: digit by digit, with a pause between the groups.
pub(super) fn spoken(phone: &PhoneNumber) -> String {
    let groups = grouped(phone);
    let read = |group: &str| group.chars().filter(char::is_ascii_digit).map(String::from).collect::<Vec<_>>().join(" ");
    groups.split('-').map(read).collect::<Vec<_>>().join(", ")
}
