"""What the urgency scores see of a turn: words, concepts and features, as src/understanding/urgency/ computes them, step for step.

Whoever changes one side changes both; `train.py --dump` prints scores to compare with the recogniser's.
"""
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

URGENCY = Path(__file__).resolve().parent.parent.parent / "src/understanding/urgency"
BUCKETS = 1 << 16
SCALES = {"c": 2.0, "p": 0.4, "o": 0.6, "u": 1.0, "b": 0.5, "s": 0.2, "g": 0.2}

ACCENTS = str.maketrans("áàâäãéèêëíìîïóòôöõúùûüñç", "aaaaaeeeeiiiiooooouuuunc")
APOSTROPHES = "'\u2019\u2018`"
SHORT = {
    "u": "you", "ur": "your", "pls": "please", "plz": "please", "thx": "thanks", "tks": "thanks", "ppl": "people",
    "appt": "appointment", "appts": "appointment", "apt's": "appointment", "tmrw": "tomorrow", "tmw": "tomorrow",
    "tomorow": "tomorrow", "wanna": "want", "xq": "porque", "pq": "porque",
}
FILLERS = set(
    "um uh umm uhh er erm uhm hmm hm eh este pues like well so okay ok please oh ah yeah hi hello hey hola bueno yall sir maam lol mire "
    "oiga honey".split()
)
DENIALS = set(
    "no not never without isnt arent aint doesnt dont didnt wasnt hasnt havent nothing none nobody neither nor sin ni nunca nada tampoco".split()
)
NOT_MISSING = set("caliente hot heater damage pressure leak leaks leaking stain stains on tirada".split())
TURNS = set("but except just only pero sino nomas and y cause because porque so until its im hes theyre thats now still there theres sure since".split())


def is_mark(c):
    return "\u0300" <= c <= "\u036f"


def tokens(text):
    out, previous = [], "space"
    for i, c in enumerate(text):
        inside = c in APOSTROPHES and previous == "letters" and i + 1 < len(text) and text[i + 1].isalpha()
        if inside or c.isalpha() or is_mark(c):
            kind = "letters"
        elif c in "0123456789":
            kind = "digits"
        elif c.isspace() or ord(c) < 32 or 0x7F <= ord(c) < 0xA0:
            kind = "space"
        else:
            kind = "mark"
        folded = "'" if c in APOSTROPHES else "" if is_mark(c) else c.lower().translate(ACCENTS)
        if kind != "space":
            if kind == previous and kind in ("letters", "digits"):
                out[-1] += folded
            else:
                out.append(folded)
        previous = kind
    return out


def words(text):
    plain = [SHORT.get(t) or t.replace("'", "") for t in tokens(text) if t and (t[0].isalpha() or t[0] in "0123456789")]
    return [w for w in plain if w not in FILLERS]



def parse(pattern):
    elements = []
    for written in pattern.split():
        if written in ("..", "^", "$"):
            elements.append(written)
            continue
        optional = written.endswith("?")
        exact, prefixes = set(), []
        for word in (written[:-1] if optional else written).split("|"):
            if word.endswith("*") and len(word) > 3:
                prefixes.append(word[:-1])
            else:
                exact.add(word.replace("'", "").replace("*", ""))
        elements.append((exact, tuple(prefixes), optional))
    return elements


def ends(elements, k, said, at):
    if k == len(elements):
        return at
    element = elements[k]
    if element == "^":
        return ends(elements, k + 1, said, at) if at == 0 and said else None
    if element == "$":
        return ends(elements, k + 1, said, at) if at >= len(said) else None
    if element == "..":
        for skip in range(4):
            if at + skip >= len(said):
                return None
            end = ends(elements, k + 1, said, at + skip)
            if end is not None:
                return end
        return None
    exact, prefixes, optional = element
    if at < len(said) and (said[at] in exact or (prefixes and said[at].startswith(prefixes))):
        end = ends(elements, k + 1, said, at + 1)
        if end is not None:
            return end
    return ends(elements, k + 1, said, at) if optional else None


