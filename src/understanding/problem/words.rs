//! The built-in words of the common services, English and Spanish.

/// Codes with built-in words, the most telling first.
pub(super) const CODES: &[&str] = &[
    "tankless", "sump_pump", "water_heater", "gas_line", "thermostat", "sewer", "toilet", "faucet", "panel", "outlet", "lighting", "hvac_maintenance",
    "no_power", "no_heat", "no_cooling", "pipe_repair", "drain", "leak", "general",
];

/// Words and phrases that callers use for a service with this code; empty for a code that is not known.
pub fn default_words(code: &str) -> &'static [&'static str] {
    match code {
        "leak" => LEAK,
        "drain" => DRAIN,
        "sewer" => SEWER,
        "toilet" => TOILET,
        "faucet" => FAUCET,
        "water_heater" => WATER_HEATER,
        "tankless" => TANKLESS,
        "gas_line" => GAS_LINE,
        "sump_pump" => SUMP_PUMP,
        "pipe_repair" => PIPE_REPAIR,
        "no_heat" => NO_HEAT,
        "no_cooling" => NO_COOLING,
        "hvac_maintenance" => MAINTENANCE,
        "thermostat" => THERMOSTAT,
        "outlet" => OUTLET,
        "panel" => PANEL,
        "lighting" => LIGHTING,
        "no_power" => NO_POWER,
        "general" => GENERAL,
        _ => &[],
    }
}

