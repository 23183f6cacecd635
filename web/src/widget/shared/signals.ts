// The two windows only ever tell each other these words. They hold nothing private, and neither
// side acts on anything else that a page might post.

/** Host page to chat: the chat is visible now. */
export const SHOWN = 'frontdesk:shown';

/** Chat to host page: the visitor pressed Escape inside the chat. */
export const CLOSE = 'frontdesk:close';
