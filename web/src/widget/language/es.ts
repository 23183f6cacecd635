import type { ChatWords, LauncherWords } from './words';

export const launcher: LauncherWords = {
  region: 'Chat',
  open: 'Chatee con nosotros',
  close: 'Cerrar el chat',
};

export const chat: ChatWords = {
  title: 'Chat',
  assistant: 'Asistente automático, día y noche',
  conversation: 'Conversación',
  you: 'Usted',
  assistantSpeaker: 'Asistente',
  staffSpeaker: 'Nuestro equipo',
  yourMessage: 'Su mensaje',
  send: 'Enviar',
  typing: 'Escribiendo una respuesta …',
  connecting: 'Conectando …',
  notSent: 'No se envió — intentar de nuevo',
  refused: 'No se pudo enviar este mensaje. Por favor, escríbalo con otras palabras.',
  unavailable: 'Este chat no está disponible en este momento. Por favor, llámenos.',
  noConnection: 'No podemos conectar en este momento.',
  tryAgain: 'Intentar de nuevo',
  slowDown: 'Fueron muchos mensajes a la vez. Espere un momento e intente de nuevo.',
  startedAnew: 'Aquí empieza una conversación nueva.',
  ended: 'Esta conversación ha terminado.',
  startNew: 'Empezar una conversación nueva',
  charactersLeft: (count) => (count === 1 ? 'Queda 1 carácter' : `Quedan ${count} caracteres`),
};
