import { randomUUID } from "node:crypto";
import { OrgId, UserId } from "@byteos/contracts/ids";
import type { MemberContext } from "@byteos/contracts/request-context";
import type pg from "pg";
import { z } from "zod";

export const CorpusDocument = z.object({ _id: z.string(), title: z.string(), text: z.string() });
export type CorpusDocument = z.infer<typeof CorpusDocument>;

const documentsInCourse = 5_000;
const rowsAtOnce = 1_000;

/**
 * Puts the documents into published courses of one organisation, each document as one passage under its
 * title. Returns a learner of the organisation, for whom is searched. Passages carry their document's id
 * as the id of their block.
 */
export async function loadCorpus(
  client: pg.Client,
  documents: readonly CorpusDocument[],
): Promise<MemberContext> {
  const orgId = OrgId.parse(randomUUID());
  const userId = UserId.parse(randomUUID());
  const email = "learner@example.org";
  await client.query(
    "insert into organisations (id, name, slug) values ($1, 'Measured', 'measured')",
    [orgId],
  );
  await client.query(
    "insert into auth.users (id, aud, role, email) values ($1, 'authenticated', 'authenticated', $2)",
    [userId, email],
  );
  await client.query("insert into org_members (org_id, user_id, role) values ($1, $2, 'learner')", [
    orgId,
    userId,
  ]);
  for (let at = 0; at < documents.length; at += documentsInCourse) {
    await insertCourse(client, orgId, documents.slice(at, at + documentsInCourse));
  }
  return {
    requestId: "eval-retrieval",
    clientAddress: "192.0.2.1",
    actor: { kind: "member", userId, email, orgId, role: "learner" },
  };
}

async function insertCourse(
  client: pg.Client,
  orgId: string,
  documents: readonly CorpusDocument[],
): Promise<void> {
  const [courseId, versionId] = [randomUUID(), randomUUID()];
  await client.query(
    "insert into courses (id, org_id, title, status) values ($1, $2, 'Measured', 'published')",
    [courseId, orgId],
  );
  await client.query(
    `insert into course_versions (id, org_id, course_id, version, content, content_hash)
     values ($1, $2, $3, 1, '{}', 'measured')`,
    [versionId, orgId, courseId],
  );
  await client.query("update courses set current_version_id = $1 where id = $2", [
    versionId,
    courseId,
  ]);
  for (let at = 0; at < documents.length; at += rowsAtOnce) {
    const rows = documents.slice(at, at + rowsAtOnce).map(({ _id, title, text }, index) => ({
      ordinal: at + index,
      block_id: _id,
      heading: title,
      text,
      length: text.length,
    }));
    await client.query(
      `insert into passages (org_id, course_version_id, ordinal, block_id, heading, text, start_offset, end_offset,
         content_hash)
       select $1, $2, ordinal, block_id, heading, text, 0, length, 'measured'
       from jsonb_to_recordset($3::jsonb) as d(ordinal int, block_id text, heading text, text text, length int)`,
      [orgId, versionId, JSON.stringify(rows)],
    );
  }
}
