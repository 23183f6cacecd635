import { chooseLanguage, type Language } from '../language/choose';
import { writeFragment } from '../shared/chat-address';

export interface EmbedSettings {
  chatUrl: URL;
  language: Language;
}

/** The parts of the script element that are read; a plain object will do in tests. */
export interface ScriptTag {
  src: string;
  dataset: { widgetUrl?: string; widgetToken?: string; language?: string };
}

/** Undefined when the tag cannot work; the reason goes to the console for the site's author. */
export function readSettings(script: ScriptTag, hostLanguage: string): EmbedSettings | undefined {
  const { widgetUrl, widgetToken, language } = script.dataset;
  if (!widgetToken?.trim()) return complain('data-widget-token is missing');

  let chatUrl: URL;
  try {
    chatUrl = new URL(widgetUrl?.trim() || '/widget/chat.html', script.src);
  } catch {
    return complain('data-widget-url is not an address');
  }
  // An address such as "javascript:…" would run in the host page.
  if (!/^https?:$/.test(chatUrl.protocol)) return complain('data-widget-url must be http or https');

  const wish = chooseLanguage([language, hostLanguage]);
  chatUrl.hash = writeFragment({ token: widgetToken.trim(), language: wish });
  return { chatUrl, language: wish ?? 'en' };
}

function complain(reason: string): undefined {
  console.error(`Frontdesk chat: ${reason}`);
  return undefined;
}
