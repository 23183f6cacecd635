//! The words that addresses are made of.

use std::collections::HashSet;
use std::sync::LazyLock;

static STREET_TYPE: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "street st str avenue ave av aven avenu road rd drive dr drv boulevard blvd boul lane ln court ct crt way wy circle cir circ \
     crcl place pl plz plaza terrace ter terr parkway pkwy pky parkwy highway hwy hiway trail trl tr loop pike turnpike tpke \
     square sq alley aly expressway expy freeway fwy causeway cswy crossing xing cove cv crescent cres trafficway trfy bypass byp \
     row terrance cutoff wynd thruway throughway broadway bwy dri lp stravenue streeet calle avenida"
        .split_ascii_whitespace()
        .collect()
});

static WEAK_TYPE: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "park hill hills point pointe pt ridge rdg run path pass walk grove creek lake lakes heights hts valley view vw vista glen \
     green mall center centre ctr commons bend landing lndg mews island club meadow meadows knoll hollow holw gardens gate farm \
     farms estates manor forest spring springs shore shores haven field mount bluff bluffs dale ford spur trace trce canyon market \
     bridge harbor isle mill mills plain plains prairie ranch river summit village vlg wharf quay pier route rte rt chase close \
     end parade promenade terminal esplanade paseo camino rd. ml crest corner corners vy bh pk spgs gdns turn knob branch cliff \
     rise fork"
        .split_ascii_whitespace()
        .collect()
});

static NUMBERED_TYPE: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "highway hwy hiway route rte rt road rd cr sr us fm spur loop interstate avenue ave co ih street calle carretera business pr i"
        .split_ascii_whitespace()
        .collect()
});

static UNIT_WORD: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "apt apartment unit suite ste room rm # lot bldg building bld trailer trlr space spc floor flr fl apartamento apto \
     departamento depto piso ph penthouse suit lockbox box dept condo townhouse slip mailbox casa unidad pob rr mc mailstop stop"
        .split_ascii_whitespace()
        .collect()
});

static MEASURE: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "am pm a.m p.m oclock o'clock hour hours hr hrs minute minutes min mins second seconds day days week weeks month months year \
     years yr yrs gallon gallons gal dollar dollars bucks percent degree degrees feet foot ft inch inches people persons person \
     adults kids children times amp amps volt volts watt watts ton tons bedroom bathroom bed bath toilets toilet sinks of or and \
     to in is the horas hora minutos dias dia semanas semana meses anos galones personas de o y a more other different nights \
     night rooms tickets seats star stars miles mile blocks square sq units pounds lbs psi ppm story stories way was i we weeks' \
     unit calls phone step steps est cst pst gmt utc jan feb apr jun jul aug sep sept oct nov dec january february march april may \
     june july august september october november december enero febrero marzo abril mayo junio julio agosto septiembre octubre \
     noviembre diciembre h deg grados wks guests individuals residents bathrooms bedrooms meeting entre mon tue wed inodoros lavabos \
     banos cuartos pisos pulgadas voltios amperios litros metros veces perros gatos ninos adultos piezas fugas tubos grifos llaves"
        .split_ascii_whitespace()
        .collect()
});

static STOP: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "but i my is near because please thanks thank we it with that which cerca tengo i'm it's that's there there's so if when \
     behind by off from for have has need can you your this our they he she are was be will would could right just where what who \
     how not no yes si pero porque gracias necesito y es mi esta hay me number phone name sorry wait actually do did does got get \
     getting been al por since until after before today tomorrow tonight monday tuesday wednesday thursday friday saturday don't \
     uh um across next between close and"
        .split_ascii_whitespace()
        .collect()
});

static BEGINS_CITY: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "san santa los las fort ft saint st port mount mt el la palm grand new des cape sault salt lake oak baton north south east \
     west n s e w west. upper lower big little white long half lees lee's green royal glen coral boca del de le rapid cedar sioux \
     virginia council round sugar"
        .split_ascii_whitespace()
        .collect()
});

static CITIES: LazyLock<HashSet<String>> = LazyLock::new(|| include_str!("cities.txt").lines().map(str::to_owned).collect());

/// Words that end a street's name wherever they stand: "street", "ave".
pub fn is_street_type(word: &str) -> bool {
    STREET_TYPE.contains(word)
}

/// Words that end some streets' names and belong to some cities' too: "Cherry Hill", "Overland Park".
pub fn is_weak_type(word: &str) -> bool {
    WEAK_TYPE.contains(word)
}

/// Words that come before a street's number or letter: "highway 22", "county road KK", "avenue K".
pub fn is_numbered_type(word: &str) -> bool {
    NUMBERED_TYPE.contains(word)
}

