import { beforeEach, expect, test } from 'vitest';
import { Conversation, type ConversationView } from './conversation';
import { ConversationMemory } from './conversation-memory';
import { Failure } from './failure';
import { pageMemory, type Keeper } from './keepers';
import type { ConversationKey, LogEntry, WidgetApi } from './widget-api';

/** A server that knows one conversation at a time. */
class FakeServer {
  known: string | undefined;
  failNext: Failure | undefined;
  readonly received: string[] = [];
  private count = 0;

  async business() {
    if (this.failNext) throw this.failNext;
    return { name: 'Oak Plumbing' };
  }

  async start() {
    this.count += 1;
    this.known = `c-${this.count}`;
    return { key: { conversationId: this.known, visitorToken: 'v' }, greeting: 'Hello!' };
  }

  async say(key: ConversationKey, text: string, clientMessageId: string) {
    this.check(key);
    this.received.push(`${clientMessageId}: ${text}`);
    return { text: 'Noted.', ended: text === 'Bye' };
  }

  async log(key: ConversationKey): Promise<LogEntry[]> {
    this.check(key);
    return [{ role: 'assistant', text: 'Hello!' }];
  }

  private check(key: ConversationKey) {
    if (key.conversationId !== this.known) throw new Failure('gone');
  }
}

/** Writes down what a visitor would see, a line each. */
class FakeView implements ConversationView {
  lines: string[] = [];
  state = '';
  showBusiness() {}
  showLog(entries: LogEntry[]) {
    this.lines = entries.map((entry) => `${entry.role}: ${entry.text}`);
  }
  showEntry(entry: LogEntry) {
    this.lines.push(`${entry.role}: ${entry.text}`);
  }
  showOutgoing(message: { text: string; delivery: string }) {
    if (message.delivery === 'sent') this.lines.push(`caller: ${message.text}`);
  }
  showNewBeginning() {
    this.lines.push('---');
  }
  showBusy() {}
  showFailure(kind: string | undefined) {
    if (kind) this.state = kind;
  }
  showNotOpened(kind: string) {
    this.state = `not opened: ${kind}`;
  }
  showOpen() {
    this.state = 'open';
  }
  showEnded() {
    this.state = 'ended';
  }
}

let server: FakeServer;
let place: Keeper;

beforeEach(() => {
  server = new FakeServer();
  place = pageMemory();
});

function openPage() {
  const view = new FakeView();
  const memory = new ConversationMemory('wt', [place]);
  let count = 0;
  const conversation = new Conversation(
    server as unknown as WidgetApi,
    memory,
    view,
    () => `m-${++count}`,
  );
  return { view, conversation };
}

test('a reloaded page goes on with the same conversation', async () => {
  await openPage().conversation.open();
  const { view, conversation } = openPage();
  await conversation.open();
  expect(server.known).toBe('c-1');
  expect(view.lines).toEqual(['assistant: Hello!']);
  expect(view.state).toBe('open');
});

test('a conversation that the server has forgotten is started anew', async () => {
  await openPage().conversation.open();
  server.known = undefined;
  const { view, conversation } = openPage();
  await conversation.open();
  expect(server.known).toBe('c-2');
  expect(view.state).toBe('open');
});

test('a message to a forgotten conversation goes into the next, under the same id', async () => {
  const { view, conversation } = openPage();
  await conversation.open();
  server.known = undefined;
  await conversation.send('My sink leaks');
  expect(server.known).toBe('c-2');
  expect(server.received).toEqual(['m-1: My sink leaks']);
  expect(view.lines).toContain('---');
});

test('a suspended business is shown as not available', async () => {
  server.failNext = new Failure('unavailable');
  const { view, conversation } = openPage();
  await conversation.open();
  expect(view.state).toBe('not opened: unavailable');
  expect(server.known).toBeUndefined();
});

test('an ended conversation stays ended after a reload, until a new one is asked for', async () => {
  const first = openPage();
  await first.conversation.open();
  await first.conversation.send('Bye');
  expect(first.view.state).toBe('ended');

  const second = openPage();
  await second.conversation.open();
  expect(second.view.state).toBe('ended');
  await second.conversation.startNew();
  expect(second.view.state).toBe('open');
  expect(server.known).toBe('c-2');
});
