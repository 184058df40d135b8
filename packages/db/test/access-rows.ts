import { randomUUID } from "node:crypto";
import type { Row, World } from "./access-world.ts";

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
