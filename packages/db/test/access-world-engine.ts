import { randomUUID } from "node:crypto";
import type { MemberActor } from "@byteos/contracts/request-context";
import type { Level, TableAccess } from "./access-matrix.ts";
import type { Row, TableCase, World } from "./access-world.ts";

const byUser = (_: World, { userId }: MemberActor): Row => ({ user_id: userId });

function modalityOutcomeRow(world: World, { userId }: MemberActor): Row {
  return {
    org_id: world.orgId,
    user_id: userId,
    course_id: world.course.courseId,
    module_id: randomUUID(),
    topic_kind: "ideas",
    recommended: "text",
    chosen: "text",
    propensities: {},
  };
}

function modelParameterRow(_: World, { userId }: MemberActor): Row {
  return {
    model: "recall",
    user_id: userId,
    // Unique for a learner; the walk inserts many.
    version: Math.floor(Math.random() * 2_000_000_000),
    parameters: {},
    fitted_by: "a test",
  };
}

function modelStepRow(world: World, { userId }: MemberActor): Row {
  return { org_id: world.orgId, course_id: world.course.courseId, user_id: userId, step: {} };
}

const personal = (row: TableCase["insert"], update: string): TableCase => ({
  where: byUser,
  isPersonal: true,
  seed: row,
  insert: row,
  update,
});

/** What the engine keeps of a learner is theirs to read; what all learners share is nobody's. */
export const engineAccess = (
  everyone: (access: `${Level} ${Level} ${Level} ${Level}`) => TableAccess,
): Readonly<Record<string, TableAccess>> => ({
  modality_outcomes: everyone("own - - -"),
  model_parameters: everyone("own - - -"),
  model_steps: everyone("own - - -"),
  skill_difficulties: everyone("- - - -"),
});

export const engineTables: Readonly<Record<string, TableCase>> = {
  modality_outcomes: personal(modalityOutcomeRow, "chosen = 'flashcards'"),
  model_parameters: personal(modelParameterRow, "evidence_count = 9"),
  model_steps: personal(modelStepRow, "fold = 9"),
  skill_difficulties: {
    where: (world) => ({ skill_id: world.skillId }),
    isPersonal: false,
    seed: (world, person) => (person === world.people.admin ? { skill_id: world.skillId } : null),
    insert: (world) => ({ skill_id: world.freshSkillId }),
    update: "answers = 9",
  },
};