/// A compass direction; `true` for the abbreviated ones.
pub fn direction(word: &str) -> Option<bool> {
    match word {
        "n" | "s" | "e" | "w" | "ne" | "nw" | "se" | "sw" | "no" | "so" => Some(true),
        "north" | "south" | "east" | "west" | "northeast" | "northwest" | "southeast" | "southwest" | "norte" | "sur" | "oeste" => {
            Some(false)
        }
        _ => None,
    }
}

/// What announces an apartment, suite or unit.
pub fn is_unit_word(word: &str) -> bool {
    UNIT_WORD.contains(word)
}

/// Parts of a building that need no number.
pub fn is_unit_alone(word: &str) -> bool {
    matches!(
        word,
        "rear"
            | "front"
            | "upper"
            | "lower"
            | "lobby"
            | "basement"
            | "penthouse"
            | "ph"
            | "mezzanine"
            | "upstairs"
            | "downstairs"
            | "sotano"
    )
}

/// What announces nothing but a number, and is left out of the unit: "apt 3" is unit 3, "lot 3" stays "Lot 3".
pub fn is_plain_unit_word(word: &str) -> bool {
    matches!(
        word,
        "apt"
            | "apartment"
            | "unit"
            | "suite"
            | "ste"
            | "room"
            | "rm"
            | "#"
            | "apartamento"
            | "apto"
            | "departamento"
            | "depto"
            | "suit"
            | "condo"
            | "townhouse"
            | "unidad"
    )
}

/// Words after a number that make it a time, an amount or an age, never a house.
pub fn is_measure(word: &str) -> bool {
    MEASURE.contains(word)
}

/// Words of a sentence that no street or city goes beyond.
pub fn is_stop(word: &str) -> bool {
    STOP.contains(word)
}

/// The two letters of a state from its name or its letters.
pub fn state(word: &str) -> Option<&'static str> {
    STATES.iter().find(|(code, name)| *name == word || code.eq_ignore_ascii_case(word)).map(|(code, _)| *code)
}

/// The letters of a state that are also an everyday word.
pub fn is_doubtful_state(word: &str) -> bool {
    is_word_state(word) || matches!(word, "mo" | "pa" | "ma" | "co" | "ct" | "md" | "va" | "ar" | "id" | "mi" | "ne")
}

/// Among them, those that end an ordinary sentence: "in", "ok", "me".
pub fn is_word_state(word: &str) -> bool {
    matches!(word, "in" | "or" | "me" | "hi" | "ok" | "oh" | "la" | "de" | "al" | "as")
}

/// True for the name of a larger American city, or one whose name would be taken for part of the street.
pub fn is_city(words: &str) -> bool {
    CITIES.contains(words)
}

/// Words that begin many cities' names: "San …", "Fort …".
pub fn begins_city(word: &str) -> bool {
    BEGINS_CITY.contains(word)
}

const STATES: [(&str, &str); 52] = [
    ("AL", "alabama"),
    ("AK", "alaska"),
    ("AZ", "arizona"),
    ("AR", "arkansas"),
    ("CA", "california"),
    ("CO", "colorado"),
    ("CT", "connecticut"),
    ("DE", "delaware"),
    ("DC", "district of columbia"),
    ("FL", "florida"),
    ("GA", "georgia"),
    ("HI", "hawaii"),
    ("ID", "idaho"),
    ("IL", "illinois"),
    ("IN", "indiana"),
    ("IA", "iowa"),
    ("KS", "kansas"),
    ("KY", "kentucky"),
    ("LA", "louisiana"),
    ("ME", "maine"),
    ("MD", "maryland"),
    ("MA", "massachusetts"),
    ("MI", "michigan"),
    ("MN", "minnesota"),
    ("MS", "mississippi"),
    ("MO", "missouri"),
    ("MT", "montana"),
    ("NE", "nebraska"),
    ("NV", "nevada"),
    ("NH", "new hampshire"),
    ("NJ", "new jersey"),
    ("NM", "new mexico"),
    ("NY", "new york"),
    ("NC", "north carolina"),
    ("ND", "north dakota"),
    ("OH", "ohio"),
    ("OK", "oklahoma"),
    ("OR", "oregon"),
    ("PA", "pennsylvania"),
    ("RI", "rhode island"),
    ("SC", "south carolina"),
    ("SD", "south dakota"),
    ("TN", "tennessee"),
    ("TX", "texas"),
    ("UT", "utah"),
    ("VT", "vermont"),
    ("VA", "virginia"),
    ("WA", "washington"),
    ("WV", "west virginia"),
    ("WI", "wisconsin"),
    ("WY", "wyoming"),
    ("PR", "puerto rico"),
];
