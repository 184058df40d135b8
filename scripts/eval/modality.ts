import { parseArgs } from "node:util";
import {
  addReward,
  chooseModality,
  compareModalities,
  createRewardTally,
  type RewardTally,
} from "@byteos/adaptive/modality/modality-policy";
import type { Modality } from "@byteos/contracts/learning-event";

const { values: args } = parseArgs({
  options: {
    world: { type: "string", default: "content" },
    seeds: { type: "string", default: "20" },
  },
});

const forms: readonly Modality[] = ["text", "video", "audio", "mindmap", "flashcards"];
const topicKinds = 6;
const learnerCount = 1_000;
const sessions = 40;

function createRandom(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const normal = (random: () => number) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

interface Tallies {
  of: (key: string) => Map<Modality, RewardTally>;
  add: (key: string, form: Modality, reward: number) => void;
  all: () => Iterable<Map<Modality, RewardTally>>;
}

function createTallies(): Tallies {
  const byKey = new Map<string, Map<Modality, RewardTally>>();
  const of = (key: string) => {
    const known = byKey.get(key);
    if (known !== undefined) return known;
    const made = new Map<Modality, RewardTally>();
    byKey.set(key, made);
    return made;
  };
  return {
    of,
    add(key, form, reward) {
      const tally = of(key).get(form) ?? createRewardTally();
      addReward(tally, reward);
      of(key).set(form, tally);
    },
    all: () => byKey.values(),
  };
}

interface WorldRun {
  policy: number;
  random: number;
  oracle: number;
  claims: number;
  falseClaims: number;
  minPropensity: number;
}

/** Learners in random order meet topics; a form shifts the log odds by kind of topic, by learner, or not at all. */
function simulate(world: string, seed: number): WorldRun {
  const random = createRandom(seed);
  const table = (rows: number, deviation: number) =>
    Array.from({ length: rows }, () => forms.map(() => deviation * normal(random)));
  const byKind = table(topicKinds, world === "content" ? 0.45 : 0);
  const byLearner = table(learnerCount, world === "learner" ? 0.45 : 0);
  const abilities = Array.from({ length: learnerCount }, () => 0.7 + 0.8 * normal(random));
  const pooled = createTallies();
  const own = createTallies();
  const run: WorldRun = {
    policy: 0,
    random: 0,
    oracle: 0,
    claims: 0,
    falseClaims: 0,
    minPropensity: 1,
  };
  for (let session = 0; session < sessions; session++) {
    for (let learner = 0; learner < learnerCount; learner++) {
      const kind = Math.floor(random() * topicKinds);
      const base = abilities[learner] ?? 0;
      const chances = forms.map((_form, index) =>
        sigmoid(base + (byKind[kind]?.[index] ?? 0) + (byLearner[learner]?.[index] ?? 0)),
      );
      const evidence = { pooled: pooled.of(`kind ${kind}`), own: own.of(`learner ${learner}`) };
      const choice = chooseModality(forms, evidence, random);
      const chance = chances[forms.indexOf(choice.chosen)] ?? 0;
      const reward = (random() < chance ? 1 : 0) - sigmoid(base);
      pooled.add(`kind ${kind}`, choice.chosen, reward);
      own.add(`learner ${learner}`, choice.chosen, reward);
      run.policy += chance;
      run.random += chances.reduce((a, b) => a + b, 0) / forms.length;
      run.oracle += Math.max(...chances);
      run.minPropensity = Math.min(run.minPropensity, ...choice.propensities.values());
    }
  }
  for (let kind = 0; kind < topicKinds; kind++) {
    const comparison = compareModalities(pooled.of(`kind ${kind}`));
    run.claims += 1;
    if (comparison?.isClear !== true) continue;
    const effect = (form: Modality) => byKind[kind]?.[forms.indexOf(form)] ?? 0;
    if (effect(comparison.better) <= effect(comparison.worse)) run.falseClaims += 1;
  }
  const total = sessions * learnerCount;
  return {
    ...run,
    policy: run.policy / total,
    random: run.random / total,
    oracle: run.oracle / total,
  };
}

const seeds = Number(args.seeds);
const runs = Array.from({ length: seeds }, (_seed, index) => {
  console.error(`world ${args.world}, seed ${index + 1} of ${seeds}`);
  return simulate(args.world, index + 1);
});
const mean = (pick: (run: WorldRun) => number) =>
  runs.reduce((sum, run) => sum + pick(run), 0) / runs.length;
const policy = mean((run) => run.policy);
const oracle = mean((run) => run.oracle);
const chance = mean((run) => run.random);
console.log(
  JSON.stringify({
    policy,
    random: chance,
    oracle,
    regret: oracle - policy,
    gainShare: oracle > chance ? (policy - chance) / (oracle - chance) : null,
    falseClaimRate: mean((run) => run.falseClaims) / mean((run) => run.claims),
    minPropensity: Math.min(...runs.map((run) => run.minPropensity)),
  }),
);
