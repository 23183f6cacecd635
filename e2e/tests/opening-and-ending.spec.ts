import { expect, test } from '../support/test';

test('when the server cannot be reached the visitor can try again', async ({ visit, page }) => {
  const chat = await visit();
  await page.route(/\/v1\/widget\/business$/, (route) => route.abort(), { times: 1 });
  await chat.launcher.click();
  await expect(chat.frame.getByText('We can’t connect at the moment.')).toBeVisible();
  await expect(chat.field).toBeHidden();
  await chat.frame.getByRole('button', { name: 'Try again' }).click();
  await expect(chat.field).toBeVisible();
  await expect(chat.answers).toHaveCount(1);
});

test('an ended conversation can be read, also after a reload, and a new one started', async ({
  visit,
  page,
}) => {
  const chat = await visit();
  const first = await chat.start();
  await page.route(
    /\/message$/,
    async (route) => {
      const response = await route.fetch();
      const reply = (await response.json()) as object;
      await route.fulfill({ response, json: { ...reply, ended: true } });
    },
    { times: 1 },
  );
  await chat.write('Thank you, goodbye.');
  const startNew = chat.frame.getByRole('button', { name: 'Start a new conversation' });
  await expect(startNew).toBeVisible();
  await expect(chat.field).toBeHidden();
  const spoken = await chat.spoken.allInnerTexts();

  await page.reload();
  await chat.launcher.click();
  await expect(startNew).toBeVisible();
  await expect(chat.spoken).toHaveText(spoken);

  const started = page.waitForResponse(/\/v1\/widget\/start$/);
  await startNew.click();
  expect(await (await started).json()).not.toMatchObject({ conversation_id: first });
  await expect(chat.field).toBeVisible();
  await expect(chat.answers).toHaveCount(1);
});
