import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';

/** Longer than the server may take for one answer. */
const ANSWER_TIMEOUT = 20_000;

/** The chat as a visitor sees it on a host page. */
export class Chat {
  readonly frame: FrameLocator;
  readonly launcher: Locator;
  readonly panel: Locator;
  readonly field: Locator;
  readonly log: Locator;
  readonly spoken: Locator;
  readonly answers: Locator;

  constructor(readonly page: Page) {
    this.frame = page.frameLocator('frontdesk-chat iframe');
    this.launcher = page.getByRole('button', { name: 'Chat with us' });
    this.panel = page.getByRole('dialog', { name: 'Chat' });
    this.field = this.frame.getByRole('textbox', { name: 'Your message' });
    this.log = this.frame.getByRole('log');
    this.spoken = this.log.locator('.message p');
    this.answers = this.log.locator('.message.assistant p');
  }

  /** Opens the chat and waits for the first words in it. */
  async open(): Promise<void> {
    await this.launcher.click();
    await expect(this.field).toBeVisible({ timeout: ANSWER_TIMEOUT });
    await expect(this.answers.first()).toBeVisible();
  }

  /** Opens the chat for the first time and tells which conversation was started. */
  async start(): Promise<string> {
    const started = this.page.waitForResponse(/\/v1\/widget\/start$/);
    await this.open();
    const answer = (await (await started).json()) as { conversation_id: string };
    return answer.conversation_id;
  }

  async write(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press('Enter');
  }

  async lastAnswer(): Promise<string> {
    return await this.answers.last().innerText();
  }

  /** Writes and returns the answer. */
  async say(text: string): Promise<string> {
    const before = await this.answers.count();
    await this.write(text);
    await expect(this.answers).toHaveCount(before + 1, { timeout: ANSWER_TIMEOUT });
    return await this.lastAnswer();
  }
}
