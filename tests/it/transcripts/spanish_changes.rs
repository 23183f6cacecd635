//! Callers who want something of a visit that is booked, in Spanish.

use super::transcripts;

transcripts! {
    cambiarla_de_una_vez: Known [
        "hola, quiero cambiar mi cita del martes para el jueves por la tarde", "8412 Johnson Drive", "la primera", "sí, por favor", "no, gracias"
    ]
    cambiarla_paso_a_paso: Known ["necesito cambiar mi cita", "es en 8412 Johnson Drive", "el viernes", "la segunda", "sí", "no, es todo"]
    no_puedo_mañana: Known ["fíjese que no puedo mañana, me salió algo", "8412 Johnson Drive", "el jueves en la mañana", "la primera", "sí", "no"]
    mejor_dejela_asi: Known ["quiero cambiar mi cita", "8412 Johnson Drive", "no, mejor déjela así", "no, gracias"]
    cancelarla: Known ["quiero cancelar mi cita", "8412 Johnson Drive", "sí", "no, gracias"]
    cancelarla_por_su_dia: Known ["cancele mi cita del martes por favor", "sí, cancélela", "no"]
    mejor_otro_dia: Known ["necesito cancelar la visita", "8412 Johnson Drive", "no", "sí", "el jueves", "la primera", "sí", "no"]
    se_va_a_la_mitad: Known ["quiero mover mi cita", "8412 Johnson Drive", "ya me tengo que ir, adiós"]
    no_es_suya: Known ["quiero cancelar mi cita", "12 Elm Street", "Tomás Baker"]
    desde_otro_telefono: KnownElsewhere ["quiero cancelar una cita de mi mamá", "8412 Johnson Drive", "María López", "sí", "no"]
    cual_de_las_dos: KnownTwice ["quiero cambiar una de mis citas", "8412 Johnson Drive", "la del viernes", "el jueves", "la primera", "sí", "no"]
    texto_confirmo: KnownText ["sí confirmo, ahí los espero"]
    texto_no_puedo: KnownText ["no puedo mañana, puede ser otro día?", "el viernes", "la primera", "sí"]
    texto_x: KnownText ["hola, ¿cuándo es mi cita?", "X"]
    chat_con_dos_datos: KnownChat ["Quiero cambiar mi cita", "8412 Johnson Drive", "María López", "el viernes", "la primera", "sí", "no"]
    un_recado: Call ["dígale al dueño que llamó Rosa por la factura"]
}
