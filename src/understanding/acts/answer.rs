//! Yes, no and "I don't know": the answers that need more than a look at one word.

use super::phrases::{Table, Word};
use crate::understanding::{Act, Asked, Context};
use std::sync::LazyLock;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Answer {
    Yes,
    No,
    Unsure,
    /// Words that look like an answer and are none.
    Nothing,
}

static ANSWERS: LazyLock<Table<Answer>> =
    LazyLock::new(|| Table::new(&[(Answer::Nothing, NOTHING), (Answer::Unsure, UNSURE), (Answer::No, NO), (Answer::Yes, YES)]));

/// Wherever they stand, these hold a "yes" or a "no" that is not one.
const NOTHING: &[&str] = &[
    "i know $",
    "you know",
    "im sure you|they|its|he|that",
    "make sure",
    "for sure if|whether|what",
    "not right away",
    "no one|se? idea",
    "no lack|matter|doubt|longer|more|less|later|earlier|sooner|way|other|reason",
    "no hot|water|heat|cold|power|gas|electric|electricity|air|ac|cooling|pressure|flame|pilot|lights|light|signal|display|leak|leaks|leaking|drip|drips|smell|odor|flooding|flood|luck|sound|noise|breaker|breakers|sewage|damage|smoke|sparks|fire|shutoff|valve|sign|warning|answer|response|unit|apartment|apt|suite|number|ac",
    "no hay|tengo|tenemos|tiene|funciona|sirve|sale|prende|enfria|calienta|baja|traga|jala|cierra|deja|para|huele|esta|estan|se|le|me|nos|hace|es|llega|abre|arranca|da|sube|quiere|puedo|podemos|ha|he|vaya|veo|encuentro|lo|la|los|las|he|que|porque|urge|pasa|corre|enciende|apaga",
    "yes or no",
    "si no|hay|pueden|puede|es|tienen|podrian|me|se|el|la|los|van|vienen|cobran|usted|ustedes|trabajan|hacen",
    "right now|away|there|here|next|side|after|before|above|below|under|behind|in|on|at|hand|by|when|to|outside|across|back|up",
    "fine print|line",
    "great .. problem|leak|mess|falls",
    "works? fine until|but|except",
];

