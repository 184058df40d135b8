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

/** What the engine keeps of a learner is theirs to read; what all learners share is nobody's. */
export const engineAccess = (
  everyone: (access: `${Level} ${Level} ${Level} ${Level}`) => TableAccess,
): Readonly<Record<string, TableAccess>> => ({
  modality_outcomes: everyone("own - - -"),
});

export const engineTables: Readonly<Record<string, TableCase>> = {
  modality_outcomes: {
    where: byUser,
    isPersonal: true,
    seed: modalityOutcomeRow,
    insert: modalityOutcomeRow,
    update: "chosen = 'flashcards'",
  },
};
