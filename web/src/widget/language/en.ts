import type { ChatWords, LauncherWords } from './words';

export const launcher: LauncherWords = {
  region: 'Chat',
  open: 'Chat with us',
  close: 'Close chat',
};

export const chat: ChatWords = {
  title: 'Chat',
  assistant: 'Automated assistant, day and night',
  conversation: 'Conversation',
  you: 'You',
  assistantSpeaker: 'Assistant',
  staffSpeaker: 'Our team',
  yourMessage: 'Your message',
  send: 'Send',
  typing: 'Writing an answer …',
  connecting: 'Connecting …',
  notSent: 'Not sent — try again',
  refused: 'This message could not be sent. Please put it in other words.',
  unavailable: 'This chat isn’t available right now. Please call us.',
  noConnection: 'We can’t connect at the moment.',
  tryAgain: 'Try again',
  slowDown: 'That was a lot at once. Please wait a moment, then try again.',
  startedAnew: 'A new conversation starts here.',
  ended: 'This conversation has ended.',
  startNew: 'Start a new conversation',
  charactersLeft: (count) => (count === 1 ? '1 character left' : `${count} characters left`),
};
