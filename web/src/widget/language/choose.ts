export type Language = 'en' | 'es';

/** The first wish that is a language the widget speaks; "es-MX" counts as Spanish. */
export function chooseLanguage(wishes: Iterable<string | null | undefined>): Language | undefined {
  for (const wish of wishes) {
    const primary = wish?.trim().toLowerCase().split(/[-_]/)[0];
    if (primary === 'en' || primary === 'es') return primary;
  }
  return undefined;
}
