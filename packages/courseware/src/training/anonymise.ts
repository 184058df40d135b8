const address = /(?:https?:\/\/|www\.)\S+/gi;
const mail = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/giu;
/** Seven digits or more, however they are grouped: telephones, accounts, cards, birthdays with a time. */
const number = /(?<![\p{L}\p{N}])\+?\d(?:[\s()./-]{0,2}\d){6,}(?![\p{L}\p{N}])/gu;
const handle = /(?<![\p{L}\p{N}/])@[\p{L}\p{N}_]{2,}/gu;
/** "I am Ada Lovelace", "my name is Ada": whatever the learner calls themselves. */
const ownName =
  /\b((?:my name is|my name['’]s|call me|i am called|i['’]m called|this is|i am|i['’]m)\s+)(\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+){0,2})/giu;
const leadingCapitals = /^\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+)*/u;
const shortestName = 2;

/**
 * A text without what tells who wrote it: addresses, numbers, handles, what they call themselves, and the
 * names of people it could speak of, as whole words in any case. Names of one letter are left.
 */
export function anonymise(text: string, names: readonly string[]): string {
  const plain = text
    .normalize("NFC")
    .replace(address, "[address]")
    .replace(mail, "[mail]")
    .replace(handle, "[name]")
    .replace(number, "[number]")
    .replace(ownName, (whole, before: string, name: string) =>
      // "i am happy": the pattern ignores case for the words before the name, not for the name.
      /^\p{Lu}/u.test(name) ? `${before}${name.replace(leadingCapitals, "[name]")}` : whole,
    );
  const parts = [...new Set(names.flatMap(partsOfName))].toSorted((a, b) => b.length - a.length);
  if (parts.length === 0) return plain;
  const anyName = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${parts.map(escapePattern).join("|")})(?![\\p{L}\\p{N}])`,
    "giu",
  );
  return plain.replace(anyName, "[name]").replace(/\[name\](?:\s+\[name\])+/g, "[name]");
}

/** A full name and each of its words. */
function partsOfName(name: string): string[] {
  const whole = name.normalize("NFC").trim().replace(/\s+/g, " ");
  return [whole, ...whole.split(" ")].filter((part) => Array.from(part).length >= shortestName);
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);
}
