//! Which words are names and which are ordinary: small tables that help to decide, never to limit what a name can be.

use std::collections::HashSet;
use std::sync::LazyLock;

static ENDS_NAME: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "monday tuesday wednesday thursday friday saturday sunday january february march july september october november december \
     today tomorrow tonight lunes martes miercoles jueves viernes sabado and i my from calling here speaking at in on with is are \
     was but the or not so we it to for a an you your please thanks thank y con en pero que no yes si gracias por mi un una para \
     who i'm i'd i've it's of by this that has have had can could need want as he she they sorry quiero necesito tengo vivo \
     spelled name last first because if about christmas junior jr"
        .split_ascii_whitespace()
        .collect()
});

static SHORT_WORD: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "i a my is it of at in on to me we no so hi oh ok uh um up by or as am an be do go he us if y es el la de en mi si yo le un lo \
     su al tu ya se da mr dr ms jr sr jo ed ty bo vi li wu ng ho yu im st pm ac tv ks mo co n u r w o e"
        .split_ascii_whitespace()
        .collect()
});

type Table = LazyLock<HashSet<&'static str>>;

static GIVEN: Table = LazyLock::new(|| include_str!("given_names.txt").split_ascii_whitespace().collect());
static FAMILY: Table = LazyLock::new(|| include_str!("family_names.txt").split_ascii_whitespace().collect());
static ORDINARY: Table = LazyLock::new(|| include_str!("ordinary_words.txt").split_ascii_whitespace().collect());
static VOCABULARY: Table = LazyLock::new(|| include_str!("vocabulary.txt").split_ascii_whitespace().collect());

/// True for a common given name, folded as in a token.
pub fn is_given(word: &str) -> bool {
    GIVEN.contains(word)
}

/// True for a common family name, folded, with or without its apostrophe.
pub fn is_family(word: &str) -> bool {
    FAMILY.contains(word) || (word.contains('\'') && FAMILY.contains(word.replace('\'', "").as_str()))
}

/// True for an everyday word of English or Spanish; some of them ("will", "rosa") are names too.
pub fn is_ordinary(word: &str) -> bool {
    ORDINARY.contains(word) || is_contraction(word)
}

/// True for a word of the language at large that no table of names knows: what is neither this nor a name in a table is a
/// stranger, and in the place of a name most likely one.
pub fn is_everyday(word: &str) -> bool {
    let inflected = |ending: &str| word.strip_suffix(ending).is_some_and(|stem| stem.len() > 2 && is_listed(stem));
    is_listed(word) || ["s", "es", "d", "ed", "ing", "ly", "'s"].iter().any(|ending| inflected(ending))
}

/// A word of the language as it stands in the tables, without its endings.
pub fn is_listed(word: &str) -> bool {
    VOCABULARY.contains(word) || is_ordinary(word)
}

fn is_contraction(word: &str) -> bool {
    ["'m", "'re", "'ve", "'ll", "'d", "n't"].iter().any(|ending| word.ends_with(ending))
}

/// A day or month that is nobody's name, or a word that only joins others: it ends any name.
pub fn ends_name(word: &str) -> bool {
    ENDS_NAME.contains(word)
}

/// A word of the radio alphabet that is nobody's name; beside one of these, "Charlie" is a letter.
pub fn is_radio_word(word: &str) -> bool {
    matches!(
        word,
        "alpha"
            | "alfa"
            | "bravo"
            | "echo"
            | "foxtrot"
            | "golf"
            | "hotel"
            | "kilo"
            | "lima"
            | "november"
            | "papa"
            | "quebec"
            | "tango"
            | "uniform"
            | "whiskey"
            | "whisky"
            | "yankee"
            | "zulu"
            | "xray"
    )
}

/// A short word that is no letter run together by a recogniser.
pub fn is_short_word(word: &str) -> bool {
    SHORT_WORD.contains(word)
}

/// "Mr.", "Mrs.", "señora": what may stand before a name and is no part of it.
pub fn is_title(word: &str) -> bool {
    matches!(
        word,
        "mr" | "mrs"
            | "ms"
            | "miss"
            | "mister"
            | "missus"
            | "dr"
            | "doctor"
            | "doctora"
            | "sr"
            | "sra"
            | "srta"
            | "senor"
            | "senora"
            | "senorita"
            | "don"
            | "dona"
    )
}

/// "de", "la", "van": what may stand inside a family name in lower case.
pub fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "la"
            | "las"
            | "los"
            | "del"
            | "van"
            | "von"
            | "der"
            | "den"
            | "di"
            | "da"
            | "du"
            | "dos"
            | "le"
            | "st"
            | "san"
            | "santa"
            | "el"
            | "al"
            | "bin"
    )
}

/// Families written with a plain "de": "de León". Anything else after "de" is where somebody is from.
pub fn follows_de(word: &str) -> bool {
    matches!(
        word,
        "leon"
            | "jesus"
            | "luna"
            | "anda"
            | "avila"
            | "haro"
            | "alba"
            | "souza"
            | "sousa"
            | "oliveira"
            | "silva"
            | "santis"
            | "paz"
            | "santiago"
            | "vries"
            | "jong"
            | "boer"
    )
}

/// Given names that are everyday words, but nothing that "this is" or "I'm" would be said of.
pub fn is_person_word(word: &str) -> bool {
    const NAMES: &str = "rose grace hope faith joy april june ivy olive dale ray gene mark bill pat jack dawn heather ruby \
        pearl amber iris violet daisy lily ginger penny miles art drew grant victor luz rosa summer autumn \
        charity sandy robin cliff glen dean gale dick guy";
    NAMES.split_ascii_whitespace().any(|name| name == word)
}

/// Given names that are said as two.
pub fn is_double_given(first: &str, second: &str) -> bool {
    let english =
        matches!(first, "mary" | "sue" | "billy" | "bobby" | "betty" | "peggy" | "john" | "jim" | "sarah" | "anna" | "lee" | "jo")
            && matches!(
                second,
                "ann"
                    | "anne"
                    | "jo"
                    | "beth"
                    | "lou"
                    | "kay"
                    | "kate"
                    | "ellen"
                    | "jane"
                    | "sue"
                    | "bob"
                    | "joe"
                    | "ray"
                    | "lynn"
                    | "grace"
                    | "paul"
                    | "rose"
                    | "jean"
            );
    let spanish = matches!(
        first,
        "jose"
            | "juan"
            | "luis"
            | "maria"
            | "ana"
            | "carlos"
            | "miguel"
            | "jorge"
            | "marco"
            | "rosa"
            | "victor"
            | "francisco"
            | "pedro"
            | "martha"
            | "laura"
            | "blanca"
            | "luz"
            | "gloria"
    ) && is_given(second);
    english || spanish
}
