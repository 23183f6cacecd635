export interface LauncherWords {
  region: string;
  open: string;
  close: string;
}

export interface ChatWords {
  title: string;
  assistant: string;
  conversation: string;
  you: string;
  assistantSpeaker: string;
  staffSpeaker: string;
  yourMessage: string;
  send: string;
  typing: string;
  connecting: string;
  notSent: string;
  refused: string;
  unavailable: string;
  noConnection: string;
  tryAgain: string;
  slowDown: string;
  startedAnew: string;
  ended: string;
  startNew: string;
  charactersLeft: (count: number) => string;
}
