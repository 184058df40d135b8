import fc from "fast-check";
import { expect, test } from "vitest";
import { CourseHistory } from "./course-history.ts";

test("undoing everything and doing it again gives the same state, whatever the order of kinds", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 20 }), async (steps) => {
      let value = "";
      const history = new CourseHistory();
      for (const step of steps) {
        value += String(step);
        history.record({
          label: "Write",
          undo: () => {
            value = value.slice(0, -1);
          },
          redo: () => {
            value += String(step);
          },
        });
      }
      const end = value;
      while (await history.undo());
      expect(value).toBe("");
      while (await history.redo());
      expect(value).toBe(end);
    }),
  );
});

test("a step that fails stays where it is, to be tried again", async () => {
  let isDown = true;
  const history = new CourseHistory();
  history.record({
    label: "Delete module",
    undo: () => {
      if (isDown) throw new Error("offline");
    },
    redo: () => undefined,
  });
  expect(await history.undo()).toBeNull();
  expect(history.undoLabel).toBe("Delete module");
  isDown = false;
  expect((await history.undo())?.label).toBe("Delete module");
});

test("a new change after an undo drops what could be done again", async () => {
  const history = new CourseHistory();
  const entry = (label: string) => ({ label, undo: () => undefined, redo: () => undefined });
  history.record(entry("one"));
  await history.undo();
  history.record(entry("two"));
  expect(history.redoLabel).toBeNull();
  expect(history.undoLabel).toBe("two");
});
