import { expect, test } from 'vitest';
import { ConversationMemory } from './conversation-memory';
import { pageMemory, type Keeper } from './keepers';

const conversation = { conversationId: 'c-1', visitorToken: 'v-1', ended: false };

function deny(): never {
  throw new DOMException('denied', 'SecurityError');
}
const denied: Keeper = { read: deny, write: deny, erase: deny };
const silent: Keeper = { read: () => null, write: () => {}, erase: () => {} };

test('a later page finds the conversation of the same widget token only', () => {
  const place = pageMemory();
  new ConversationMemory('wt_1', [place]).keep(conversation);

  expect(new ConversationMemory('wt_1', [place]).recall()).toEqual(conversation);
  expect(new ConversationMemory('wt_2', [place]).recall()).toBeUndefined();
});

test('a forgotten conversation is gone', () => {
  const memory = new ConversationMemory('wt_1', [denied, pageMemory()]);
  memory.keep(conversation);
  memory.forget();
  expect(memory.recall()).toBeUndefined();
});

test.each([
  ['throws', denied],
  ['does nothing', silent],
])('where the best place %s the next one is taken', (_how, place) => {
  const memory = new ConversationMemory('wt_1', [place, pageMemory()]);
  expect(memory.recall()).toBeUndefined();
  memory.keep(conversation);
  expect(memory.recall()).toEqual(conversation);
});

test('only the best place that works is used', () => {
  const second = pageMemory();
  new ConversationMemory('wt_1', [pageMemory(), second]).keep(conversation);
  expect(new ConversationMemory('wt_1', [second]).recall()).toBeUndefined();
});

test('what cannot be read counts as nothing', () => {
  const place = pageMemory();
  const memory = new ConversationMemory('wt_1', [place]);
  for (const broken of ['{', 'null', '{"conversationId":7}']) {
    place.write('frontdesk.conversation.wt_1', broken);
    expect(memory.recall()).toBeUndefined();
  }
});
