import { randomUUID } from "node:crypto";
import type { TestVersion } from "@byteos/testing/factories";
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

const ofVersion = ({ course }: World): Row => ({ course_version_id: course.courseVersionId });

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
};
