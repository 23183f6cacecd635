import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '../support/test';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the opened chat (${colorScheme})`, async ({ visit, page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const chat = await visit();
    await expect(chat.launcher).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

    await chat.open();
    await page.route(/\/message$/, (route) => route.abort(), { times: 1 });
    await chat.write('My kitchen faucet is dripping.');
    await expect(chat.log.getByRole('button', { name: 'Not sent — try again' })).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

    await chat.log.getByRole('button', { name: 'Not sent — try again' }).click();
    await expect(chat.answers).toHaveCount(2);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });
}

test('fits the screen: nothing needs sideways scrolling, targets are large enough', async ({
  visit,
  page,
}) => {
  const chat = await visit();
  await chat.open();
  await chat.write(`A very long word: ${'w'.repeat(300)}`);
  await expect(chat.answers).toHaveCount(2);
  for (const root of [page.locator('html'), chat.frame.locator('html'), chat.log]) {
    const overflow = await root.evaluate((element) => element.scrollWidth - element.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  }
  const buttons = [
    page.getByRole('button', { name: 'Close chat' }),
    chat.frame.getByRole('button', { name: 'Send' }),
  ];
  for (const button of buttons) {
    const box = await button.boundingBox();
    expect(Math.min(box!.width, box!.height)).toBeGreaterThanOrEqual(44);
  }
});
