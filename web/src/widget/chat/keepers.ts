/** A place where a short text may be kept under a name. Any of these may throw or do nothing. */
export interface Keeper {
  read(name: string): string | null;
  write(name: string, text: string): void;
  erase(name: string): void;
}

/** Where browsers let a page keep something: merely touching `localStorage` throws elsewhere. */
export const browserStorage: Keeper = {
  read: (name) => window.localStorage.getItem(name),
  write: (name, text) => window.localStorage.setItem(name, text),
  erase: (name) => window.localStorage.removeItem(name),
};

const WEEK_IN_SECONDS = 7 * 24 * 60 * 60;

/**
 * Private windows, and whoever blocks third-party cookies, deny storage to a page inside another
 * site's page, but allow a cookie that is good on that one site only ("Partitioned"). Its path
 * keeps it out of every request but the one for the chat page itself.
 */
export const partitionedCookie: Keeper = {
  read: (name) => {
    const start = `${encodeURIComponent(name)}=`;
    const found = document.cookie.split('; ').find((cookie) => cookie.startsWith(start));
    return found === undefined ? null : decodeURIComponent(found.slice(start.length));
  },
  write: (name, text) => setCookie(name, text, WEEK_IN_SECONDS),
  erase: (name) => setCookie(name, '', 0),
};

function setCookie(name: string, text: string, seconds: number): void {
  const scope = `Path=${location.pathname}; Secure; SameSite=None; Partitioned`;
  document.cookie = `${encodeURIComponent(name)}=${encodeURIComponent(text)}; Max-Age=${seconds}; ${scope}`;
}

/** The last resort: lives as long as the page does. */
export function pageMemory(): Keeper {
  const texts = new Map<string, string>();
  return {
    read: (name) => texts.get(name) ?? null,
    write: (name, text) => void texts.set(name, text),
    erase: (name) => void texts.delete(name),
  };
}
