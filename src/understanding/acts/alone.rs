//! Phrases that do something only where they are nearly all that is said: "i'm out" takes leave, "i'm out of milk" does not.

use super::phrases::{Found, Word};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Words that tell of nothing by themselves, and those for talking and asking.
static SMALL: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "a an the this that these those it its thats thiss i im ive id ill me my mine we were us our you youre youve youd youll your u ya \
     he she they them there theres here and or but so if then than as because is are was be been being am do does did doing done have \
     has had having can could will would shall should may might must cant wont dont didnt isnt not no yes yeah to of in on at by for \
     from with about into up out off down over again more less very really too also just only even ever never now today right away \
     please kindly thanks thank sorry okay ok alright oh um uh hm hmm hey hi hello well like going gonna gotta get got go let lets \
     what whats who how when where why which some any all much many lot one once time first last next know think say said saying tell \
     told telling mean see want need wish help ask asked asking talk talking speak speaking chat chatting answer question request \
     command thing things something anything everything nothing stuff word words sure fine good great nice day morning afternoon \
     evening night friend buddy pal dude man sir maam mister ai computer robot assistant machine bot human person people real alive \
     actual true correct wrong false certain possible possibly maybe either both way best wait hold minute second moment later soon \
     tomorrow tonight still already yet actually honestly truly completely totally absolutely definitely probably exactly quite \
     pretty rather kind sort bit little part instead else other another previous current previously earlier before after back entire \
     whole same different new immediately anymore longer conversation call process task program operation action activity session \
     sentence statement message language languages voice mind glad happy feel feeling honest information info details plan indeed \
     believe hope guess suppose agree commit reckon figure treating treat set return default option version using making give given \
     check checking able unable try trying course used use paying attention far lately days side end fact case point matter everyone \
     everybody somebody someone anybody anyone nobody whatever okey mightve kindof dear love move along keep start begin continue \
     finish finished el la los las un una lo le mi su tu y o pero que de en por con para si es esta gracias favor hola"
        .split_whitespace()
        .collect()
});

/// True for a word that tells of nothing by itself.
pub(super) fn is_small(word: &str) -> bool {
    SMALL.contains(word)
}

/// A sentence of more words says more than one thing.
const LONGEST: usize = 24;

/// True where the sentence around a phrase says nothing beside it and what is `alike`. `all` is in the order of the words.
pub(super) fn is_nearly_all<T: Copy>(found: &Found<T>, all: &[Found<T>], words: &[Word], alike: impl Fn(T) -> bool) -> bool {
    let Some(from) = (found.first.saturating_sub(LONGEST)..=found.first).rev().find(|at| words[*at].begins) else { return false };
    let end = words.len().min(found.first + LONGEST + 1);
    let Some(to) = (found.first + 1..end).find(|at| words[*at].begins).or((end == words.len()).then_some(end)) else { return false };
    let near = &all[all.partition_point(|f| f.first < from)..all.partition_point(|f| f.first < to)];
    (from..to).all(|at| is_small(&words[at].text) || near.iter().any(|f| f.first <= at && at < f.end && alike(f.value)))
}