const YES: &[&str] = &[
    "^ yes|yeah|yea|yep|yup|yah|ya|yessir|yess|yeh|aye|yis|yass|sip|simon|yaa|yee|yeppers|ye|mhm|mhmm|mmhmm|uhhuh",
    "^ uh|mm|mhm|um|ah huh|hmm|hm|mhm",
    "^ no? yes|yeah|yep",
    "^ sure|absolutely|definitely|certainly|indeed|correct|exactly|totally|affirmative|roger|confirmed|agreed|deal|perfect|perfecto|okay|ok|okey|okeydokey|k|kk|alright|alrighty|facts|bet|true|gladly",
    "^ right|great|fine|good|cool|wonderful|excellent|awesome|lovely|fantastic|bueno $",
    "^ great|perfect|wonderful|excellent|awesome|good lets|that|thank|thanks|i|well|please",
    "^ of course",
    "^ confirm|please $",
    "^ course",
    "^ yes|please do|lets|go",
    "^ you bet|got|are|re right|correct|it",
    "youre|you|ur are? right|correct|not",
    "not wrong",
    "for sure $",
    "sounds|sound good|great|fine|right|perfect|okay|ok|wonderful|like|lovely|awesome|about",
    "that|it|this|which|one|either|both|anytime|any|first|second|those|tuesday|monday|wednesday|thursday|friday|saturday|sunday|morning|afternoon|time|day will|would|should|can|does|also? work|works|do",
    "works for|great|perfect|fine|well|good",
    "thats|that|its|it|this|those|which is|was|are|all|sounds|would|will|be|just|perfectly|totally|actually|also|quite? fine|correct|right|true|perfect|good|great|okay|ok|accurate|it|wonderful|me $",
    "thats|that is all? correct|right|true|fine|perfect|okay|ok",
    "is|are|be fine|correct|perfect|ok|okay|great $",
    "is|are|will|would just? fine|correct|perfect|good|great|ok|okay $",
    "is|be fine|good|great|perfect|ok|okay with|for|by me|us",
    "checks out",
    "its|it|thats|this|a|the|statement is|very|absolutely|a true|fact|correct|truth $",
    "is true $",
    "a true statement",
    "lets|let us do|go|book|take|make|say",
    "go ahead $|with|please|thanks|thank",
    "go for it|that",
    "book|reserve|schedule it|that|me|us .. $",
    "ill|i|we|well take|want|have|go|choose|pick|prefer|like it|that|the|this|with|tuesday|monday|wednesday|thursday|friday",
    "do|does that|it $",
    "please do",
    "^ i|we do|did|am|are|can|have|would|could|will $",
    "it|they|he|she is|does|has|are|was|did|will $",
    "i think|believe|guess|suppose|hope|reckon so",
    "might as well",
    "why not",
    "no problem|prob|problems|worries|probs|issue|issues|objection|objections|complaints",
    "i|we agree|confirm|accept",
    "my answer .. yes",
    "is|be|say|id|a yes",
    "10 4",
    "ten four",
    "can|could|may we|i please",
    "by all means",
    "without a doubt",
    "no doubt",
    "thats|you|yep got it",
    "you got it|that right",
    "makes sense",
    "no complaints",
    "count me in",
    "im|were in|down|good|fine|okay|ok|game with|for|$",
    "what i|we said|want*",
    "thats what",
    "getting worse",
    "^ si|sii|siii|sep|simon|claro|dale|correcto|exacto|exactamente|seguro|vale|listo|orale|perfecto|efectivamente|afirmativo|ajá|aja|sale|andale|desde|okay|okey|cierto|obvio|sip|así|asimismo|acepto|confirmo|confirmado",
    "^ bueno si|$",
    "^ esta|estaria|seria bien|perfecto|correcto|excelente|bueno",
    "esta|estaria|quedaria|queda|me|nos muy? bien|perfecto|excelente $",
    "me|nos parece|queda|sirve|funciona|conviene|viene|va|late|gusta bien|perfecto|excelente|$",
    "^ eso es|mismo",
    "es correcto|cierto|verdad|asi",
    "^ asi es|mero",
    "por supuesto|favor $",
    "^ por supuesto",
    "^ como no",
    "de acuerdo",
    "desde luego",
    "sin problema|duda",
    "no hay problema|pedo|falla|bronca",
    "me|nos parece|suena bien|perfecto",
    "suena bien",
    "creo|pienso|supongo que si",
    "^ va|sale|juega|arre|ok|oki|perfecto|excelente|chevere|genial $",
    "claro que si",
    "ese|esa|el|la|primera|primero|segunda|segundo esta|me|nos bien|sirve|parece|funciona|perfecto|queda",
    "el|la primero|primera|segundo|segunda por|$",
    "^ sure thing",
    "^ fine|okay|ok|good|great|right|nice with|by|sounds|that|lets|yes|sir|then",
    "^ positive|naturally|undoubtedly|surely|precisely|yuppers|aye|agreed",
    "^ that|it|this would|will|is|must|has|does|seems to? be? correct|true|right|accurate|good|great|perfect|fine|ok|okay|yes|factual|valid|so",
    "id|i would|d? say|think|believe|guess so|yes",
    "without question|hesitation",
    "i|we concur|agree",
    "youre|you|are|got|have absolutely|totally|definitely|exactly|completely right|correct|it",
    "is|thats the case",
    "thats|that is|s? affirmative|factual|valid|a? yes|fact",
    "a|an resounding|definite|big|hard|absolute|emphatic yes",
    "works great|well|perfectly|fine $",
    "more|most than|certainly|definitely happy|sure|likely|yes",
    "i want|wish to|that $",
    "si por favor|claro|gracias|senor|senora|esta|me",
    "esa|ese|esta|este|el|la hora|dia|ventana .. bien|sirve|perfecto|perfecta",
];

