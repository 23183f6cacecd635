import { settings } from '../support/settings';
import { expect, test } from '../support/test';

const MESSAGE = /\/v1\/widget\/[^/]+\/message$/;
const NOT_SENT = 'Not sent — try again';

test('a message whose answer is lost is repeated under the same id and counts once', async ({
  visit,
  page,
}) => {
  const chat = await visit();
  await chat.open();
  const ids: string[] = [];
  await page.route(MESSAGE, async (route) => {
    ids.push((route.request().postDataJSON() as { client_message_id: string }).client_message_id);
    if (ids.length > 1) return await route.continue();
    // The server has taken the message; only its answer does not come back.
    await route.fetch();
    await route.abort('connectionreset');
  });

  await chat.write('My kitchen faucet is dripping.');
  const retry = chat.log.getByRole('button', { name: NOT_SENT });
  await expect(retry).toBeVisible();
  await retry.click();
  await expect(chat.answers).toHaveCount(2);
  await expect(retry).toBeHidden();
  expect(ids).toHaveLength(2);
  expect(ids[1]).toBe(ids[0]);

  const spoken = await chat.spoken.allInnerTexts();
  await page.reload();
  await chat.open();
  await expect(chat.spoken).toHaveText(spoken);
});

test('somebody who writes too fast is asked to wait, and loses nothing', async ({
  visit,
  page,
}) => {
  const chat = await visit();
  await chat.open();
  await page.route(
    MESSAGE,
    (route) => route.fulfill({ status: 429, json: { code: 'slow_down' } }),
    {
      times: 1,
    },
  );
  await chat.write('My kitchen faucet is dripping.');
  await expect(chat.frame.getByText('Please wait a moment')).toBeVisible();
  await chat.log.getByRole('button', { name: NOT_SENT }).click();
  await expect(chat.answers).toHaveCount(2);
  await expect(chat.frame.getByText('Please wait a moment')).toBeHidden();
});

test('a conversation that the server no longer knows is started anew', async ({ visit, page }) => {
  const chat = await visit();
  const first = await chat.start();
  await page.route(/\/v1\/widget\/[^/]+\/messages/, (route) =>
    route.fulfill({ status: 404, json: { code: 'not_found' } }),
  );
  await page.reload();
  expect(await chat.start()).not.toBe(first);
});

test('a token that is not accepted says to call', async ({ visit }) => {
  const chat = await visit({ token: 'not-a-token' });
  await chat.launcher.click();
  await expect(
    chat.frame.getByText('This chat isn’t available right now. Please call us.'),
  ).toBeVisible();
  await expect(chat.field).toBeHidden();
});

test('markup in a message stays text', async ({ visit, page }) => {
  const chat = await visit();
  await chat.open();
  const text = '<img src=x onerror=alert(1)> <b>leak</b>';
  await chat.write(text);
  await expect(chat.spoken.filter({ hasText: text })).toHaveCount(1);
  await expect(chat.log.locator('img, b')).toHaveCount(0);
  await expect(chat.answers).toHaveCount(2);
  await page.reload();
  await chat.open();
  await expect(chat.spoken.filter({ hasText: text })).toHaveCount(1);
});

test('the chat page works alone, with the token in its fragment only', async ({ page }) => {
  await page.goto(`${settings.baseUrl}/widget/chat.html#token=${settings.widgetToken}`);
  const greeting = page.locator('.message.assistant p');
  await expect(greeting).toHaveCount(1);
  await page.getByRole('textbox', { name: 'Your message' }).fill('My kitchen faucet is dripping.');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(greeting).toHaveCount(2);
  await page.reload();
  await expect(greeting).toHaveCount(2);

  await page.goto(`${settings.baseUrl}/widget/chat.html?token=${settings.widgetToken}`);
  await expect(page.getByText('Please call us.')).toBeVisible();
});
