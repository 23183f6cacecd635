import { test as base } from '@playwright/test';
import { Chat } from './chat';
import { serveHostSite, type HostPage, type HostSite } from './host-page';

interface Fixtures {
  /** Serves a host page and shows it; the chat is still closed. */
  visit: (page?: HostPage) => Promise<Chat>;
  /** What browsers only tell the console: refused by a policy, or thrown. Must stay empty. */
  complaints: string[];
}

export const test = base.extend<Fixtures>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        const text = message.text();
        if (/content security policy|trusted ?type/i.test(text)) complaints.push(text);
      });
      await use(complaints);
      base.expect(complaints, 'complaints in the console').toEqual([]);
    },
    { auto: true },
  ],

  visit: async ({ page }, use) => {
    const sites: HostSite[] = [];
    await use(async (hostPage) => {
      const site = await serveHostSite(hostPage);
      sites.push(site);
      await page.goto(site.url);
      return new Chat(page);
    });
    for (const site of sites) await site.close();
  },
});

export { expect } from '@playwright/test';
