import { settings } from './settings';

interface Rule {
  asked: RegExp;
  answer: string;
}

function rule(asked: RegExp, answer: string): Rule {
  return { asked, answer };
}

/**
 * Somebody with a dripping faucet who answers what is asked. Knows nothing of the assistant's
 * exact words: the rules look for what a question is about, the most particular first.
 */
export class Visitor {
  readonly phone: string;
  private readonly rules: Rule[];
  private puzzled = 0;

  /** Another number gives another visitor, so that tests can be repeated on the same data. */
  constructor(number: number) {
    // 555-0100 to 555-0199 are kept free for fiction; nobody is ever texted by mistake.
    this.phone = `816-555-01${String(number % 100).padStart(2, '0')}`;
    const address = `${100 + (number % 9000)} Oak Street, Kansas City, MO ${settings.zipCode}`;

    const day = '\\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\\b';
    const twoOffers = new RegExp(`(?:${day}|\\d).*\\bor\\b.*(?:${day}|\\d)`, 'i');
    const whenever = 'Tomorrow or any day after, in the morning.';

    this.rules = [
      rule(
        /already (have|booked)|is (this|it) about|existing (visit|appointment)/i,
        'No, this is about something new.',
      ),
      rule(
        /emergenc|urgent|danger|flood|shut\b.*\boff|can (it|this|that) wait|spraying|damage|right now|still (running|leaking|coming)/i,
        'No, it can wait.',
      ),
      rule(twoOffers, 'The first one, please.'),
      rule(
        /which (one|of|window|would|works)|either|(first|second) one/i,
        'The first one, please.',
      ),
      rule(
        /(shall|should|can|may) (i|we) (go ahead|book|schedule|confirm|put you)|me to (book|schedule)|go ahead|book (it|that|this)|(say|reply) yes/i,
        'Yes, please book it.',
      ),
      rule(
        /(number|reach|call|text).*\d{3}|\d{4}.*(number|reach)/i,
        'Yes, that is the right number.',
      ),
      rule(/phone|number\b|reach you|call you/i, this.phone),
      rule(
        /that (right|correct)|did i get|correct\?|right\?|sounds? (good|right)/i,
        'Yes, that is right.',
      ),
      rule(/\d.*\bwork|\bwork.*\d|(suit|want|like|take|good).*\d/i, 'Yes, that works.'),
      rule(/address|street|where (are|is|should|do)|located/i, address),
      rule(/\bzip/i, settings.zipCode),
      rule(/\bname\b|who am i|whom? .*speaking/i, 'My name is Maria Lopez.'),
      rule(
        /when|(what|which) (day|time)|how soon|day or time|good time|works? for you|suits? you/i,
        whenever,
      ),
      rule(
        /help|going on|problem|wrong|issue|happening|what.*need|describe/i,
        'My kitchen faucet is dripping and I need a plumber.',
      ),
    ];
  }

  answer(assistant: string): string {
    const question = lastQuestion(assistant);
    const fitting =
      this.rules.find(({ asked }) => asked.test(question)) ??
      this.rules.find(({ asked }) => asked.test(assistant));
    if (fitting) {
      this.puzzled = 0;
      return fitting.answer;
    }
    // People who did not understand say again what they came for, but not for ever.
    this.puzzled += 1;
    if (this.puzzled > 2) throw new Error(`The visitor does not know what to answer: ${assistant}`);
    return 'I would like to book a visit for my dripping kitchen faucet.';
  }
}

/** What was said around the question (an apology, a price, a read-back) is not to be answered. */
function lastQuestion(text: string): string {
  const questions = text.match(/[^.!?\n]+(?:\.\d+[^.!?\n]*)*\?/g);
  return questions?.at(-1)?.trim() ?? text;
}
