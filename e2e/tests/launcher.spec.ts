import { settings } from '../support/settings';
import { expect, test } from '../support/test';

test('nothing is fetched before the chat is opened, and the token is in no address', async ({
  visit,
  page,
}) => {
  const requested: string[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith(settings.baseUrl)) requested.push(request.url());
  });
  const chat = await visit();
  await expect(chat.launcher).toBeVisible();
  expect(requested).toEqual([`${settings.baseUrl}/widget/embed.js`]);

  await chat.open();
  expect(requested.length).toBeGreaterThan(3);
  for (const address of requested) {
    // The fragment is shown here, but is not part of what is sent.
    expect(address.split('#')[0]).not.toContain(settings.widgetToken);
  }
});

test('works by keyboard alone: open, write, close with Escape, open again', async ({
  visit,
  page,
}) => {
  const chat = await visit();
  await page.keyboard.press('Tab');
  await expect(chat.launcher).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(chat.field).toBeVisible();
  await chat.field.fill('Half a sentence');

  await chat.field.press('Escape');
  await expect(chat.panel).toBeHidden();
  await expect(chat.launcher).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(chat.field).toHaveValue('Half a sentence');
  await page.getByRole('button', { name: 'Close chat' }).click();
  await expect(chat.panel).toBeHidden();
});

test('speaks the language of the page, unless the tag says otherwise', async ({ visit, page }) => {
  await visit({ pageLanguage: 'es-MX' });
  await page.getByRole('button', { name: 'Chatee con nosotros' }).click();
  const frame = page.frameLocator('frontdesk-chat iframe');
  await expect(frame.getByRole('textbox', { name: 'Su mensaje' })).toBeVisible();
  await expect(frame.locator('html')).toHaveAttribute('lang', 'es');

  const chat = await visit({ pageLanguage: 'es', chatLanguage: 'en' });
  await expect(chat.launcher).toBeVisible();
});
