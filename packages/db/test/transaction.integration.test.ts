import { randomUUID } from "node:crypto";
import { AppError } from "@byteos/contracts/errors";
import { UserId } from "@byteos/contracts/ids";
import { withTestDatabase } from "@byteos/testing/test-database";
import { describe, expect, it } from "vitest";
import { asPublic } from "../src/as-public.ts";
import { asService, elevated } from "../src/as-service.ts";
import { asUser } from "../src/as-user.ts";
import { getDatabase } from "../src/client.ts";
import type { Tx } from "../src/transaction.ts";

const database = withTestDatabase();
const userId = UserId.parse(randomUUID());
const ctx = {
  requestId: "test",
  actor: { kind: "user", userId, email: "o'neil\\@example.org" },
} as const;

const whoIs = async (tx: Tx) =>
  (
    await tx.$queryRaw<{ role: string; claims: string; timeout: string }[]>`
      select current_user::text as role, current_setting('request.jwt.claims', true) as claims,
             current_setting('statement_timeout') as timeout`
  )[0];

describe("transactions", () => {
  it("refuses a query outside one", async () => {
    await expect(getDatabase().prisma.organisation.count()).rejects.toThrow(/permission denied/);
    await expect(getDatabase().prisma.$queryRaw`select 1 from audit_log`).rejects.toThrow(
      /permission denied/,
    );
  });

  it("become the person who asks, for that transaction alone", async () => {
    const seen = await asUser(ctx, whoIs);
    expect(seen?.role).toBe("byteos_user");
    expect(JSON.parse(seen?.claims ?? "")).toEqual({
      sub: userId,
      role: "authenticated",
      email: ctx.actor.email,
    });
    expect(seen?.timeout).toBe("15s");
    const after = await getDatabase().prisma.$queryRaw<{ role: string; claims: string }[]>`
      select current_user::text as role, current_setting('request.jwt.claims', true) as claims`;
    expect(after[0]).toEqual({ role: "byteos_app", claims: "" });
  });

  it("keep people apart on shared connections", async () => {
    const people = Array.from({ length: 60 }, () => UserId.parse(randomUUID()));
    const seen = await Promise.all(
      people.map((id) => asUser({ ...ctx, actor: { ...ctx.actor, userId: id } }, whoIs)),
    );
    expect(seen.map((row) => JSON.parse(row?.claims ?? "{}").sub)).toEqual(people);
  });

  it("become the public and the service", async () => {
    expect((await asPublic({ requestId: "test", actor: { kind: "public" } }, whoIs))?.role).toBe(
      "byteos_public",
    );
    expect((await asService("a test of the road", whoIs))?.role).toBe("service_role");
  });

  it("hand the person's rights back after an elevated step", async () => {
    const roles = await asUser(ctx, async (tx) => {
      const inside = await elevated(tx, "a test of the road", whoIs);
      return [inside?.role, (await whoIs(tx))?.role, JSON.parse(inside?.claims ?? "{}").sub];
    });
    expect(roles).toEqual(["service_role", "byteos_user", userId]);
    const visitor = { requestId: "test", actor: { kind: "public" } } as const;
    const after = await asPublic(visitor, async (tx) => {
      const inside = await elevated(tx, "a test of the road", whoIs);
      return [inside?.role, (await whoIs(tx))?.role];
    });
    expect(after).toEqual(["service_role", "byteos_public"]);
  });

  it("roll back when the work throws", async () => {
    const slug = `gone-${randomUUID()}`;
    const attempt = asService("a test of the road", async (tx) => {
      await tx.organisation.create({ data: { name: "Gone", slug } });
      throw new AppError("precondition", "test.stop", "Stop");
    });
    await expect(attempt).rejects.toMatchObject({ kind: "precondition", code: "test.stop" });
    expect(await database.query("select from organisations where slug = $1", [slug])).toHaveLength(
      0,
    );
  });

  it("run again after a deadlock", async () => {
    await asService("a test of the road", (tx) =>
      tx.organisation.createMany({
        data: [
          { name: "A", slug: "lock-a" },
          { name: "B", slug: "lock-b" },
        ],
      }),
    );
    const arrivals = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    let runs = 0;
    const lockBoth = (first: string, second: string) =>
      asService("a test of the road", async (tx) => {
        runs += 1;
        await tx.organisation.update({ where: { slug: first }, data: { name: first } });
        arrivals[first === "lock-a" ? 0 : 1]?.resolve(undefined);
        await Promise.all(arrivals.map(({ promise }) => promise));
        await tx.organisation.update({ where: { slug: second }, data: { name: first } });
      });
    await Promise.all([lockBoth("lock-a", "lock-b"), lockBoth("lock-b", "lock-a")]);
    expect(runs).toBe(3);
  });

  it("give database failures a kind and name the constraint", async () => {
    const failing = (work: (tx: Tx) => Promise<unknown>) =>
      asService("a test of the road", work).then(
        () => null,
        (error: unknown) => error,
      );
    expect(
      await failing((tx) =>
        tx.organisation.createMany({
          data: [
            { name: "C", slug: "twice" },
            { name: "C", slug: "twice" },
          ],
        }),
      ),
    ).toMatchObject({
      kind: "conflict",
      code: "database.duplicate",
      details: { constraint: "organisations_slug_key" },
    });
    expect(
      await failing((tx) => tx.organisation.create({ data: { name: "", slug: "empty" } })),
    ).toMatchObject({
      kind: "validation",
      details: { constraint: "organisations_name_check" },
    });
    expect(
      await failing((tx) =>
        tx.module.create({ data: { courseId: randomUUID(), title: "x", orderIndex: 0 } }),
      ),
    ).toMatchObject({ kind: "conflict", details: { constraint: "modules_course_id_fkey" } });
    expect(
      await failing((tx) =>
        tx.course.update({ where: { id: randomUUID() }, data: { title: "x" } }),
      ),
    ).toMatchObject({ kind: "not_found" });
    expect(
      await failing(async (tx) => {
        await tx.$executeRaw`set local statement_timeout = 50`;
        await tx.$queryRaw`select 1 from pg_sleep(5)`;
      }),
    ).toMatchObject({ kind: "limit", code: "database.too-slow" });
    expect(
      await failing(
        (tx) =>
          tx.$executeRaw`do $$ begin raise exception 'feature.case' using errcode = 'BY412'; end $$`,
      ),
    ).toMatchObject({ kind: "precondition", code: "feature.case" });
  });
});
