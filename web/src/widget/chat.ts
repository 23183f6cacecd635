import { Conversation } from './chat/conversation';
import { ConversationMemory } from './chat/conversation-memory';
import { newMessageId } from './chat/message-id';
import { Page } from './chat/page';
import { WidgetApi } from './chat/widget-api';
import { chooseLanguage } from './language/choose';
import { readFragment } from './shared/chat-address';
import { CLOSE, SHOWN } from './shared/signals';

const embedded = window.parent !== window;
const address = readFragment(location.hash);
const page = new Page(
  {
    send: (text) => void conversation?.send(text),
    tryAgain: () => void conversation?.tryAgain(),
    reopen: () => void conversation?.open(),
    startNew: () => void conversation?.startNew(),
  },
  chooseLanguage([address?.language, ...navigator.languages]),
);
const conversation =
  address &&
  new Conversation(
    new WidgetApi(address.token, () => document.documentElement.lang),
    new ConversationMemory(address.token),
    page,
    newMessageId,
  );

if (conversation) void conversation.open();
else page.showNotOpened('unavailable');

if (embedded) {
  document.documentElement.classList.add('embedded');
  // Which sites may embed the chat is the server's business. The word tells the parent nothing
  // but that Escape was pressed, so it may be any parent.
  window.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.isComposing) window.parent.postMessage(CLOSE, '*');
  });
  window.addEventListener('message', (event) => {
    if (event.source === window.parent && event.data === SHOWN) page.shown();
  });
} else {
  // Alone, the address can be edited by hand: the new token is a new chat.
  window.addEventListener('hashchange', () => location.reload());
}
