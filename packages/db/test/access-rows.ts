import { randomUUID } from "node:crypto";
import type { OrgId } from "@byteos/contracts/ids";
import type { MemberActor } from "@byteos/contracts/request-context";
import type { TestVersion } from "@byteos/testing/factories";
import type { Row, World } from "./access-world.ts";

export function itemRow(orgId: OrgId, version: TestVersion): Row {
  return {
    org_id: orgId,
    course_id: version.courseId,
    course_version_id: version.courseVersionId,
    module_id: version.moduleIds[0],
    block_id: randomUUID(),
    kind: "single",
    public_question: {},
    content_hash: "0",
  };
}

export function passageRow(world: World): Row {
  return {
    org_id: world.orgId,
    course_version_id: world.course.courseVersionId,
    ordinal: 0,
    text: "A bowline holds.",
    start_offset: 0,
    end_offset: 16,
    content_hash: "0",
  };
}

export function renderCallbackRow(): Row {
  return {
    delivery_id: randomUUID(),
    render_id: randomUUID(),
    status: "finished",
    details: {},
    finished_at: new Date(),
  };
}

export function reviewCardRow(world: World, { userId }: MemberActor): Row {
  return {
    user_id: userId,
    org_id: world.orgId,
    course_id: world.course.courseId,
    module_id: world.course.moduleIds[0],
    kind: "card",
    source_id: randomUUID(),
    sibling_key: "a",
    memory: {},
    due_at: new Date(),
  };
}

export function reviewLogRow(world: World, { userId }: MemberActor): Row {
  return {
    client_id: randomUUID(),
    user_id: userId,
    review_card_id: world.reviewCardIds.get(userId),
    grade: 3,
    scheduled_days: 1,
  };
}

export function resumeRow(world: World, { userId }: MemberActor): Row {
  return {
    enrollment_id: world.enrollmentIds.get(userId),
    module_id: world.course.moduleIds[0],
    block_id: "block-0001",
    occurred_at: new Date(),
  };
}
