import { randomUUID } from "node:crypto";
import type { MemberActor } from "@byteos/contracts/request-context";
import type { TestVersion } from "@byteos/testing/factories";
import type { Level, TableAccess } from "./access-matrix.ts";
import type { Row, TableCase, World } from "./access-world.ts";

function indexRow(world: World, { courseVersionId }: TestVersion): Row {
  return {
    course_version_id: courseVersionId,
    org_id: world.orgId,
    language: "english",
    analysis: 1,
    passage_count: 1,
  };
}

function postingRow({ course }: World, term: string): Row {
  return {
    term,
    course_version_id: course.courseVersionId,
    passage_count: 1,
    postings: String.raw`\x00000001`,
  };
}

const nudgeRow = (world: World, { userId }: MemberActor): Row => ({
  user_id: userId,
  org_id: world.orgId,
  signal: "streak",
  subject: "streak",
});

const goalRow = ({ userId }: MemberActor, skillId: unknown): Row => ({
  user_id: userId,
  skill_id: skillId,
  target_proficiency: 0.9,
});

const fineTuningRow = (world: World): Row => ({
  org_id: world.orgId,
  provider: "own",
  base_model: "small",
  status: "ready",
});

const ofVersion = ({ course }: World): Row => ({ course_version_id: course.courseVersionId });

/** Search is for whoever may read a version; what Byte remembers is its learner's. */
export const tutorAccess = (
  everyone: (access: `${Level} ${Level} ${Level} ${Level}`) => TableAccess,
): Readonly<Record<string, TableAccess>> => ({
  search_postings: everyone("org - - -"),
  search_sources: everyone("org - - -"),
  tutor_memories: everyone("own - own own"),
  learner_goals: everyone("own own own own"),
  tutor_nudges: everyone("own - own -"),
  training_consents: everyone("own own - own"),
  fine_tunings: { ...everyone("- - - -"), admin: "org - - -" },
});

/** What search and the tutor keep. */
export const tutorTables: Readonly<Record<string, TableCase>> = {
  search_sources: {
    where: ofVersion,
    isPersonal: false,
    seed: (world, person) => (person === world.people.admin ? indexRow(world, world.course) : null),
    insert: (world) => indexRow(world, world.freshCourse),
    update: "analysis = 2",
  },
  search_postings: {
    where: ofVersion,
    isPersonal: false,
    seed: (world, person) => (person === world.people.admin ? postingRow(world, "seeded") : null),
    insert: (world) => postingRow(world, randomUUID()),
    update: "passage_count = 2",
  },
  tutor_memories: {
    where: (_, person) => ({ user_id: person.userId }),
    isPersonal: true,
    seed: (_, person) => ({ user_id: person.userId, fact: "Sails at weekends" }),
    insert: (_, person) => ({ user_id: person.userId, fact: "Sails at weekends" }),
    update: "fact = 'Rows at weekends'",
  },
  learner_goals: {
    where: (_, person) => ({ user_id: person.userId }),
    isPersonal: true,
    seed: (world, person) => goalRow(person, world.skillId),
    insert: (world, person) => goalRow(person, world.freshSkillId),
    update: "due_on = '2030-01-01'",
  },
  tutor_nudges: {
    where: (_, person) => ({ user_id: person.userId }),
    isPersonal: true,
    seed: nudgeRow,
    insert: nudgeRow,
    update: "dismissed_at = now()",
  },
  training_consents: {
    where: (_, person) => ({ user_id: person.userId }),
    isPersonal: true,
    seed: (world, person) => ({ user_id: person.userId, org_id: world.orgId }),
    insert: (world, person) => ({ user_id: person.userId, org_id: world.orgId }),
    update: "given_at = now()",
  },
  fine_tunings: {
    where: (world) => ({ org_id: world.orgId }),
    isPersonal: false,
    seed: (world, person) => (person === world.people.admin ? fineTuningRow(world) : null),
    insert: fineTuningRow,
    update: "is_in_use = false",
  },
};
