import { Failure, failureForStatus } from './failure';

export interface Business {
  name: string;
  language?: string;
}

/** The proof that a conversation is this visitor's own. */
export interface ConversationKey {
  conversationId: string;
  visitorToken: string;
}

export interface Reply {
  text: string;
  ended: boolean;
}

export interface LogEntry {
  role: 'caller' | 'assistant' | 'staff';
  text: string;
}

const TIMEOUT_MILLISECONDS = 30_000;
const LONGEST_LOG_IN_PAGES = 20;

/** The four calls of /v1/widget. Every failure is thrown as a `Failure`. */
export class WidgetApi {
  constructor(
    private readonly widgetToken: string,
    private readonly language: () => string,
  ) {}

  async business(): Promise<Business> {
    return await this.call<Business>('GET', 'business');
  }

  async start(): Promise<{ key: ConversationKey; greeting: string }> {
    const answer = await this.call<{
      conversation_id: string;
      visitor_token: string;
      reply_text: string;
    }>('POST', 'start', { body: {} });
    const key = { conversationId: answer.conversation_id, visitorToken: answer.visitor_token };
    return { key, greeting: answer.reply_text };
  }

  async say(key: ConversationKey, text: string, clientMessageId: string): Promise<Reply> {
    const answer = await this.call<{ reply_text: string; ended?: boolean }>(
      'POST',
      `${encodeURIComponent(key.conversationId)}/message`,
      { key, body: { text, client_message_id: clientMessageId } },
    );
    return { text: answer.reply_text, ended: answer.ended === true };
  }

  /** Everything that was said so far, oldest first. */
  async log(key: ConversationKey): Promise<LogEntry[]> {
    const entries: LogEntry[] = [];
    let cursor: string | null | undefined;
    for (let page = 0; page < LONGEST_LOG_IN_PAGES; page += 1) {
      const query = new URLSearchParams({ limit: '500' });
      if (cursor) query.set('cursor', cursor);
      const answer = await this.call<{ items: LogEntry[]; next_cursor?: string | null }>(
        'GET',
        `${encodeURIComponent(key.conversationId)}/messages?${query}`,
        { key },
      );
      entries.push(...answer.items);
      cursor = answer.next_cursor;
      if (!cursor) break;
    }
    return entries;
  }

  private async call<Answer>(
    method: 'GET' | 'POST',
    path: string,
    extra: { key?: ConversationKey; body?: unknown } = {},
  ): Promise<Answer> {
    const headers: Record<string, string> = {
      'X-Widget-Token': this.widgetToken,
      'Accept-Language': this.language(),
    };
    if (extra.key) headers['X-Visitor-Token'] = extra.key.visitorToken;
    if (extra.body !== undefined) headers['Content-Type'] = 'application/json';

    let response: Response;
    try {
      response = await fetch(`/v1/widget/${path}`, {
        method,
        headers,
        body: extra.body === undefined ? undefined : JSON.stringify(extra.body),
        cache: 'no-store',
        credentials: 'omit',
        signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      });
      if (response.ok) return (await response.json()) as Answer;
    } catch {
      throw new Failure('connection');
    }
    throw failureForStatus(response.status);
  }
}
