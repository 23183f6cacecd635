import { chooseLanguage, type Language } from '../language/choose';

/** What the chat page is told when it is opened. */
export interface ChatAddress {
  token: string;
  language?: Language;
}

// Everything travels in the fragment: it is never sent to a server, so the token ends up in no
// access log and in no Referer header.

export function writeFragment(address: ChatAddress): string {
  const fields = new URLSearchParams({ token: address.token });
  if (address.language) fields.set('language', address.language);
  return `#${fields}`;
}

export function readFragment(fragment: string): ChatAddress | undefined {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const token = fields.get('token')?.trim();
  if (!token) return undefined;
  return { token, language: chooseLanguage([fields.get('language')]) };
}
