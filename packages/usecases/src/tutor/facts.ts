import { isInstructionLike } from "@byteos/retrieval/evidence/instruction-like";
import { sentencesOf } from "@byteos/retrieval/evidence/sentences";

const asked = /^(?:please\s+)?(?:remember|note|keep in mind)(?:\s+that)?[\s:,]+(.{3,280})$/is;
const ofSelf =
  /^(?:i|i['’]m|i am|my)\b.*\b(?:am|['’]m|work|prefer|like|want to|hope to|struggle|live|study|teach|speak|goal|job|name|exam|learn best)\b/i;
const longest = 280;

export interface StatedFact {
  readonly fact: string;
  /** Whether the message says nothing else. */
  readonly isAll: boolean;
}

/** What a learner says of themselves in a message, in their own words; null when nothing. */
export function findStatedFact(message: string): StatedFact | null {
  const told = asked.exec(message.trim())?.[1]?.trim();
  if (told !== undefined) return isKept(told) ? { fact: told, isAll: true } : null;
  const sentences = sentencesOf(message).map(({ text }) => text);
  const fact = sentences.find((text) => ofSelf.test(text) && !text.includes("?"));
  if (fact === undefined || !isKept(fact)) return null;
  return { fact, isAll: sentences.length === 1 };
}

/** What reads like an order to a machine is no fact about a person. */
function isKept(fact: string): boolean {
  return fact.length <= longest && !isInstructionLike(fact);
}
