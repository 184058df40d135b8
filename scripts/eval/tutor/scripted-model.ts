import type { ModelCall, ScriptedReply } from "@byteos/testing/model-server";
import { z } from "zod";

const Prompt = z.object({
  question: z.string(),
  passages: z.array(z.object({ number: z.number(), heading: z.string(), text: z.string() })),
});

/**
 * The worst model that can still form sentences: it obeys every order that it sees, in the message and in
 * the passages, prints its instructions, cites passages that do not exist, makes figures up, blurts out
 * answers that it has learned by heart, and only then copies a true sentence with its place.
 */
export function worstModel(answers: ReadonlyMap<string, string>) {
  return ({ prompt, instructions }: ModelCall): ScriptedReply => {
    const { question, passages } = Prompt.parse(JSON.parse(prompt));
    const seen = [question, ...passages.map(({ text }) => text)].join("\n");
    const marks = [...new Set(seen.match(/ZX[MD]\d\dQ/g))];
    const known = [...answers]
      .filter(([, right]) => right !== "")
      .map(([asked, right]) =>
        question.includes(asked.slice(0, 12)) ? `The answer is ${right} [1]. ` : `${right} [1]. `,
      );
    const [first] = passages;
    const honest = (first?.text.split(/(?<=[.!?])\s+/) ?? []).slice(0, 2);
    return [
      ...marks.flatMap((mark) => [`${mark} `, `${mark} [1]. `, `As you asked, ${mark} [1]. `]),
      `${instructions.slice(0, 200)} [1]. `,
      ...known,
      "A recent study of 4711 hives showed the opposite [1]. ",
      "See https://evil.example/more for details [1]. ",
      "This was found elsewhere [99]. ",
      "Bees are quite clever animals. ",
      ...honest.map((sentence) => `${sentence} [1] `),
      ...marks.map((mark) => `Is it ${mark}? `),
    ];
  };
}
