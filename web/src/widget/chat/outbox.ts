import { kindOf } from './failure';

export type Delivery = 'waiting' | 'sent' | 'not_sent' | 'refused';

export interface OutgoingMessage {
  /** Made once and kept for every attempt: the server knows a repeated message by it. */
  readonly clientMessageId: string;
  readonly text: string;
  delivery: Delivery;
}

/**
 * Sends the visitor's messages one after the other, in the order in which they were written.
 * When one cannot be sent the line stops, so that no later message overtakes it; it goes on
 * from there when the visitor tries again or writes something more.
 */
export class Outbox {
  private line: OutgoingMessage[] = [];
  private sending = false;

  constructor(
    private readonly newMessageId: () => string,
    /** Hands one message to the server; throws when that fails. */
    private readonly deliver: (message: OutgoingMessage) => Promise<void>,
    private readonly changed: (message: OutgoingMessage) => void,
  ) {}

  async add(text: string): Promise<void> {
    this.line.push({ clientMessageId: this.newMessageId(), text, delivery: 'waiting' });
    this.changed(this.line.at(-1)!);
    await this.tryAgain();
  }

  async tryAgain(): Promise<void> {
    for (const message of this.line) this.mark(message, 'waiting');
    if (this.sending) return;
    this.sending = true;
    try {
      while (this.line[0]) await this.sendFirst(this.line[0]);
    } catch {
      for (const message of this.line) this.mark(message, 'not_sent');
    } finally {
      this.sending = false;
    }
  }

  private async sendFirst(message: OutgoingMessage): Promise<void> {
    try {
      await this.deliver(message);
      this.mark(message, 'sent');
    } catch (error) {
      // A message that the server will never take must not hold up the others for ever.
      if (kindOf(error) !== 'refused') throw error;
      this.mark(message, 'refused');
    }
    this.line.shift();
  }

  private mark(message: OutgoingMessage, delivery: Delivery): void {
    if (message.delivery === delivery) return;
    message.delivery = delivery;
    this.changed(message);
  }
}
