import { randomUUID } from "node:crypto";
import { Factories } from "@byteos/testing/factories";
import { withTestDatabase } from "@byteos/testing/test-database";
import { expect, it } from "vitest";

const database = withTestDatabase();
const make = new Factories(database);

/** Runs SQL as a person's own token does at storage, and takes it back. */
async function asToken(sub: string, aal: string, sql: string, values: readonly unknown[] = []) {
  const { superuser } = database;
  await superuser.query("begin");
  try {
    await superuser.query(
      "select set_config('request.jwt.claims', $1, true), set_config('role', 'authenticated', true)",
      [JSON.stringify({ sub, role: "authenticated", aal })],
    );
    return (await superuser.query(sql, [...values])).rows;
  } finally {
    await superuser.query("rollback");
  }
}

it("opens no file by the first step alone once there is a second", async () => {
  const orgId = await make.organisation();
  const { userId } = await make.member(orgId, "creator");
  await make.row("storage.objects", { bucket_id: "media", name: `${orgId}/one.png` });
  const list = (aal: string) => asToken(userId, aal, "select name from storage.objects");
  const add = (aal: string) =>
    asToken(
      userId,
      aal,
      "insert into storage.objects (bucket_id, name) values ('media', $1) returning id",
      [`${orgId}/two.png`],
    );
  const factor = { id: randomUUID(), user_id: userId, factor_type: "totp", status: "unverified" };
  await make.row("auth.mfa_factors", {
    ...factor,
    created_at: new Date(),
    updated_at: new Date(),
  });
  expect(await list("aal1")).toHaveLength(1);
  await database.query("update auth.mfa_factors set status = 'verified' where user_id = $1", [
    userId,
  ]);
  expect(await list("aal1")).toEqual([]);
  await expect(add("aal1")).rejects.toThrow(/row-level security/);
  expect(await list("aal2")).toHaveLength(1);
  expect(await add("aal2")).toHaveLength(1);
});
