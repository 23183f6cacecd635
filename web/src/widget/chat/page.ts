import { chooseLanguage, type Language } from '../language/choose';
import { chat as english } from '../language/en';
import { chat as spanish } from '../language/es';
import type { ChatWords } from '../language/words';
import type { ConversationView } from './conversation';
import type { FailureKind } from './failure';
import type { OutgoingMessage } from './outbox';
import type { Business, LogEntry } from './widget-api';

const COUNT_FROM_CHARACTERS_LEFT = 200;

/** What the visitor can do on the page. */
export interface PageActions {
  send(text: string): void;
  tryAgain(): void;
  reopen(): void;
  startNew(): void;
}

/** The chat page: everything that touches chat.html. Text is only ever set as text. */
export class Page implements ConversationView {
  private words: ChatWords = english;
  private readonly outgoing = new Map<string, HTMLElement>();
  private noticeAction: (() => void) | undefined;
  private atEnd = true;

  private readonly business = element('business');
  private readonly log = element('log');
  private readonly typing = element('typing');
  private readonly typingText = element('typing-text');
  private readonly notice = element('notice');
  private readonly noticeButton = element<HTMLButtonElement>('notice-action');
  private readonly composer = element<HTMLFormElement>('composer');
  private readonly text = element<HTMLTextAreaElement>('text');
  private readonly charactersLeft = element('characters-left');

  constructor(
    private readonly actions: PageActions,
    /** Undefined where neither site nor browser asks for one; then the business's own is spoken. */
    private readonly wishedLanguage: Language | undefined,
  ) {
    this.speak(wishedLanguage ?? 'en');
    this.composer.addEventListener('submit', (event) => {
      event.preventDefault();
      this.submit();
    });
    this.text.addEventListener('keydown', (event) => {
      // While a word is being composed (Japanese, accents), Enter belongs to the keyboard.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.submit();
    });
    this.text.addEventListener('input', () => this.countCharacters());
    this.noticeButton.addEventListener('click', () => this.noticeAction?.());
    this.log.addEventListener('scroll', () => {
      this.atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 40;
    });
    // A keyboard that slides in or a notice below must not cover the last words.
    new ResizeObserver(() => {
      if (this.atEnd) this.scrollToEnd();
    }).observe(this.log);
  }

  /** The chat was hidden and can be seen now. While hidden, nothing could be scrolled. */
  shown(): void {
    this.scrollToEnd();
    this.focus();
  }

  showBusiness({ name, language }: Business): void {
    const ownLanguage = chooseLanguage([language]);
    if (!this.wishedLanguage && ownLanguage) this.speak(ownLanguage);
    this.business.textContent = name;
    document.title = `${name} – ${this.words.title}`;
  }

  showLog(entries: LogEntry[]): void {
    // What is merely shown again is not read out again.
    this.log.setAttribute('aria-live', 'off');
    this.log.replaceChildren();
    this.outgoing.clear();
    for (const entry of entries) this.showEntry(entry);
    requestAnimationFrame(() => this.log.setAttribute('aria-live', 'polite'));
  }

  showEntry(entry: LogEntry): void {
    this.append(this.bubble(entry.role, entry.text));
  }

  showOutgoing(message: OutgoingMessage): void {
    let bubble = this.outgoing.get(message.clientMessageId);
    if (!bubble) {
      bubble = this.bubble('caller', message.text);
      this.outgoing.set(message.clientMessageId, bubble);
      this.append(bubble);
    }
    bubble.querySelector('.delivery')?.remove();
    const failed = message.delivery === 'not_sent' || message.delivery === 'refused';
    bubble.classList.toggle('not-sent', failed);
    if (failed) bubble.append(this.deliveryNote(message));
    this.scrollToEnd();
  }

  showNewBeginning(): void {
    const divider = document.createElement('p');
    divider.className = 'divider';
    divider.textContent = this.words.startedAnew;
    this.append(divider);
  }

  showBusy(busy: 'connecting' | 'answering' | undefined): void {
    this.typing.hidden = busy === undefined;
    this.typingText.textContent = busy === 'connecting' ? this.words.connecting : this.words.typing;
    if (busy === 'connecting') this.setNotice('');
    this.scrollToEnd();
  }

