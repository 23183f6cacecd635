//! Who calls, and where they live.

use serde::{Deserialize, Serialize};

/// A person's name. At least one part is present.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonName {
    /// Given name, as it is written.
    pub given: Option<String>,
    /// Family name or names.
    pub family: Option<String>,
}

impl PersonName {
    /// A name as somebody typed it into one field: the first word is the given name. Absent where nothing is typed.
    pub fn written(text: &str) -> Option<Self> {
        let text = text.trim();
        let (given, family) = text.split_once(char::is_whitespace).map_or((text, None), |(given, family)| (given, Some(family.trim())));
        (!given.is_empty()).then(|| Self { given: Some(given.to_owned()), family: family.map(str::to_owned) })
    }

    /// Both parts as one line.
    pub fn full(&self) -> String {
        [self.given.as_deref(), self.family.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// What a friendly voice calls this person: the given name, else the family name.
    pub fn short(&self) -> &str {
        self.given.as_deref().or(self.family.as_deref()).unwrap_or_default()
    }
}

/// A place of work in the United States.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// House number and street, for example `8412 Johnson Drive`.
    pub street_line: Option<String>,
    /// Apartment, suite or unit.
    pub unit: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Two-letter state.
    pub state: Option<String>,
    /// Five-digit zip code.
    pub zip: Option<String>,
}

impl Address {
    /// An address as somebody typed it into one field. What can't be told apart is all taken as the street line: nothing is lost.
    pub fn written(text: &str) -> Self {
        let text = text.trim();
        crate::understanding::address::on_one_line(text)
            .unwrap_or_else(|| Self { street_line: Some(text.to_owned()).filter(|line| !line.is_empty()), ..Self::default() })
    }

    /// A later, partial address laid over this one: "no, 8421" changes the house number and leaves the street.
    #[must_use]
    pub fn overlaid_with(&self, later: &Self) -> Self {
        let street_line = match (&self.street_line, &later.street_line) {
            (Some(old), Some(new)) => Some(overlaid_street(old, new)),
            (old, new) => new.clone().or_else(|| old.clone()),
        };
        let pick = |new: &Option<String>, old: &Option<String>| new.clone().or_else(|| old.clone());
        Self {
            street_line,
            unit: pick(&later.unit, &self.unit),
            city: pick(&later.city, &self.city),
            state: pick(&later.state, &self.state),
            zip: pick(&later.zip, &self.zip),
        }
    }

    /// The street line, where it names a street: a house number alone finds nobody.
    pub fn street(&self) -> Option<&str> {
        self.street_line.as_deref().filter(|line| line.chars().any(char::is_alphabetic))
    }
}

fn overlaid_street(old: &str, new: &str) -> String {
    let begins_with_number = |line: &str| line.starts_with(|c: char| c.is_ascii_digit());
    let street = old.split_once(' ').filter(|_| begins_with_number(old));
    match street {
        Some((_, street)) if begins_with_number(new) && !new.contains(' ') => format!("{new} {street}"),
        Some((number, _)) if !begins_with_number(new) => format!("{number} {new}"),
        _ => new.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_part_is_laid_over_an_earlier_address() {
        let street = |line: &str| Address { street_line: Some(line.to_owned()), ..Address::default() };
        let earlier = Address { city: Some("Merriam".to_owned()), ..street("8412 Johnson Drive") };
        for (later, line) in [("8421", "8421 Johnson Drive"), ("Johnston Drive", "8412 Johnston Drive"), ("12 Elm", "12 Elm")] {
            let both = earlier.overlaid_with(&street(later));
            assert_eq!(both.street_line.as_deref(), Some(line));
            assert_eq!(both.city.as_deref(), Some("Merriam"));
        }
    }

    #[test]
    fn what_is_typed_into_one_field_is_told_apart_and_never_lost() {
        let name =
            |given: &str, family: Option<&str>| Some(PersonName { given: Some(given.to_owned()), family: family.map(str::to_owned) });
        assert_eq!(PersonName::written(" Maria  de la Cruz "), name("Maria", Some("de la Cruz")));
        assert_eq!((PersonName::written("Bo"), PersonName::written("  ")), (name("Bo", None), None));
        let address = Address::written("8412 Johnson Drive, Merriam, KS 66202");
        let parts = (address.street_line.as_deref(), address.city.as_deref(), address.state.as_deref(), address.zip.as_deref());
        assert_eq!(parts, (Some("8412 Johnson Drive"), Some("Merriam"), Some("KS"), Some("66202")));
        for odd in ["Barn behind the mill, 12 Elm Street", "12 Elm Street, gate code 4411", "The old mill"] {
            assert_eq!(Address::written(odd).street_line.as_deref(), Some(odd));
        }
    }

    #[test]
    fn a_house_number_alone_is_no_street() {
        let line = |text: &str| Address { street_line: Some(text.to_owned()), ..Address::default() };
        assert_eq!(line("8412").street(), None);
        assert_eq!(line("8412 W 87th St").street(), Some("8412 W 87th St"));
    }
}
