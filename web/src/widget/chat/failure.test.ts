import { expect, test } from 'vitest';
import { failureForStatus, kindOf } from './failure';

test.each([
  [401, 'unavailable'],
  [403, 'unavailable'],
  [404, 'gone'],
  [422, 'refused'],
  [429, 'slow_down'],
  [503, 'connection'],
])('status %i means %s', (status, kind) => {
  expect(failureForStatus(status).kind).toBe(kind);
});

test('an error of another sort counts as a bad connection', () => {
  expect(kindOf(new TypeError('fetch failed'))).toBe('connection');
});
