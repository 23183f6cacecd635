import { expect, test } from 'vitest';
import { readFragment, writeFragment } from './chat-address';

test('a token with signs of its own arrives as it was', () => {
  const address = { token: 'wt_a+b/c=&d#', language: 'es' as const };
  expect(readFragment(writeFragment(address))).toEqual(address);
});

test('without a token there is no address', () => {
  expect(readFragment('')).toBeUndefined();
  expect(readFragment('#token=&language=en')).toBeUndefined();
});

test('an unknown language is left out', () => {
  expect(readFragment('#token=wt&language=fr')).toEqual({ token: 'wt', language: undefined });
});
