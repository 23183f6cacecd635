import { beforeEach, expect, test } from 'vitest';
import { Failure } from './failure';
import { Outbox, type OutgoingMessage } from './outbox';

let attempts: { id: string; text: string }[];
let failures: (Failure | undefined)[];
let states: Map<string, string>;
let outbox: Outbox;

beforeEach(() => {
  attempts = [];
  failures = [];
  states = new Map();
  let count = 0;
  outbox = new Outbox(
    () => `id-${++count}`,
    async (message: OutgoingMessage) => {
      attempts.push({ id: message.clientMessageId, text: message.text });
      await Promise.resolve();
      const failure = failures.shift();
      if (failure) throw failure;
    },
    (message) => states.set(message.text, message.delivery),
  );
});

test('a failed message is sent again under the same id', async () => {
  failures = [new Failure('connection')];
  await outbox.add('My sink leaks');
  expect(states.get('My sink leaks')).toBe('not_sent');

  await outbox.tryAgain();
  expect(states.get('My sink leaks')).toBe('sent');
  expect(attempts.map((attempt) => attempt.id)).toEqual(['id-1', 'id-1']);
});

test('a message that was sent is not sent again', async () => {
  await outbox.add('Hello');
  await outbox.tryAgain();
  expect(attempts).toHaveLength(1);
});

test('nothing overtakes a message that failed', async () => {
  failures = [new Failure('slow_down')];
  await outbox.add('First');
  await outbox.add('Second');
  expect(attempts.map((attempt) => attempt.text)).toEqual(['First', 'First', 'Second']);
});

test('messages written while another is under way follow it one by one', async () => {
  const first = outbox.add('First');
  const second = outbox.add('Second');
  expect(attempts).toHaveLength(1);
  await Promise.all([first, second]);
  expect(attempts.map((attempt) => attempt.text)).toEqual(['First', 'Second']);
});

test('a failure marks everything behind it as not sent', async () => {
  failures = [new Failure('connection')];
  await Promise.all([outbox.add('First'), outbox.add('Second')]);
  expect(states.get('First')).toBe('not_sent');
  expect(states.get('Second')).toBe('not_sent');
});

test('a message that the server refuses does not hold up the next', async () => {
  failures = [new Failure('refused')];
  await Promise.all([outbox.add('Bad'), outbox.add('Good')]);
  expect(states.get('Bad')).toBe('refused');
  expect(states.get('Good')).toBe('sent');
});