  showFailure(kind: FailureKind | undefined): void {
    this.composer.hidden = kind === 'unavailable';
    // A refused message says so itself.
    this.setNotice(kind === undefined || kind === 'refused' ? '' : this.wordsFor(kind));
  }

  showNotOpened(kind: FailureKind): void {
    this.composer.hidden = true;
    this.setNotice(this.wordsFor(kind));
    if (kind !== 'unavailable') this.offer(this.words.tryAgain, () => this.actions.reopen());
  }

  showOpen(): void {
    this.setNotice('');
    if (!this.composer.hidden) return;
    this.composer.hidden = false;
    if (document.hasFocus()) this.focus();
  }

  showEnded(): void {
    this.composer.hidden = true;
    this.setNotice(this.words.ended);
    this.offer(this.words.startNew, () => this.actions.startNew());
  }

  private speak(language: Language): void {
    this.words = language === 'es' ? spanish : english;
    document.documentElement.lang = language;
    document.title = this.words.title;
    this.log.setAttribute('aria-label', this.words.conversation);
    element('assistant').textContent = this.words.assistant;
    element('text-label').textContent = this.words.yourMessage;
    this.text.placeholder = this.words.yourMessage;
    element('send').textContent = this.words.send;
  }

  private focus(): void {
    // On a touch screen the field would bring up the keyboard, which hides what was said.
    const hasPointer = window.matchMedia('(pointer: fine)').matches;
    if (hasPointer && !this.composer.hidden) this.text.focus();
    else this.business.focus();
  }

  private submit(): void {
    const text = this.text.value.trim();
    if (!text) return;
    this.text.value = '';
    this.countCharacters();
    this.actions.send(text);
  }

  private countCharacters(): void {
    const left = this.text.maxLength - this.text.value.length;
    this.charactersLeft.hidden = left > COUNT_FROM_CHARACTERS_LEFT;
    this.charactersLeft.textContent = this.words.charactersLeft(left);
  }

  private bubble(role: LogEntry['role'], text: string): HTMLElement {
    const speaker = document.createElement('span');
    // Sides and colours tell the two apart; a person of the business is named to everybody.
    speaker.className = role === 'staff' ? 'speaker' : 'visually-hidden';
    speaker.textContent = {
      caller: this.words.you,
      assistant: this.words.assistantSpeaker,
      staff: this.words.staffSpeaker,
    }[role];
    const paragraph = document.createElement('p');
    paragraph.textContent = text;
    const bubble = document.createElement('div');
    bubble.className = `message ${role}`;
    bubble.append(speaker, paragraph);
    return bubble;
  }

  private deliveryNote(message: OutgoingMessage): HTMLElement {
    if (message.delivery === 'refused') {
      const note = document.createElement('span');
      note.className = 'delivery';
      note.textContent = this.words.refused;
      return note;
    }
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'delivery';
    button.textContent = this.words.notSent;
    button.addEventListener('click', () => {
      // The button is about to go; without this the keyboard's place would be lost.
      this.text.focus();
      this.actions.tryAgain();
    });
    return button;
  }

  private wordsFor(kind: FailureKind): string {
    if (kind === 'unavailable') return this.words.unavailable;
    if (kind === 'slow_down') return this.words.slowDown;
    return this.words.noConnection;
  }

  private setNotice(text: string): void {
    this.notice.textContent = text;
    this.noticeButton.hidden = true;
    this.noticeAction = undefined;
  }

  private offer(label: string, action: () => void): void {
    this.noticeButton.textContent = label;
    this.noticeButton.hidden = false;
    this.noticeAction = action;
  }

  private append(child: HTMLElement): void {
    this.log.append(child);
    this.scrollToEnd();
  }

  private scrollToEnd(): void {
    this.log.scrollTop = this.log.scrollHeight;
  }
}

function element<Kind extends HTMLElement = HTMLElement>(id: string): Kind {
  const found = document.getElementById(id);
  if (!found) throw new Error(`chat.html has no #${id}`);
  return found as Kind;
}
