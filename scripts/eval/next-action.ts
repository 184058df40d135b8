/** Time to choose the next action, and an item in its band, for one learner with 500 skills and 5,000 items. */
import { parseArgs } from "node:util";
import { chooseItem } from "@byteos/adaptive/action/choose-item";
import { type ActionWorld, chooseNextAction } from "@byteos/adaptive/action/next-action";
import { createLearnerState } from "@byteos/adaptive/mastery/learner-state";
import { learnAboutLearner } from "@byteos/adaptive/mastery/observe";
import { startupWeights } from "@byteos/adaptive/mastery/startup-weights";
import { restoreModel } from "@byteos/adaptive/mastery/stored-model";

const { values: args } = parseArgs({
  options: {
    skills: { type: "string", default: "500" },
    items: { type: "string", default: "5000" },
    rounds: { type: "string", default: "2000" },
  },
});
const skillCount = Number(args.skills);
const itemCount = Number(args.items);
const rounds = Number(args.rounds);
const startMs = Date.UTC(2026, 0, 1);
const perCourse = 25;

let seed = 7;
const random = () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 4_294_967_296;
};

const skills = Array.from({ length: skillCount }, (_, index) => ({
  skillId: `skill-${index}`,
  courseId: `course-${Math.floor(index / perCourse)}`,
  requires: index % perCourse === 0 ? [] : [`skill-${index - 1}`],
}));
const items = Array.from({ length: itemCount }, (_, index) => ({
  itemId: `item-${index}`,
  skillIds: [`skill-${index % skillCount}`],
  easiness: 2 * random() - 1,
  answers: Math.floor(100 * random()),
}));
const courses = Array.from({ length: Math.ceil(skillCount / perCourse) }, (_, index) => ({
  courseId: `course-${index}`,
  lesson: {
    moduleId: `module-${index}`,
    skillId: `skill-${index * perCourse + Math.floor(random() * perCourse)}`,
    minutes: 5 + 20 * random(),
  },
  dueAtMs: index % 4 === 0 ? startMs + 30 * 86_400_000 * random() : null,
  isRequired: index % 5 === 0,
  lastActiveAtMs: startMs - 10 * 86_400_000 * random(),
}));

const model = restoreModel(startupWeights);
for (const { itemId, easiness, answers } of items) {
  model.difficulties.items.set(itemId, { easiness, answers });
}
const learner = createLearnerState();
for (let step = 0; step < 10 * skillCount; step++) {
  const item = items[Math.floor(random() * items.length)] ?? items[0];
  if (item === undefined) break;
  const score = random() < 0.65 ? 1 : 0;
  learnAboutLearner(
    learner,
    { ...item, score, atSeconds: startMs / 1_000 - 10 * skillCount * 60 + step * 60 },
    model.difficulties.base + item.easiness,
  );
}

const actionMs: number[] = [];
const itemMs: number[] = [];
const types: Record<string, number> = {};
let withCounterfactual = 0;
for (let round = 0; round < rounds; round++) {
  const world: ActionWorld = {
    nowMs: startMs + round * 3_600_000,
    skills,
    items,
    courses,
    review: { count: Math.floor(40 * random()), minutes: 6, expectedLapses: 3 * random() },
  };
  const started = performance.now();
  const action = chooseNextAction(model, learner, world);
  actionMs.push(performance.now() - started);
  if (action !== null) {
    types[action.target.type] = (types[action.target.type] ?? 0) + 1;
    if (action.counterfactual !== null) withCounterfactual += 1;
  }
  const wanted = action?.inputs.skillId ?? "skill-0";
  const own = items.filter(({ skillIds }) => skillIds[0] === wanted);
  const before = performance.now();
  chooseItem(model, learner, own, {
    atSeconds: world.nowMs / 1_000,
    needOf: () => 1,
    askedIds: new Set(),
    random,
  });
  itemMs.push(performance.now() - before);
}
const quantile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)];
console.error(`chosen: ${JSON.stringify(types)}`);
console.log(
  JSON.stringify({
    skills: skillCount,
    items: itemCount,
    rounds,
    p50Ms: quantile(actionMs, 0.5),
    p99Ms: quantile(actionMs, 0.99),
    itemP99Ms: quantile(itemMs, 0.99),
    withCounterfactual: withCounterfactual / rounds,
  }),
);
