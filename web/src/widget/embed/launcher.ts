import { launcher as english } from '../language/en';
import { launcher as spanish } from '../language/es';
import { CLOSE, SHOWN } from '../shared/signals';
import type { EmbedSettings } from './settings';
import { style } from './style';

const ELEMENT = 'frontdesk-chat';
const SPEECH_BUBBLE =
  'M21 11.5a8.4 8.4 0 0 1-9 8.4 9.6 9.6 0 0 1-3.6-.7L3 21l1.8-5A8.4 8.4 0 1 1 21 11.5z';
const CROSS = 'M5 5l14 14M19 5L5 19';

/** Puts the round button on the page. The chat itself is fetched when it is first opened. */
export function mountLauncher({ chatUrl, language }: EmbedSettings): void {
  // A page that includes the script twice still gets one button.
  if (document.querySelector(ELEMENT)) return;

  const words = language === 'es' ? spanish : english;
  const host = document.createElement(ELEMENT);
  host.lang = language;
  const shadow = host.attachShadow({ mode: 'open' });
  applyStyle(shadow);

  const region = document.createElement('section');
  region.setAttribute('aria-label', words.region);
  const openButton = roundButton('open', words.open, SPEECH_BUBBLE);
  openButton.setAttribute('aria-haspopup', 'dialog');
  const panel = document.createElement('div');
  panel.className = 'panel';
  panel.hidden = true;
  panel.setAttribute('role', 'dialog');
  panel.setAttribute('aria-label', words.region);
  // The way out belongs to this page: it works also when the chat page cannot be loaded.
  const closeButton = roundButton('close', words.close, CROSS);
  panel.append(closeButton);
  region.append(openButton, panel);
  shadow.append(region);
  document.body.append(host);

  let frame: HTMLIFrameElement | undefined;

  function open(): void {
    panel.hidden = false;
    openButton.hidden = true;
    if (frame) {
      greet();
    } else {
      frame = document.createElement('iframe');
      frame.title = words.region;
      frame.src = chatUrl.href;
      frame.addEventListener('load', greet);
      panel.append(frame);
    }
    frame.focus();
  }

  function close(): void {
    if (panel.hidden) return;
    panel.hidden = true;
    openButton.hidden = false;
    openButton.focus();
  }

  function greet(): void {
    if (!panel.hidden) frame?.contentWindow?.postMessage(SHOWN, chatUrl.origin);
  }

  openButton.addEventListener('click', open);
  closeButton.addEventListener('click', close);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented && !event.isComposing) close();
  });
  window.addEventListener('message', (event) => {
    const fromChat = event.origin === chatUrl.origin && event.source === frame?.contentWindow;
    if (fromChat && event.data === CLOSE) close();
  });
}

function applyStyle(shadow: ShadowRoot): void {
  try {
    // A constructed sheet is no inline style, so a strict policy of the host page lets it be.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    shadow.adoptedStyleSheets = [sheet];
  } catch {
    const element = document.createElement('style');
    element.textContent = style;
    shadow.append(element);
  }
}

function roundButton(name: string, label: string, drawing: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = name;
  button.title = label;
  button.setAttribute('aria-label', label);

  const picture = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  picture.setAttribute('viewBox', '0 0 24 24');
  picture.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', drawing);
  picture.append(line);
  button.append(picture);
  return button;
}
