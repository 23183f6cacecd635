import type { APIRequestContext } from '@playwright/test';
import { settings } from './settings';

export interface Appointment {
  id: string;
  conversation_id: string | null;
  status: string;
  channel: string;
}

/** The appointments that were made in one conversation, as the business's staff sees them. */
export async function appointmentsOf(
  request: APIRequestContext,
  conversationId: string,
): Promise<Appointment[]> {
  const found: Appointment[] = [];
  let cursor: string | null = null;
  do {
    const response = await request.get(`${settings.baseUrl}/v1/crm/appointments`, {
      headers: { 'X-API-Key': settings.apiKey, 'X-Owner-Token': settings.ownerToken },
      params: { limit: 500, ...(cursor ? { cursor } : {}) },
    });
    if (!response.ok()) throw new Error(`GET /v1/crm/appointments answered ${response.status()}`);
    const list = (await response.json()) as { items: Appointment[]; next_cursor: string | null };
    found.push(...list.items.filter((item) => item.conversation_id === conversationId));
    cursor = list.next_cursor;
  } while (cursor);
  return found;
}
