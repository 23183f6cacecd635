import type { ConversationMemory } from './conversation-memory';
import { Failure, kindOf, type FailureKind } from './failure';
import { Outbox, type OutgoingMessage } from './outbox';
import type { Business, ConversationKey, LogEntry, WidgetApi } from './widget-api';

/** What the conversation needs of the page. */
export interface ConversationView {
  showBusiness(business: Business): void;
  /** Empties the log and fills it with what was said before. */
  showLog(entries: LogEntry[]): void;
  showEntry(entry: LogEntry): void;
  /** Shows the visitor's message, or how its delivery stands by now. */
  showOutgoing(message: OutgoingMessage): void;
  showNewBeginning(): void;
  showBusy(busy: 'connecting' | 'answering' | undefined): void;
  /** Undefined takes the notice away. */
  showFailure(kind: FailureKind | undefined): void;
  /** The chat could not be opened at all; offers to try that again. */
  showNotOpened(kind: FailureKind): void;
  showOpen(): void;
  showEnded(): void;
}

/** One visitor's conversation with one business, from opening the chat to its end. */
export class Conversation {
  private key: ConversationKey | undefined;
  private readonly outbox: Outbox;

  constructor(
    private readonly api: WidgetApi,
    private readonly memory: ConversationMemory,
    private readonly view: ConversationView,
    newMessageId: () => string,
  ) {
    this.outbox = new Outbox(
      newMessageId,
      (message) => this.deliver(message),
      (message) => this.view.showOutgoing(message),
    );
  }

  /** Goes on with the conversation that this browser remembers, or starts one. */
  async open(): Promise<void> {
    this.view.showBusy('connecting');
    try {
      this.view.showBusiness(await this.api.business());
      if (!(await this.resume())) await this.start();
    } catch (error) {
      this.view.showNotOpened(kindOf(error));
    } finally {
      this.view.showBusy(undefined);
    }
  }

  async startNew(): Promise<void> {
    this.memory.forget();
    this.view.showLog([]);
    await this.open();
  }

  async send(text: string): Promise<void> {
    await this.outbox.add(text);
  }

  async tryAgain(): Promise<void> {
    await this.outbox.tryAgain();
  }

  private async resume(): Promise<boolean> {
    const remembered = this.memory.recall();
    if (!remembered) return false;
    try {
      this.view.showLog(await this.api.log(remembered));
    } catch (error) {
      if (kindOf(error) !== 'gone') throw error;
      this.memory.forget();
      return false;
    }
    this.key = remembered;
    if (remembered.ended) this.view.showEnded();
    else this.view.showOpen();
    return true;
  }

  private async start(): Promise<ConversationKey> {
    const { key, greeting } = await this.api.start();
    this.key = key;
    this.memory.keep({ ...key, ended: false });
    this.view.showEntry({ role: 'assistant', text: greeting });
    this.view.showOpen();
    return key;
  }

  private async deliver(message: OutgoingMessage): Promise<void> {
    this.view.showFailure(undefined);
    this.view.showBusy('answering');
    try {
      await this.say(message);
    } catch (error) {
      this.view.showFailure(kindOf(error));
      throw error;
    } finally {
      this.view.showBusy(undefined);
    }
  }

  private async say(message: OutgoingMessage): Promise<void> {
    if (!this.key) throw new Failure('connection');
    let key = this.key;
    let reply;
    try {
      reply = await this.api.say(key, message.text, message.clientMessageId);
    } catch (error) {
      if (kindOf(error) !== 'gone') throw error;
      // The conversation is too old, or was erased. What was just written opens the next one.
      this.view.showNewBeginning();
      key = await this.start();
      reply = await this.api.say(key, message.text, message.clientMessageId);
    }
    this.view.showEntry({ role: 'assistant', text: reply.text });
    if (reply.ended) {
      this.memory.keep({ ...key, ended: true });
      this.view.showEnded();
    }
  }
}
