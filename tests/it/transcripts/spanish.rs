//! Callers who speak Spanish.

use super::{area, full, priced, transcripts};

transcripts! {
    una_llamada_en_español: Call [
        "buenas tardes, se me tapó el fregadero de la cocina", "me llamo Ana García López", "8412 Johnson Drive, Merriam, Kansas 66202",
        "el miércoles por la mañana", "la primera", "sí, está bien", "no, es todo, gracias"
    ]
    una_emergencia: Call [
        "huele a gas en mi casa", "Ana García", "8412 Johnson Drive, Merriam, Kansas 66202", "la primera", "sí", "no gracias"
    ]
    todo_de_una_vez: Call [
        "hola, habla Luis Hernández, vivo en el 1200 de Shawnee Mission Parkway, Merriam 66202, y gotea la llave del lavabo, me \
           gustaría el jueves después de la una", "la segunda", "sí, por favor", "no, gracias, adiós"
    ]
    oprime_dos: Call [
        "key 2", "el inodoro no deja de correr", "Marta Ruiz", "455 Monrovia Street, Merriam 66203", "pasado mañana",
        "la primera, por favor", "sí", "no"
    ]
    una_señora_que_platica: Call [
        "ay mire señorita, pues le cuento, nosotros llegamos apenas en marzo a esta casa y el dueño anterior nos dijo que todo estaba \
           bien", "pero resulta que el triturador ya no muele, nomás hace ruido", "soy la señora Pérez, Carmen Pérez",
        "pues déjeme ver, es el 3015 de Walnut Street, en Merriam, 66202",
        "los miércoles no puedo porque cuido a mis nietos, mejor el jueves", "en la mañana, tempranito", "la primera, por favor",
        "sí, así está bien", "no mija, muchas gracias, que Dios la bendiga"
    ]
    corrige_el_numero_de_la_casa: Call [
        "gotea el grifo del baño", "Jorge Medina", "8412 Johnson Drive, Merriam 66202", "mañana por la tarde", "la primera",
        "no, el número de la casa es 8421", "sí", "no, nada más"
    ]
    corrige_a_secas: Call [
        "gotea el grifo del baño", "Jorge Medina", "8412 Johnson Drive, Merriam 66202", "mañana por la tarde", "la primera",
        "no, es el 8421", "sí, correcto", "no"
    ]
    corrige_el_nombre_y_el_telefono: Withheld [
        "se me tapó la tina", "Hernán Vázquez", "77 Cedar Road, Merriam 66203", "913 555 0186", "el viernes por la mañana", "la segunda",
        "el nombre está mal, es Germán Vázquez", "y el teléfono es 913 555 0168", "ahora sí, correcto", "no"
    ]
    se_corrige_solo: Call [
        "la regadera gotea", "Elena, perdón, Helena Soto", "900 Main Street, no, 909 Main Street, Merriam 66202",
        "el martes, no, mejor el miércoles", "la segunda", "sí", "es todo"
    ]
    cambia_a_ingles: Call [
        "tengo una fuguita en el fregadero", "can we do this in English please?", "Daniel Torres", "2210 Lamar Avenue, Mission 66202",
        "Thursday morning", "the first one", "yes", "no thanks"
    ]
    spanglish: Call [
        "hola, my dishwasher no drena", "Yesenia Cruz", "14 Oak Street, Merriam 66202", "mañana in the morning",
        "the first one está bien", "yes, gracias", "no"
    ]
    emergencia_de_paso: Call [
        "quería una cita para el lavabo, y además el tomacorriente de la cocina está echando chispas", "Raúl Ortega",
        "500 Grand Avenue, Merriam 66202", "la primera", "sí", "no"
    ]
    emergencia_en_medio_de_la_direccion: Call [
        "el lavaplatos no desagua", "Berta Salas", "es el 8412 de, ay no, se está cayendo agua del techo",
        "8412 Johnson Drive, Merriam 66202", "la primera", "sí, rápido por favor", "no"
    ]
    emergencia_despues_de_la_cita: Call [
        "gotea la llave de la cocina", "Inés Campos", "15 Birch Court, Merriam 66202", "mañana", "la primera", "sí",
        "espere, se acaba de reventar el tubo y está saliendo mucha agua", "la primera", "sí", "no"
    ]
    solo_si_y_no: Call ["sí", "no", "sí"]
    una_venta: Call ["buenos días, le hablamos para ofrecerle un préstamo para su negocio sin intereses"]
    un_niño: Call ["hola", "dice mi mamá que el baño hace mucho ruido", "me llamo Mateo", "no sé", "sí"]
    solo_el_precio: Call ["¿cuánto cobran por destapar un caño?", "¿y por venir a ver nomás?", "lo voy a pensar, gracias, adiós"]
    el_precio_que_hay: Call (priced("Destapar un drenaje cuesta 99 dólares.")) [
        "¿cuánto cuesta destapar el drenaje?", "bueno, quiero que vengan", "Rubén Solís", "620 Park Place, Merriam 66202", "mañana",
        "la primera", "sí", "no"
    ]
    preguntas_en_medio: Call [
        "gotea un poco el lavabo", "¿qué horario tienen?", "Laura Campos", "¿van hasta Merriam?", "3301 Grand Avenue, Merriam 66202",
        "¿es usted un robot?", "el lunes", "¿también arreglan calentadores de agua?", "la primera", "sí", "no, gracias"
    ]
    cualquier_dia_menos: Call [
        "quiero que revisen la bomba del sótano", "Pedro Gil", "400 West Street, Merriam 66202",
        "cualquier día menos el 24, y el viernes no", "en la mañana no puedo", "la primera", "me parece bien", "no"
    ]
    no_quiere_ninguna: Call [
        "la llave gotea", "Saúl Rojas", "71 King Street, Merriam 66202", "mañana", "ninguna de las dos", "no, tampoco puedo",
        "el jueves por la tarde", "la primera", "sí", "no"
    ]
    no_hay_nada: Call (full()) ["la llave gotea", "Saúl Rojas", "71 King Street, Merriam 66202", "mañana"]
    cambia_de_opinion: Call [
        "la llave gotea", "Alma Torres", "71 King Street, Merriam 66202", "el martes", "mmm, mejor el jueves", "no, mejor el viernes",
        "la segunda", "no, sabe qué, mejor la primera", "sí", "no"
    ]
    cambia_despues_de_la_cita: Call [
        "el tanque del baño no para de llenarse", "Hugo Lara", "52 Lake Drive, Merriam 66203", "el miércoles", "la primera", "sí",
        "ay, ¿la podemos cambiar para el jueves?"
    ]
    cuando_es_mi_cita: Known ["¿cuándo es mi cita?", "8412 Johnson Drive", "no, gracias"]
    numero_equivocado: Call ["ay perdón, me equivoqué de número"]
    enojado: Call ["se tapó el drenaje", "ya es la tercera vez que llamo, son unos inútiles, qué porquería de servicio"]
    espere_y_repita: Call [
        "el fregadero está lento", "espéreme tantito", "Lidia Morales", "¿mande?", "29 Pine Street, Merriam 66202", "¿me lo repite?",
        "el jueves", "¿cómo dijo?", "la primera", "sí", "no"
    ]
    silencio: Call ["", "se tapó el drenaje", "", "Carlos Vega", "", ""]
    un_nombre_deletreado: Call [
        "mi triturador está trabado", "Xóchitl Ibarra, equis, o, ce, hache, i, te, ele", "4410 Belinder Avenue, Fairway 66205",
        "mañana después de la una", "la primera", "sí", "no"
    ]
    como_en_un_buzon: Call [
        "hola, habla Esteban Ríos, estoy en 2708 West 47th Street, Westwood, 66205, les llamo por el calentador, se apaga el piloto a \
           cada rato, si me pueden llamar al 913 555 0190, gracias, hasta luego"
    ]
    ya_no_me_manden_mensajes: Text ["hola, gotea la llave", "ya no me manden mensajes por favor", "¿hola?"]
    fuera_de_la_zona: Call (area()) ["se tapó el drenaje", "Iván Luna", "600 Ocean Avenue, Springfield 65801"]
    otro_asunto: Call [
        "gotea la llave de la cocina", "Ruth Adame", "9 Elm Court, Merriam 66202", "mañana por la mañana", "la primera", "sí",
        "sí, también está floja la taza del baño de arriba", "el miércoles", "la primera", "sí", "no"
    ]
    no_hay_prisa: Call [
        "la regadera gotea", "no hay prisa, soy Alan Paz", "puede esperar, 66 Raven Road, Merriam 66202", "cuando puedan", "cuando sea",
        "sí", "no"
    ]
    se_despide_a_media_cita: Call ["se tapó el drenaje", "Marcos Bello", "ya me tengo que ir, adiós"]
    se_inunda_mi_casa: Call [
        "se está inundando mi casa", "apúrense por favor", "Vera Piedra", "8 River Road, Merriam 66202", "la primera", "sí", "no"
    ]
    una_persona: Call ["quiero hablar con una persona"]
    mensaje_de_texto: Text [
        "ola buenas kiero q vengan x q no sirve la llave dl baño", "soy lupe ramos", "8412 johnson dr merriam 66202", "mñn en la tarde",
        "la 1", "si", "grax"
    ]
    por_el_chat: Chat [
        "Hola, ¿instalan calentadores sin tanque?", "¿Más o menos cuánto cuesta?", "bueno, quisiera que alguien venga a ver",
        "Priscila Santos", "101 Sunset Blvd Apt 4B, Merriam KS 66202", "913-555-0147", "la próxima semana, en la tarde", "de 3 a 5 mejor",
        "sí", "no gracias"
    ]
    no_se_entiende: Call ["se tapó el drenaje", "Pablo Rey", "33 Hill Road, Merriam 66202", "morado", "diecisiete plátanos"]
    la_direccion_esta_mal: Call [
        "gotea la llave del baño", "Olga Reyes", "220 Mill Street, Merriam 66202", "el viernes", "la segunda",
        "no, la dirección está mal", "es 2220 Mill Street", "sí", "no"
    ]
    se_despide_con_el_si: Call [
        "se tapó el drenaje", "Rita Luna", "31 Vine Street, Merriam 66202", "mañana", "la primera", "sí, muchas gracias, adiós"
    ]
    pregunta_por_la_zona: Call (area()) [
        "¿llegan hasta Merriam?", "66203", "bueno, se me tapó el fregadero", "Irma Solís", "78 Grant Avenue", "el martes", "la primera",
        "sí", "no"
    ]
    una_clienta_conocida: Known [
        "hola, es por el triturador, se trabó", "8412 Johnson Drive, Merriam 66202", "no, es algo nuevo", "el jueves", "la primera", "sí",
        "no"
    ]
    deja_un_recado: Call ["¿le puede dar un recado al dueño? dígale que llamó Francisco por lo de la factura"]
    mover_la_cita: Call ["necesito cambiar mi cita"]
}