const NO: &[&str] = &[
    "^ no|nope|nah|naw|nop|negative|noo|nooo|nel|nuhuh|never|nones|negativo|nopers|nada",
    "^ uh|nuh|mm|nu uh|nah|mm",
    "dont|do not? think so|its|that|it|we|he|they",
    "not think so",
    "^ not|no really|exactly|today|yet|at|quite|anymore|correct|right|true|it|that|this|interested|necessarily|now|a",
    "^ not right now",
    "^ i|id|we|well would|do|did|have|am|are|will|can|could rather|not|prefer $",
    "^ i|we|it|they|he|she|that dont|didnt|havent|cant|cannot|wont|isnt|doesnt|arent|wasnt|couldnt|wouldnt $",
    "rather not",
    "thats|that|it|its|is|was|this|all|your|the|got|have|definitely|absolutely|completely|totally|so|most|has|be|to|seems not|isnt|wrong|incorrect|false|fake|untrue|negative|negatory",
    "thats|that|its|this|is a? falsehood|lie|negatory|no|false|nope",
    "that|this|it|thats|what|which isnt|is|doesnt|wont|not|wouldnt not|sound|seem|correct|right|it|true|work|what|proper",
    "isnt|not|wasnt correct|right|true|it|proper|accurate|what|quite|the",
    "doesnt|dont|wont|cant|not|wouldnt work|do|make $",
    "doesnt|wont|cant|wouldnt|neither work|works|do for|with|me|either|at",
    "none|neither of|one|works|$",
    "^ neither|none",
    "^ false|incorrect|wrong|untrue|never|negatory",
    "^ no? thank|thanks $",
    "id|i|would|say|is|be|answer|the|a|say no $",
    "id say no|nope",
    "no way|thank|thanks",
    "not a chance|true|chance",
    "absolutely|definitely|certainly|probably|of|course|surely|hell|heck not|no",
    "not at all",
    "under no circumstances",
    "not interested",
    "you are|were wrong|incorrect|mistaken",
    "youre wrong|mistaken|incorrect",
    "im good|okay|ok|fine $",
    "im afraid not",
    "hell|heck|oh no",
    "para nada",
    "^ no $",
    "^ no gracias|senor|senora|senorita|senior|por|todavia|aun|creo|mejor|quiero|puedo|podemos|quisiera|es|era|esta|estoy|me|ese|esa|eso|el|la|esos|nada|necesito|ocupo|va",
    "no gracias|creo",
    "creo|pienso que no",
    "claro que no",
    "por supuesto que no",
    "de ninguna|eso manera|nada",
    "ni modo|pensarlo|hablar|loco|uno|una",
    "ninguno|ninguna|ningun",
    "tampoco",
    "todavia|aun no",
    "no es|esta correcto|cierto|verdad|asi|eso|ese|esa|mi|bien|necesario|urgente|una",
    "no me|nos queda|sirve|conviene|funciona|viene|gusta|late|interesa",
    "can|could|will|it wait",
    "puede|pueden|podemos|podria|puedo esperar",
    "mejor no",
    "jamas|nunca $",
    "^ dont|do not do|even|bother|think|want|need $",
    "i disagree|object|refuse|decline|deny",
    "i|we beg to differ",
    "of course|absolutely|certainly|definitely|surely|most not",
    "not even|anywhere close|near",
    "not the case|truth|answer|same|facts|right|correct",
    "there is|s? no truth",
    "thats|that|it|its|this is|s? a? big|hard|definite|firm|strong|resounding no",
    "a|an big|hard|definite|firm|strong|resounding no|negative",
    "no sir|maam|way|siree|can|go|dice|dont|not|i|that|it|thats|its",
    "untrue|inaccurate|mistaken $",
    "cant|cannot|couldnt|not be|possibly right|true|correct|be",
    "that|it|this cant|cannot|couldnt be",
    "you|thats|your mistaken|wrong|incorrect",
    "i dont|do not? believe|think|agree so|that|with|its|thats",
    "i dont|do not? want|need to|it|that|this $",
    "pass $",
];

const UNSURE: &[&str] = &[
    "maybe|perhaps|possibly|unsure|dunno|idk|prolly",
    "might be|go|either|or",
    "could be|go|either|or",
    "not|never|isnt totally|really|actually|exactly|quite|so|very|entirely|completely|too|a|100|percent? sure|certain|positive|know",
    "not sure|certain",
    "no idea|clue",
    "no se|tengo|sabria|sabemos|estoy idea|seguro|segura|$|bien|que|si|decir|decirle|muy",
    "no sabria|estoy|se",
    "dont|do|didnt|not|cant|couldnt|doesnt|wouldnt not? know|have|tell|remember|say|recall a|an|any|the|that|you|idea|clue|for|answer|information|if|what|$",
    "dont know",
    "dont|do not? know|remember|recall|have|understand",
    "couldnt|cant|cannot|unable|able to? say|tell",
    "not able to",
    "hard|difficult|tough to say|tell",
    "it|that depends",
    "depends",
    "either|both of|way|one",
    "who knows",
    "possibly|probably|potentially $",
    "^ hm|hmm|um|uh|eh|umm|uhh|hmmm $",
    "kind|sort of $",
    "let me think",
    "quiza|quizas|talvez|depende",
    "^ chance",
    "tal|a vez|lo",
    "puede|podria|pudiera ser",
    "a lo mejor",
    "quien sabe",
    "sepa",
    "ni idea",
    "i guess $",
    "50 50",
    "undecided|uncertain|conflicted|torn|ambivalent|indifferent",
    "on the fence",
    "cant|cannot|couldnt|havent|not decide|choose|decided|made|tell",
    "make up my mind",
    "beats me",
    "toss|tossup up",
    "its|thats|that|it is? possible|plausible|conceivable",
    "theres|is a chance|possibility",
    "neither yes|agree|true",
    "who can|could say|tell",
    "yes and no",
    "ill|i need|have|want|got|let to? think about|on",
    "not entirely|fully|overly|exactly|a|one|100 sure|certain|hundred",
    "have|got no|not idea|clue|answer|preference|opinion",
    "your guess",
    "search me",
    "might|may|could be|go|not|have|or",
];

