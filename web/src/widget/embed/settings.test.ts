import { expect, test, vi } from 'vitest';
import { readSettings } from './settings';

const src = 'https://desk.example/widget/embed.js';

test('a path is resolved against the origin of the script, not of the page', () => {
  const settings = readSettings(
    { src, dataset: { widgetUrl: '/widget/chat.html', widgetToken: 'wt_1' } },
    'es-MX',
  );
  expect(settings?.chatUrl.href).toBe(
    'https://desk.example/widget/chat.html#token=wt_1&language=es',
  );
});

test('an absolute address is taken as it is, and the token stays out of the query', () => {
  const settings = readSettings(
    { src, dataset: { widgetUrl: 'https://chat.example/c.html', widgetToken: 'wt_1' } },
    'fr',
  );
  expect(settings?.chatUrl.href).toBe('https://chat.example/c.html#token=wt_1');
  expect(settings?.chatUrl.search).toBe('');
});

test('data-language goes before the language of the page', () => {
  const tag = { src, dataset: { widgetToken: 'wt_1', language: 'en' } };
  expect(readSettings(tag, 'es')?.language).toBe('en');
});

test('refuses a missing token and an address that would run as a script', () => {
  const complaint = vi.spyOn(console, 'error').mockImplementation(() => {});
  expect(readSettings({ src, dataset: {} }, 'en')).toBeUndefined();
  expect(
    readSettings({ src, dataset: { widgetUrl: 'javascript:alert(1)', widgetToken: 'wt' } }, 'en'),
  ).toBeUndefined();
  expect(complaint).toHaveBeenCalledTimes(2);
  complaint.mockRestore();
});
