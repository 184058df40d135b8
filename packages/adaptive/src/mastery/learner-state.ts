/** A learner's standing in one skill. Averages are exponential; outcomes count as −1 to 1. */
export interface SkillState {
  ability: number;
  /** Fisher information of the answers so far on the log-odds scale: what the uncertainty follows from. */
  information: number;
  attempts: number;
  wins: number;
  outcomeSlow: number;
  outcomeMedium: number;
  outcomeFast: number;
  surpriseSlow: number;
  surpriseFast: number;
  /** Score of the last answer, rounded to 0 or 1. */
  lastOutcome: number;
  lastStep: number;
  lastAtSeconds: number;
  /** The last five outcomes as bits behind a leading 1, newest lowest. */
  recentBits: number;
}

export interface ItemState {
  attempts: number;
  wins: number;
  lastOutcome: number;
  lastStep: number;
}

/** Everything the engine keeps of one learner. Plain data: it is stored as JSON beside the profile. */
export interface LearnerState {
  version: 1;
  ability: number;
  attempts: number;
  wins: number;
  outcomeSlow: number;
  outcomeMedium: number;
  outcomeFast: number;
  surpriseSlow: number;
  surpriseMedium: number;
  surpriseFast: number;
  recentBits: number;
  lastAtSeconds: number;
  lastItemId: string | null;
  lastOutcome: number;
  runSkillId: string | null;
  runLength: number;
  skills: Map<string, SkillState>;
  /** The most recently practised items, oldest first; bounded by `maxItemStates`. */
  items: Map<string, ItemState>;
}

/** Items remembered one by one; older ones live on in their skills. Keeps a learner's state near 16 kB. */
export const maxItemStates = 256;

export function createLearnerState(): LearnerState {
  return {
    version: 1,
    ability: 0,
    attempts: 0,
    wins: 0,
    outcomeSlow: 0,
    outcomeMedium: 0,
    outcomeFast: 0,
    surpriseSlow: 0,
    surpriseMedium: 0,
    surpriseFast: 0,
    recentBits: 1,
    lastAtSeconds: 0,
    lastItemId: null,
    lastOutcome: -1,
    runSkillId: null,
    runLength: 0,
    skills: new Map(),
    items: new Map(),
  };
}

export function createSkillState(): SkillState {
  return {
    ability: 0,
    information: 0,
    attempts: 0,
    wins: 0,
    outcomeSlow: 0,
    outcomeMedium: 0,
    outcomeFast: 0,
    surpriseSlow: 0,
    surpriseFast: 0,
    lastOutcome: -1,
    lastStep: -1,
    lastAtSeconds: 0,
    recentBits: 1,
  };
}
