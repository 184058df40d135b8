import { expect, test } from "vitest";
import { CourseHistory } from "./course-history.ts";
import { StudyAidsHistory } from "./study-aids-history.ts";
import { addAid, changeAid, noAids } from "./study-aids.ts";
import type { StudyAids } from "./study-aids.ts";

function world() {
  const clock = { now: 0 };
  const history = new CourseHistory();
  const steps = new StudyAidsHistory(history, () => clock.now);
  let aids = addAid(noAids, "objectives").aids;
  const start = aids;
  const write = (text: string): void => {
    const before = aids;
    aids = changeAid(aids, "objectives", { ...aids.objectives[0]!, text });
    steps.record({
      label: "Edit objective",
      moduleId: "m",
      group: "objective/text",
      change: { before, after: aids },
      put: async (then: StudyAids) => {
        aids = then;
      },
    });
  };
  return { clock, history, start, write, aids: () => aids };
}

test("words typed in one go are one step; a pause begins another", async () => {
  const { clock, history, start, write, aids } = world();
  write("a");
  clock.now += 100;
  write("ab");
  clock.now += 5_000;
  write("abc");
  await history.undo();
  expect(aids().objectives[0]?.text).toBe("ab");
  await history.undo();
  expect(aids()).toEqual(start);
  expect(await history.undo()).toBeNull();
  await history.redo();
  expect(aids().objectives[0]?.text).toBe("ab");
  await history.redo();
  expect(aids().objectives[0]?.text).toBe("abc");
});

test("a step of the document in between is taken back in its turn", async () => {
  const { history, write, aids } = world();
  const words: string[] = [];
  write("a");
  words.push("word");
  history.record({
    label: "Edit",
    undo: () => void words.pop(),
    redo: () => void words.push("word"),
  });
  write("ab");
  await history.undo();
  expect([aids().objectives[0]?.text, words]).toEqual(["a", ["word"]]);
  await history.undo();
  expect([aids().objectives[0]?.text, words]).toEqual(["a", []]);
});
