use super::*;
use crate::domain::language::Language;
use crate::understanding::Vocabulary;
use crate::understanding::text::tokenize;

fn heard(text: &str, asked: Option<Asked>) -> Option<Heard<Address>> {
    let now: jiff::Zoned = "2026-03-02T09:00[America/Chicago]".parse().expect("a valid instant");
    let vocabulary = Vocabulary::default();
    recognize(text, &tokenize(text), &Context { now: &now, language: Language::En, asked, vocabulary: &vocabulary })
}

/// Street line, unit, city, state and zip code on one line.
fn line(address: &Address) -> String {
    let parts = [&address.street_line, &address.unit, &address.city, &address.state, &address.zip];
    parts.map(|part| part.as_deref().unwrap_or("")).join("|")
}

fn check(asked: Option<Asked>, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(heard(text, asked).map(|heard| line(&heard.value)).as_deref(), Some(*expected), "{text}");
    }
}

#[test]
fn written_addresses() {
    check(
        None,
        &[
            ("6120 Lamar Avenue, Mission, Kansas 66202", "6120 Lamar Avenue||Mission|KS|66202"),
            ("901 w 39th st apt 4, kansas city mo 64111", "901 W 39th St|4|Kansas City|MO|64111"),
            ("901 w 39th st apt4", "901 W 39th St|4|||"),
            ("17 Birch Ct. #2B, Olathe, KS 66061-1234", "17 Birch Ct|2B|Olathe|KS|66061"),
            ("2210 N.W. 50th Street, Suite 10, Gladstone, MO", "2210 N.W. 50th Street|10|Gladstone|MO|"),
            ("4400 State Line Road", "4400 State Line Road||||"),
            ("15500 County Road 12, Paola KS 66071", "15500 County Road 12||Paola|KS|66071"),
            ("9300 US Highway 24 West, Topeka, KS 66618", "9300 US Highway 24 West||Topeka|KS|66618"),
            ("310 South 700 East, Salt Lake City, UT 84102", "310 South 700 East||Salt Lake City|UT|84102"),
            ("12 1/2 Vine St, Liberty MO", "12 1/2 Vine St||Liberty|MO|"),
            ("3300 Broadway Kansas City Missouri", "3300 Broadway||Kansas City|MO|"),
            ("77 Cherry Lane North Kansas City MO 64116", "77 Cherry Lane||North Kansas City|MO|64116"),
            ("540 St Charles Ave St Louis MO 63101", "540 St Charles Ave||St Louis|MO|63101"),
            ("1440 Avenue of the Saints, Columbia, MO 65201", "1440 Avenue of the Saints||Columbia|MO|65201"),
            ("PO Box 88, Merriam KS 66203", "PO Box 88||Merriam|KS|66203"),
            ("W188N9900 Maple Road, Germantown, WI 53022", "W188N9900 Maple Road||Germantown|WI|53022"),
        ],
    );
}

#[test]
fn spoken_addresses() {
    check(
        None,
        &[
            ("sixty one twenty lamar avenue", "6120 Lamar Avenue||||"),
            ("it's four oh five north walnut street", "405 North Walnut Street||||"),
            ("thirty two hundred west seventy third street", "3200 West 73rd Street||||"),
            ("eleven fifteen elm street apartment two b lenexa kansas six six two one five", "1115 Elm Street|2B|Lenexa|KS|66215"),
            ("one oak street", "One Oak Street||||"),
            ("eight hundred and ten main street unit c", "810 Main Street|C|||"),
            ("vivo en el sesenta y uno veinte de lamar avenue en mission", "6120 Lamar Avenue||Mission||"),
            ("calle Olivo número 40", "Calle Olivo #40||||"),
        ],
    );
}

#[test]
fn addresses_inside_a_sentence() {
    for (text, street, words) in [
        ("My drain is stopped up at 6120 Lamar Ave and I need somebody tomorrow at 3", "6120 Lamar Ave", "6120 Lamar Ave"),
        ("I live at 40 Fox Run, my number is 816-555-0142", "40 Fox Run", "40 Fox Run"),
        ("6120 Lamar Avenue, no wait, 6112", "6112 Lamar Avenue", "6120 Lamar Avenue, no wait, 6112"),
        ("6120 Lamar, sorry, 6112 Lamar Avenue", "6112 Lamar Avenue", "6112 Lamar Avenue"),
    ] {
        let heard = heard(text, None).expect(text);
        assert_eq!(heard.value.street_line.as_deref(), Some(street), "{text}");
        assert_eq!(&text[heard.span.start..heard.span.end], words, "{text}");
    }
}

#[test]
fn partial_answers_when_asked() {
    check(
        Some(Asked::Address),
        &[
            ("66212", "||||66212"),
            ("the zip is six six two one two", "||||66212"),
            ("Overland Park", "||Overland Park||"),
            ("we're in olathe kansas", "||Olathe|KS|"),
            ("no, 6112", "6112||||"),
            ("apartment 3b", "|3B|||"),
            ("12 Elm", "12 Elm||||"),
            ("no, the house number is 14", "14||||"),
            ("number 7", "7||||"),
            ("unit 5 at 40 Fox Run", "40 Fox Run|5|||"),
            ("40 no 44 Fox Street", "44 Fox Street||||"),
            ("40 Fox Street, no, 44 Fox Street, Merriam 66202", "44 Fox Street||Merriam||66202"),
            ("61 Birch Ct 66202", "61 Birch Ct||||66202"),
            ("901 C Elm Street", "901 C Elm Street||||"),
            ("40 de la calle Olivo", "40 Calle Olivo||||"),
            ("Lamar Avenue", "Lamar Avenue||||"),
        ],
    );
}

#[test]
fn what_is_no_address() {
    for text in [
        "",
        "come at 3",
        "tomorrow between 10 and 12 works",
        "I have a 50 gallon water heater",
        "two toilets and 1 sink are leaking",
        "it's been 3 days",
        "seven thirty p.m.",
        "at 18:00 please",
        "that's $250 for a 2 hour drive",
        "816 555 0142",
        "a 3 way switch",
        "el 4 de mayo",
        "we are in unit 12",
    ] {
        assert_eq!(heard(text, None), None, "{text}");
    }
    for text in [
        "yes",
        "tomorrow",
        "I don't know",
        "why do you need it",
        "my water heater is broken",
        "75 would be nice",
        "at 3",
        "we parked on the street",
        "2 perros",
    ] {
        assert_eq!(heard(text, Some(Asked::Address)), None, "{text}");
    }
}