/// `Yes` and `No` as far as the turn holds an answer, given what else was recognised in it.
pub(super) fn recognize(words: &[Word], acts: &[Act], context: &Context<'_>) -> Vec<Act> {
    if words.len() > 1 && words.last().is_some_and(|w| w.text == "please" && w.opens) {
        // A closing ", please" asks for something and answers nothing.
        return recognize(&words[..words.len() - 1], acts, context);
    }
    let words = without_fillers(words);
    let found = ANSWERS.find(&words);
    let taken = |first: usize| found.iter().any(|f| f.value == Answer::Nothing && f.first <= first && first < f.end);
    let expected = context.asked.is_some_and(|asked| !matches!(asked, Asked::Problem));
    let early = if expected { 40 } else { 12 };
    let at = |answer: Answer| {
        found.iter().filter(|f| f.value == answer && f.first < early && stands(answer, f.first, &words, &taken)).map(|f| f.first).min()
    };
    let unsure = found.iter().any(|f| f.value == Answer::Unsure);
    let answers = match (at(Answer::Yes), at(Answer::No)) {
        (Some(yes), Some(no)) => settle_both(yes, no, &words),
        (Some(_), None) => vec![Act::Yes],
        (None, Some(_)) => vec![Act::No],
        (None, None) => Vec::new(),
    };
    if unsure && !firmly(&words) {
        return Vec::new();
    }
    let distant = acts.iter().any(|a| matches!(a, Act::Sales | Act::AskBot | Act::OptOut | Act::Repeat | Act::ChangeLanguage));
    if distant && !firmly(&words) {
        return Vec::new();
    }
    answers
}

/// Doubt in a longer turn is about something that was told as well.
const LONGEST_DOUBT: usize = 10;

/// True where the speaker plainly does not know.
pub(super) fn is_unsure(words: &[Word]) -> bool {
    words.len() <= LONGEST_DOUBT && ANSWERS.find(words).iter().any(|f| f.value == Answer::Unsure)
}

/// The first word is itself a yes or a no.
fn firmly(words: &[Word]) -> bool {
    const FIRM: &[&str] = &["yes", "yeah", "yep", "yup", "si", "no", "nope", "nah", "claro", "sure"];
    words.first().is_some_and(|w| FIRM.contains(&w.text.as_str())) && words.get(1).is_none_or(|w| w.text != "idea" && w.text != "se")
}

/// "Yeah no that's fine" agrees and "no yeah that works" too, while "no, that's wrong" and "no, that's everything" refuse.
fn settle_both(yes: usize, no: usize, words: &[Word]) -> Vec<Act> {
    // One phrase gave both: "no problem" begins with a "no" that is none.
    if yes == no {
        return vec![Act::Yes];
    }
    const YES_WORDS: &[&str] = &["yes", "yeah", "yep", "yup", "si", "sure", "ok", "okay", "claro", "right"];
    let says_yes = words.iter().take(4).any(|w| YES_WORDS.contains(&w.text.as_str()));
    if yes < no && !says_yes {
        return vec![Act::No];
    }
    if yes < no || (says_yes && no == 0 && yes <= 1) { vec![Act::Yes] } else { vec![Act::No] }
}

/// An answer counts where a clause opens with it or, for whole phrases, anywhere outside words that only look like it.
fn stands(answer: Answer, first: usize, words: &[Word], taken: &impl Fn(usize) -> bool) -> bool {
    let agrees_in_spite = answer == Answer::Yes && words.get(first).is_some_and(|w| w.text == "no");
    agrees_in_spite || !taken(first)
}

const FILLERS: &[&str] = &[
    "um", "uh", "umm", "uhh", "er", "erm", "ah", "oh", "well", "so", "like", "hmm", "hm", "pues", "eh", "este", "ay", "bueno", "ai", "and", "but",
    "hi", "hello", "hey", "hola", "mm",
];

/// The words without the noises in front, which open a clause anew: "um, no" and "oh yeah" answer.
fn without_fillers(words: &[Word]) -> Vec<Word> {
    let mut kept: Vec<Word> = Vec::with_capacity(words.len());
    let mut opening = true;
    for (index, word) in words.iter().enumerate() {
        let filler = FILLERS.contains(&word.text.as_str());
        let noise_answer = words.get(index + 1).is_some_and(|n| matches!(n.text.as_str(), "huh" | "hmm" | "hm" | "uh"));
        let more = index + 1 < words.len();
        if filler && more && !noise_answer && (opening || word.opens) {
            opening = true;
            continue;
        }
        let mut word = word.clone();
        word.opens |= opening;
        opening = false;
        kept.push(word);
    }
    kept
}
