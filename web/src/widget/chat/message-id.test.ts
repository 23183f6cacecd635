import { expect, test } from 'vitest';
import { newMessageId } from './message-id';

const VERSION_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('makes a version 4 UUID, also where randomUUID is missing', () => {
  const plain = {
    getRandomValues: crypto.getRandomValues.bind(crypto),
  } as unknown as Crypto;
  expect(newMessageId()).toMatch(VERSION_4);
  expect(newMessageId(plain)).toMatch(VERSION_4);
  expect(newMessageId(plain)).not.toBe(newMessageId(plain));
});
