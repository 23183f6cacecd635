import { appointmentsOf } from '../support/crm';
import { expect, test } from '../support/test';
import { Visitor } from '../support/visitor';

const MOST_TURNS = 20;

test('a visitor books a visit, and finds the conversation again after a reload', async ({
  visit,
  page,
  request,
}) => {
  const chat = await visit();
  const conversationId = await chat.start();
  const visitor = new Visitor(Math.floor(Math.random() * 1_000_000));

  let answer = await chat.lastAnswer();
  let booked = await appointmentsOf(request, conversationId);
  for (let turn = 0; booked.length === 0 && turn < MOST_TURNS; turn += 1) {
    answer = await chat.say(visitor.answer(answer));
    booked = await appointmentsOf(request, conversationId);
  }
  const spoken = await chat.spoken.allInnerTexts();
  expect(booked, `after:\n${spoken.join('\n')}`).toHaveLength(1);
  expect(booked[0]).toMatchObject({ status: 'SCHEDULED', channel: 'web' });

  await page.reload();
  const resumed = page.waitForResponse(/\/v1\/widget\/[^/]+\/messages/);
  await chat.launcher.click();
  expect((await resumed).url()).toContain(conversationId);
  await expect(chat.spoken).toHaveText(spoken);

  // Looking again has not booked again.
  expect(await appointmentsOf(request, conversationId)).toHaveLength(1);
});
