import { ModuleId } from "@byteos/contracts/ids";
import type { PublishedCourse } from "@byteos/contracts/module-content";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lockedModuleIds } from "../src/progress/locked-modules.ts";
import {
  countableBlockIds,
  isCourseComplete,
  mapProgress,
  moduleProgress,
  progressPct,
} from "../src/progress/progress.ts";
import { restorePosition } from "../src/progress/restore-position.ts";
import { publishCourse } from "../src/publish/publish-course.ts";
import { draftCourse, localId } from "./course-arbitraries.ts";

const version = draftCourse.map((course) => publishCourse(course).published);

/** The version with some blocks gone and the order of the modules turned. */
function revise(course: PublishedCourse, keep: (index: number) => boolean): PublishedCourse {
  let index = 0;
  return {
    ...course,
    modules: course.modules
      .toReversed()
      .map((module) => ({ ...module, blocks: module.blocks.filter(() => keep(index++)) })),
  };
}

const learning = version.chain((course) =>
  fc.record({
    course: fc.constant(course),
    done: fc.subarray(countableBlockIds(course)),
    strangers: fc.array(localId, { maxLength: 4 }),
    kept: fc.array(fc.boolean(), { minLength: 28, maxLength: 28 }),
  }),
);

describe("progress", () => {
  it("runs from 0 to 100, grows with every block and is 100 exactly when all are done", () => {
    fc.assert(
      fc.property(learning, ({ course, done, strangers }) => {
        const all = countableBlockIds(course);
        const pct = progressPct([...done, ...strangers], course);
        expect(pct).toBeGreaterThanOrEqual(0);
        expect(pct === 100).toBe(done.length === all.length);
        expect(isCourseComplete(done, course)).toBe(done.length === all.length);
        expect(progressPct(done.slice(1), course)).toBeLessThanOrEqual(pct);
        expect(progressPct(all, course)).toBe(100);
      }),
    );
  });

  it("is 0, never NaN, for a version without blocks", () => {
    expect(progressPct(["anything1"], { modules: [] })).toBe(0);
    expect(isCourseComplete([], { modules: [] })).toBe(false);
  });

  it("agrees with the modules' own counts", () => {
    fc.assert(
      fc.property(learning, ({ course, done }) => {
        const modules = moduleProgress(done, course);
        expect(modules.reduce((sum, module) => sum + module.done, 0)).toBe(done.length);
        expect(modules.every((module) => module.isComplete)).toBe(isCourseComplete(done, course));
      }),
    );
  });

  it("never goes down in a newer version", () => {
    fc.assert(
      fc.property(
        learning,
        fc.oneof(fc.double(), fc.constant(Number.NaN)),
        ({ course, done, kept }, previous) => {
          const newer = revise(course, (index) => kept[index] ?? true);
          const mapped = mapProgress(done, newer, previous);
          expect(mapped.progressPct).toBeGreaterThanOrEqual(
            Number.isFinite(previous) ? Math.min(100, Math.max(0, previous)) : 0,
          );
          expect(mapped.progressPct).toBeGreaterThanOrEqual(progressPct(done, newer));
          expect(mapped.progressPct).toBeLessThanOrEqual(100);
          expect(mapped.keptIds.every((id) => done.includes(id))).toBe(true);
        },
      ),
    );
  });
});

describe("restoring the reading position", () => {
  it("finds the block itself wherever it has moved", () => {
    fc.assert(
      fc.property(learning, ({ course }) => {
        const newer = revise(course, () => true);
        for (const module of course.modules) {
          for (const block of module.blocks) {
            const place = restorePosition(
              { moduleId: "elsewhere", blockId: block.id },
              newer,
              course,
            );
            expect(place).toEqual({ moduleId: module.id, blockId: block.id, isExact: true });
          }
        }
      }),
    );
  });

  it("gives a block that exists, or null when there is none", () => {
    fc.assert(
      fc.property(learning, localId, ({ course, kept }, blockId) => {
        const newer = revise(course, (index) => kept[index] ?? true);
        const ids = new Set(
          newer.modules.flatMap((module) => module.blocks.map((block) => block.id as string)),
        );
        const place = restorePosition(
          { moduleId: course.modules[0]?.id ?? "", blockId },
          newer,
          course,
        );
        expect(place === null).toBe(ids.size === 0);
        if (place) expect(ids.has(place.blockId)).toBe(true);
      }),
    );
  });

  it("goes on with the next block that is left, else the one before", () => {
    const course = fc.sample(
      draftCourse.filter((draft) => (draft.modules[0]?.content.blocks.length ?? 0) >= 4),
      { numRuns: 1, seed: 5 },
    )[0];
    if (!course) throw new Error("No course was drawn");
    const { published } = publishCourse(course);
    const [module] = published.modules;
    if (!module) throw new Error("A course has a module");
    const ids = module.blocks.map((block) => block.id);
    const without = (gone: readonly (string | undefined)[]) => ({
      modules: [{ ...module, blocks: module.blocks.filter((block) => !gone.includes(block.id)) }],
    });
    const at = { moduleId: module.id, blockId: ids[1] ?? "" };
    expect(restorePosition(at, without([ids[1]]), published)?.blockId).toBe(ids[2]);
    expect(restorePosition(at, without(ids.slice(1)), published)?.blockId).toBe(ids[0]);
    expect(restorePosition(at, without([ids[1]]))?.blockId).toBe(ids[0]);
    expect(restorePosition(null, published)?.isExact).toBe(true);
  });
});

describe("lockedModuleIds", () => {
  const modulesOf = (done: readonly boolean[]) =>
    done.map((isComplete, index) => ({
      id: ModuleId.parse(`00000000-0000-4000-8000-${String(index).padStart(12, "0")}`),
      isComplete,
    }));

  it("opens up to the first unfinished module and keeps finished ones open", () => {
    const modules = modulesOf([true, false, true, false]);
    expect([...lockedModuleIds(modules)]).toEqual([modules[3]?.id]);
  });

  it("always leaves a way on, and never closes what finishing opened", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), (done) => {
        const modules = modulesOf(done);
        const locked = lockedModuleIds(modules);
        const open = modules.findIndex((each) => !each.isComplete && !locked.has(each.id));
        expect(open).toBe(done.indexOf(false));
        if (open < 0) return;
        const after = lockedModuleIds(modulesOf(done.with(open, true)));
        for (const id of after) expect(locked.has(id)).toBe(true);
      }),
    );
  });
});
