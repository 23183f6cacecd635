import { expect, test } from 'vitest';
import { chooseLanguage } from './choose';

test('takes the first wish that the widget speaks', () => {
  expect(chooseLanguage([undefined, '', 'fr-CA', 'es-MX', 'en'])).toBe('es');
  expect(chooseLanguage(['EN_us'])).toBe('en');
});

test('chooses nothing where no wish can be met', () => {
  expect(chooseLanguage(['fr', null])).toBeUndefined();
  expect(chooseLanguage(['estonian'])).toBeUndefined();
});
