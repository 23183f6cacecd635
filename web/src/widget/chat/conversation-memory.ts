import { browserStorage, pageMemory, partitionedCookie, type Keeper } from './keepers';
import type { ConversationKey } from './widget-api';

export interface RememberedConversation extends ConversationKey {
  ended: boolean;
}

/** Keeps the conversation across a reload, one per widget token, as well as the browser allows. */
export class ConversationMemory {
  private readonly name: string;

  constructor(
    widgetToken: string,
    /** The best place first. */
    private readonly keepers: Keeper[] = [browserStorage, partitionedCookie, pageMemory()],
  ) {
    this.name = `frontdesk.conversation.${widgetToken}`;
  }

  recall(): RememberedConversation | undefined {
    for (const keeper of this.keepers) {
      const found = attempt(() => parse(keeper.read(this.name)));
      if (found) return found;
    }
    return undefined;
  }

  keep(conversation: RememberedConversation): void {
    this.forget();
    const text = JSON.stringify(conversation);
    for (const keeper of this.keepers) {
      // Some places refuse without a word, so look whether it is really there.
      const kept = attempt(() => {
        keeper.write(this.name, text);
        return keeper.read(this.name) === text;
      });
      if (kept) return;
    }
  }

  forget(): void {
    for (const keeper of this.keepers) attempt(() => keeper.erase(this.name));
  }
}

function attempt<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

/** Undefined for anything that this version does not understand, such as an older format. */
function parse(text: string | null): RememberedConversation | undefined {
  const value: unknown = JSON.parse(text ?? 'null');
  if (typeof value !== 'object' || value === null) return undefined;
  const { conversationId, visitorToken, ended } = value as Partial<RememberedConversation>;
  if (typeof conversationId !== 'string' || typeof visitorToken !== 'string') return undefined;
  return { conversationId, visitorToken, ended: ended === true };
}
