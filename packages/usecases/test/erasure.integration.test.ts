import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { MemberContext } from "@byteos/contracts/request-context";
import { asService } from "@byteos/db/as-service";
import { accountErasureRepository } from "@byteos/db/repositories/account-erasure.repository";
import type { AuthAdmin } from "@byteos/integrations/auth/auth-admin";
import { contextOf, Factories } from "@byteos/testing/factories";
import { withTestDatabase } from "@byteos/testing/test-database";
import { describe, expect, it } from "vitest";
import { createOrganisation } from "../src/organisation/create-organisation.ts";
import { eraseMe } from "../src/privacy/erase-me.ts";
import { finishErasures } from "../src/privacy/finish-erasures.ts";
import { resolveActor } from "../src/session/resolve-actor.ts";

const database = withTestDatabase();
const make = new Factories(database);
const script = fileURLToPath(new URL("./erase-and-die.ts", import.meta.url));

/** The accounts of this database, as the auth service keeps them; it can be out of reach for somebody. */
function accounts(outOfReach: readonly string[] = []): { admin: AuthAdmin; deleted: string[] } {
  const deleted: string[] = [];
  const never = () => Promise.reject(new Error("not needed"));
  const admin: AuthAdmin = {
    createUser: never,
    findUserId: never,
    setPassword: never,
    deleteUser: async (userId) => {
      if (outOfReach.includes(userId)) throw new Error("The auth service does not answer.");
      await database.query("delete from auth.users where id = $1", [userId]);
      deleted.push(userId);
    },
  };
  return { admin, deleted };
}

const erase = (ctx: MemberContext, admin: AuthAdmin) =>
  eraseMe({ ctx, input: { confirmation: ctx.actor.email }, authAdmin: admin });
const finish = (admin: AuthAdmin, failed: string[] = []) =>
  finishErasures({ means: { authAdmin: admin, onFailed: (userId) => failed.push(userId) } });
const waiting = async () =>
  (await database.query<{ user_id: string }>("select user_id from account_erasures")).map(
    (row) => row.user_id,
  );

describe("erasing an account", () => {
  it("is finished by the worker when the process is killed between its two steps", async () => {
    const ctx = await make.memberContext("learner");
    const { orgId, userId } = ctx.actor;
    const version = await make.publishedCourse(orgId);
    await make.enrollment(orgId, userId, version);

    const child = spawn(process.execPath, [script, database.appUrl, JSON.stringify(ctx)], {
      stdio: "inherit",
    });
    const [, signal] = await once(child, "exit");
    expect(signal).toBe("SIGKILL");

    // Half done, and written down: the account is there and nobody can act as it.
    expect(await waiting()).toEqual([userId]);
    expect(await database.query("select id from profiles where id = $1", [userId])).toHaveLength(1);
    expect(await database.query("select from org_members where user_id = $1", [userId])).toEqual(
      [],
    );
    await expect(resolveActor(ctx.actor)).rejects.toMatchObject({ code: "session.ended" });

    const { admin, deleted } = accounts();
    expect(await finish(admin)).toBe(1);
    expect(deleted).toEqual([userId]);
    for (const table of ["profiles", "learner_profiles", "enrollments", "account_erasures"]) {
      const key = table === "profiles" ? "id" : "user_id";
      expect(await database.query(`select from ${table} where ${key} = $1`, [userId])).toEqual([]);
    }
    expect(await finish(admin)).toBe(0);
  });

  it("says that it is underway while the auth service is away, and does the others meanwhile", async () => {
    const [first, second] = [
      await make.memberContext("learner"),
      await make.memberContext("creator"),
    ];
    const away = accounts([first.actor.userId, second.actor.userId]);
    expect(await erase(first, away.admin)).toMatchObject({ kind: "underway" });
    expect(await erase(second, away.admin)).toMatchObject({ kind: "underway" });

    const failed: string[] = [];
    expect(await finish(accounts([first.actor.userId]).admin, failed)).toBe(1);
    expect(failed).toEqual([first.actor.userId]);
    expect(await waiting()).toEqual([first.actor.userId]);
    expect(await finish(accounts().admin)).toBe(1);
    expect(await waiting()).toEqual([]);
  });

  it("keeps everything when the person is their organisation's only admin", async () => {
    const ctx = await make.memberContext("admin");
    const { admin, deleted } = accounts();
    await expect(erase(ctx, admin)).rejects.toMatchObject({ code: "organisation.last-admin" });
    expect(deleted).toEqual([]);
    expect(await waiting()).toEqual([]);
    expect(await resolveActor(ctx.actor)).toMatchObject({ role: "admin" });
  });

  it("lets nobody join or found an organisation on their way out", async () => {
    const ctx = await make.memberContext("learner");
    const user = { kind: "user", userId: ctx.actor.userId, email: ctx.actor.email } as const;
    expect(await erase(ctx, accounts([user.userId]).admin)).toMatchObject({ kind: "underway" });
    await expect(
      createOrganisation({ ctx: contextOf(user), input: { name: "Second thoughts" } }),
    ).rejects.toMatchObject({ kind: "precondition", code: "privacy.erasing" });
    expect(await finish(accounts().admin)).toBe(1);
  });

  it("waits for a membership that is being written, instead of passing it by", async () => {
    const ctx = await make.memberContext("learner");
    const { userId } = ctx.actor;
    const other = await make.organisation();
    await database.superuser.query("begin");
    await database.superuser.query(
      "insert into org_members (org_id, user_id, role) values ($1, $2, 'learner')",
      [other, userId],
    );
    const request = asService("test", (tx) => accountErasureRepository.request(tx, userId));
    let isRequested = false;
    void request.then(() => (isRequested = true));
    await expect
      .poll(async () => {
        const rows = await database.superuser.query("select from pg_locks where not granted");
        return rows.rowCount;
      })
      .toBe(1);
    expect(isRequested).toBe(false);
    await database.superuser.query("commit");
    await request;
    expect(await waiting()).toContain(userId);
    await database.query("delete from auth.users where id = $1", [userId]);
  });
});
