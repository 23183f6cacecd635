// make-business.mjs BASE_URL: waits for the server, makes a business, and prints its API key and its widget token.
import { setTimeout as wait } from 'node:timers/promises';

const [baseUrl] = process.argv.slice(2);
const LONGEST_WAIT_MS = 30_000;
const deadline = Date.now() + LONGEST_WAIT_MS;

const isReady = () => fetch(`${baseUrl}/readyz`).then((answer) => answer.ok, () => false);
while (!(await isReady())) {
  if (Date.now() > deadline) throw new Error(`no server was ready at ${baseUrl} within ${LONGEST_WAIT_MS / 1000} s`);
  await wait(50);
}

const answer = await fetch(`${baseUrl}/v1/admin/businesses`, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', 'X-Admin-API-Key': process.env.ADMIN_API_KEY },
  body: JSON.stringify({ name: 'Browser Test Plumbing' }),
});
const business = await answer.json();
if (answer.status !== 201) throw new Error(`POST /v1/admin/businesses answered ${answer.status}: ${JSON.stringify(business)}`);
console.log(business.api_key, business.widget_token);