const LEAK: &[&str] = &[
    "leak", "leaky", "leakage", "drip", "dripping", "leek", "water damage", "wet ceiling", "wet wall", "water stain", "flood", "flooding", "flooded",
    "puddle", "water coming", "spraying", "gushing", "pouring", "fuga", "fugas", "gotera", "goteras", "gotea", "goteando", "goteo", "inundado",
    "inundacion", "inundando", "tirando agua", "sale agua", "saliendo agua", "se esta saliendo", "humedad", "charco", "filtracion", "liqueo",
];
const DRAIN: &[&str] = &[
    "drain", "draining", "clog", "clogged", "clogging", "blocked", "blockage", "backed up", "backing up", "slow drain", "wont drain", "snake", "unclog",
    "standing water", "plugged", "stopped up", "hydro jet", "drenaje", "desague", "destapar", "tapado", "tapada", "tapo", "taponado", "tuberia tapada",
    "no baja", "no drena", "coladera", "cano",
];
const SEWER: &[&str] = &[
    "sewer", "sewage", "sewer line", "main line", "mainline", "septic", "raw sewage", "sue age", "cleanout", "drenaje principal", "aguas negras",
    "alcantarilla", "alcantarillado", "cloaca", "linea principal", "fosa septica", "pozo septico",
];
const TOILET: &[&str] = &[
    "toilet", "commode", "flush", "flushing", "wont flush", "toilet bowl", "urinal", "flapper", "inodoro", "excusado", "retrete", "sanitario", "taza del bano",
    "wc", "poceta",
];
const FAUCET: &[&str] = &[
    "faucet", "fawcet", "fossit", "tap", "spigot", "hose bib", "shower head", "showerhead", "shower valve", "sprayer", "tub spout", "shower handle", "spout",
    "sink handle", "hose bibb", "grifo", "llave de agua", "llave del agua", "llave del fregadero", "llave de la cocina", "llave del lavabo", "llave del bano",
    "regadera", "canilla", "mezcladora", "llave que gotea", "pluma",
];
const WATER_HEATER: &[&str] = &[
    "water heater", "hot water heater", "hot water tank", "hot water", "waterheater", "water tank", "no hot water", "pilot light", "boiler de agua", "lukewarm", "cold shower",
    "calentador", "agua caliente", "boiler", "calentador de agua", "termo", "calentador del agua",
];
const TANKLESS: &[&str] = &[
    "tankless", "on demand water heater", "instant water heater", "rinnai", "navien", "calentador de paso", "calentador instantaneo", "sin tanque", "calentadorcito",
];
const GAS_LINE: &[&str] = &[
    "gas line", "gas pipe", "gas leak", "gas smell", "smell gas", "smelling gas", "gas hookup", "gas valve", "gas dryer", "gas stove", "gas range", "gas grill", "gas",
    "rotten egg", "linea de gas", "huele a gas", "fuga de gas", "tuberia de gas", "olor a gas", "estufa de gas",
];
const SUMP_PUMP: &[&str] = &["sump pump", "sump", "some pump", "sum pump", "ejector pump", "sewage pump", "bomba de sumidero", "bomba del sotano", "bomba de achique", "sumidero"];
const PIPE_REPAIR: &[&str] = &[
    "pipe", "burst pipe", "pipe burst", "broken pipe", "frozen pipe", "busted pipe", "repipe", "piping", "water line", "main valve", "shutoff", "shut off valve", "pipe repair",
    "tubo", "tuberia", "tubo roto", "caneria", "cano roto", "tubo reventado", "tubo congelado", "llave de paso", "galvanized", "low pressure", "water pressure", "no water", "presion",
];
const NO_HEAT: &[&str] = &[
    "no heat", "heat", "heater", "heating", "furnace", "boiler", "radiator", "heat pump", "wont heat", "blowing cold", "pilot", "calefaccion", "calenton", "no calienta",
    "heat is out", "heat not working", "cold air", "baseboard", "caldera", "radiador", "horno",
];
const NO_COOLING: &[&str] = &[
    "no cooling", "ac", "a c", "air conditioner", "air conditioning", "air conditioned", "cooling", "not cooling", "blowing warm", "blowing hot", "condenser", "compressor",
    "freon", "refrigerant", "mini split", "hot air", "central air", "aire acondicionado", "aire", "no enfria", "clima", "minisplit", "air handler", "evaporator", "coil",
];
const MAINTENANCE: &[&str] = &[
    "tune up", "tuneup", "maintenance", "service plan", "annual service", "annual check", "yearly service", "yearly check", "filter", "duct cleaning", "ducts", "cleaning",
    "mantenimiento", "limpieza", "filtro", "servicio anual", "inspection", "checkup", "check up",
];
const THERMOSTAT: &[&str] = &["thermostat", "nest", "ecobee", "termostato", "t stat"];
const OUTLET: &[&str] = &[
    "outlet", "receptacle", "plug", "socket", "gfci", "gfi", "switch", "light switch", "dimmer", "tomacorriente", "enchufe", "apagador", "contacto", "interruptor", "toma",
    "receptaculo", "ev charger", "charger",
];
const PANEL: &[&str] = &[
    "panel", "breaker", "breaker box", "fuse", "fuse box", "breaker panel", "electrical panel", "tripping", "tripped", "tripping breaker", "baker box", "service upgrade",
    "caja de breakers", "breakers", "fusible", "fusibles", "caja de fusibles", "pastilla", "centro de carga", "tablero", "meter box",
];
const LIGHTING: &[&str] = &[
    "light", "lighting", "lights", "light fixture", "chandelier", "ceiling fan", "recessed", "lamp", "can lights", "fixture", "flicker", "flickering", "bulb", "lampara", "foco",
    "focos", "luces", "abanico de techo", "ventilador de techo", "candil",
];
const NO_POWER: &[&str] = &[
    "no power", "power out", "power is out", "power outage", "no electricity", "lost power", "half the house", "electricity", "dead outlet", "sin luz", "no hay luz", "se fue la luz",
    "no tengo luz", "apagon", "electricidad",
];
const GENERAL: &[&str] = &[
    "disposal", "garbage disposal", "dishwasher", "washing machine", "washer", "sink", "shower", "bathtub", "tub", "water softener", "water filter", "plumbing", "remodel", "inspection",
    "fregadero", "lavabo", "lavamanos", "ducha", "tina", "lavadora", "triturador", "plomeria", "wiring", "electrical", "hvac", "duct", "generator", "cableado",
];

/// Patterns that tell of a problem of any kind.
pub(super) const TROUBLE: &[&str] = &[
    "broken|broke|busted|cracked|burst|damaged|stuck|jammed",
    "isnt|not|stopped|quit|wont|doesnt|dont|aint working|work|works|turning|turn|come",
    "acting up",
    "out of order",
    "no funciona|sirve|prende|trabaja|jala|arranca|enciende",
    "descompuesto|descompuesta|descompuso|roto|rota|rompio|quebrado|quebro|danado|danada|averiado|dano",
    "making|makes .. noise|noises|sound",
    "smells|smell|stinks like|bad|weird|funny|awful",
    "huele mal|raro|feo",
];

/// Small words that make a row of words a sentence.
pub(super) const SENTENCE: &[&str] = &[
    "is", "are", "was", "were", "isnt", "my", "the", "our", "it", "its", "theres", "there", "keeps", "wont", "doesnt", "dont", "cant", "have", "has", "got", "need",
    "want", "makes", "making", "coming", "going", "im", "we", "a", "an", "of", "mi", "el", "la", "se", "esta", "hay", "tengo", "necesito", "quiero", "un", "una", "me", "no",
];