class Lexicon:
    def __init__(self, path):
        self.patterns, self.exact, self.prefix, name = [], {}, {}, ""
        for line in path.read_text().splitlines():
            if not line or line.startswith("#"):
                continue
            if not line.startswith(" ") and ":" in line:
                name, line = line.split(":", 1)
            for pattern in line.split(";"):
                self.add(name, parse(pattern))

    def add(self, name, elements):
        index, keyed = len(self.patterns), False
        for element in elements:
            if isinstance(element, str):
                continue
            for word in element[0]:
                self.exact.setdefault(word, []).append(index)
            for start in element[1]:
                self.prefix.setdefault(start[:3], []).append(index)
            keyed = True
            if not element[2]:
                break
        if keyed:
            self.patterns.append((name, elements))

    def hits(self, said):
        hits = []
        for first, word in enumerate(said):
            longest = {}
            for index in self.exact.get(word, []) + self.prefix.get(word[:3], []):
                name, elements = self.patterns[index]
                end = ends(elements, 0, said, first)
                missing = name == "no_water" and end is not None and end < len(said) and said[end] in NOT_MISSING
                if end is not None and not missing:
                    longest[name] = max(longest.get(name, 0), end)
            hits += [(name, first, end, denied(said, first)) for name, end in longest.items()]
        return without_parts_of_names(hits)


def without_parts_of_names(hits):
    things = [hit for hit in hits if hit[0] == "thing"]

    def of_name(hit):
        inside = any(t[1] <= hit[1] and hit[2] <= t[2] for t in things)
        return inside or (hit[0] == "water_on_electric" and any(t[1] == hit[1] and hit[2] > t[2] for t in things))

    return [hit for hit in hits if hit[0] == "thing" or not of_name(hit)]


def denied(said, first):
    for at in range(first - 1, max(-1, first - 5), -1):
        if said[at] in TURNS:
            return False
        if said[at] in DENIALS:
            return True
    return False



def stem(word):
    for ending in ("ing", "ed", "es", "s", "ando", "iendo"):
        if len(word) > len(ending) + 3 and word.endswith(ending):
            return word[: -len(ending)]
    return word


def hashed(text, buckets):
    h = 0xCBF29CE484222325
    for byte in text.encode():
        h = ((h ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return (h ^ (h >> 32)) % buckets


def features(text, lexicon):
    said = words(text)
    hits = lexicon.hits(said)
    sign = lambda hit: ("-" if hit[3] else "") + hit[0]
    found = {"c" + sign(hit) for hit in hits}
    concepts = sorted({sign(hit) for hit in hits})
    found |= {"p" + a + "&" + b for a in concepts for b in concepts if a < b}
    for a in hits:
        found |= {"o" + sign(a) + ">" + sign(b) for b in hits if a[1] <= b[1] <= a[2] + 3 and a[0] != b[0]}
    plain = ["#" if w[0].isdigit() else w for w in said]
    stems = [stem(w) for w in plain]
    found |= {"u" + w for w in stems}
    found |= {"b" + a + " " + b for a, b in zip(["^"] + stems, stems + ["$"])}
    found |= {"s" + plain[i] + " " + plain[j] for i in range(len(plain)) for j in (i + 2, i + 3) if j < len(plain)}
    for w in plain:
        edged = "^" + w + "$"
        found |= {"g" + edged[i : i + n] for n in (3, 4, 5) for i in range(len(edged) - n + 1)}
    return found


def matrix(texts, lexicon):
    cache, rows, columns, values = {}, [], [], []
    for row, text in enumerate(texts):
        found = features(text, lexicon)
        norm = sum(SCALES[f[0]] ** 2 for f in found) ** 0.5 or 1.0
        for f in found:
            if f not in cache:
                cache[f] = hashed(f, BUCKETS)
            rows.append(row)
            columns.append(cache[f])
            values.append(SCALES[f[0]] / norm)
    return csr_matrix((values, (rows, columns)), shape=(len(texts), BUCKETS))
