import { randomUUID } from "node:crypto";
import { contextOf, Factories, publicContext } from "@byteos/testing/factories";
import { withTestDatabase } from "@byteos/testing/test-database";
import { describe, expect, it } from "vitest";
import { requireCapability } from "../src/authorise.ts";
import { createOrganisation } from "../src/organisation/create-organisation.ts";
import { loadOrganisation } from "../src/organisation/load-organisation.ts";
import { updateBranding } from "../src/organisation/update-branding.ts";
import { updateOrganisation } from "../src/organisation/update-organisation.ts";
import { eraseMe } from "../src/privacy/erase-me.ts";
import { exportMyData } from "../src/privacy/export-my-data.ts";
import { loadProfile } from "../src/profile/load-profile.ts";
import { updateProfile } from "../src/profile/update-profile.ts";
import { listMyOrganisations } from "../src/session/list-my-organisations.ts";
import { resolveActor } from "../src/session/resolve-actor.ts";

const database = withTestDatabase();
const make = new Factories(database);

describe("a session", () => {
  it("becomes a member of the preferred organisation, else of the person's own first one", async () => {
    const user = await make.user();
    expect(await resolveActor(user)).toEqual(user);
    const first = await make.organisation({ name: "Anchor" });
    const second = await make.organisation({ name: "Bollard" });
    await make.row("org_members", { org_id: first, user_id: user.userId, role: "learner" });
    await make.row("org_members", { org_id: second, user_id: user.userId, role: "admin" });
    const foreign = await make.organisation();
    expect(await resolveActor(user)).toEqual({
      ...user,
      kind: "member",
      orgId: first,
      role: "learner",
    });
    expect(await resolveActor({ ...user, preferredOrgId: second })).toMatchObject({
      orgId: second,
      role: "admin",
    });
    expect(await resolveActor({ ...user, preferredOrgId: foreign })).toMatchObject({
      orgId: first,
    });
    expect(await resolveActor({ ...user, preferredOrgId: "not an id" })).toMatchObject({
      orgId: first,
    });
    const mine = await listMyOrganisations({ ctx: contextOf(user) });
    expect(mine.map((row) => [row.name, row.role])).toEqual([
      ["Anchor", "learner"],
      ["Bollard", "admin"],
    ]);
  });

  it("stands for nobody until the second step that the person has is passed", async () => {
    const user = await make.user();
    const factor = { id: randomUUID(), user_id: user.userId, factor_type: "totp" };
    const times = { created_at: new Date(), updated_at: new Date() };
    await make.row("auth.mfa_factors", { ...factor, ...times, status: "unverified" });
    expect(await resolveActor(user)).toEqual(user);
    await database.query("update auth.mfa_factors set status = 'verified' where id = $1", [
      factor.id,
    ]);
    expect(await resolveActor(user)).toEqual({ kind: "second-step-owed" });
    expect(await resolveActor({ ...user, isPastSecondStep: false })).toEqual({
      kind: "second-step-owed",
    });
    expect(await resolveActor({ ...user, isPastSecondStep: true })).toEqual(user);
  });

  it("of an account that is gone is refused", async () => {
    const user = await make.user();
    await database.query("delete from auth.users where id = $1", [user.userId]);
    await expect(resolveActor(user)).rejects.toMatchObject({
      kind: "unauthorized",
      code: "session.ended",
    });
  });

  it("has the capabilities of its role and no others", async () => {
    const learner = await make.memberContext("learner");
    expect(() => requireCapability(learner, "course.take")).not.toThrow();
    expect(() => requireCapability(learner, "studio.open")).toThrow(/role does not allow/);
    expect(() => requireCapability(publicContext, "course.take")).toThrow(/Sign in/);
    expect(() =>
      requireCapability(contextOf({ ...learner.actor, kind: "user" }), "course.take"),
    ).toThrow(/Join/);
  });
});

describe("an organisation", () => {
  it("is made with its maker as admin, at an address of its own", async () => {
    const ctx = contextOf(await make.user());
    const first = await createOrganisation({ ctx, input: { name: "  Harbour School  " } });
    expect(first.slug).toBe("harbour-school");
    const second = await createOrganisation({ ctx, input: { name: "Harbour school" } });
    expect(second.slug).toMatch(/^harbour-school-[0-9a-f]{6}$/);
    const actor = await resolveActor({ ...ctx.actor, preferredOrgId: first.orgId });
    expect(actor).toMatchObject({ kind: "member", orgId: first.orgId, role: "admin" });
    const audited = await database.query(
      "select action, actor_id from audit_log where org_id = $1",
      [first.orgId],
    );
    expect(audited).toEqual([{ action: "organisation.create", actor_id: ctx.actor.userId }]);
    await expect(createOrganisation({ ctx, input: { name: " " } })).rejects.toThrow(/name/);
  });

  it("can be made ten times a day", async () => {
    const ctx = contextOf(await make.user());
    for (let index = 0; index < 10; index += 1)
      await createOrganisation({ ctx, input: { name: `Pier ${index}` } });
    await expect(createOrganisation({ ctx, input: { name: "Pier 11" } })).rejects.toMatchObject({
      kind: "limit",
      code: "organisation.too-many",
    });
  });

  it("takes its brand from admins alone, part by part", async () => {
    const admin = await make.memberContext("admin");
    const { orgId } = admin.actor;
    await updateBranding({ ctx: admin, input: { primary_color: "#123456" } });
    await updateBranding({ ctx: admin, input: { font: "source-serif" } });
    const learner = await make.memberContext("learner", orgId);
    expect((await loadOrganisation({ ctx: learner })).branding).toMatchObject({
      primary_color: "#123456",
      font: "source-serif",
    });
    for (const role of ["learner", "creator", "manager"] as const) {
      const ctx = await make.memberContext(role, orgId);
      await expect(updateBranding({ ctx, input: { font: "inter" } })).rejects.toMatchObject({
        kind: "forbidden",
      });
    }
    await expect(
      updateBranding({ ctx: admin, input: { logo_url: "javascript:alert(1)" } }),
    ).rejects.toThrow(/logo_url/);
    const stranger = await make.memberContext("admin");
    await updateBranding({ ctx: stranger, input: { font: "inter" } });
    expect((await loadOrganisation({ ctx: learner })).branding.font).toBe("source-serif");
    const audited = await database.query(
      "select details from audit_log where org_id = $1 order by id",
      [orgId],
    );
    expect(audited).toEqual([
      { details: { changed: "primary_color" } },
      { details: { changed: "font" } },
    ]);
  });

  it("keeps settings that a form does not know", async () => {
    const admin = await make.memberContext("admin");
    await database.query(
      `update organisations set settings = '{"sso_config": {"domain": "example.org"}}' where id = $1`,
      [admin.actor.orgId],
    );
    const view = await updateOrganisation({
      ctx: admin,
      input: { name: "Renamed", timezone: "Europe/Berlin" },
    });
    expect(view).toMatchObject({
      name: "Renamed",
      settings: { timezone: "Europe/Berlin", default_language: "en" },
    });
    await expect(
      updateOrganisation({ ctx: admin, input: { timezone: "Mars/Base" } }),
    ).rejects.toThrow(/time zone/);
    const [row] = await database.query("select settings from organisations where id = $1", [
      admin.actor.orgId,
    ]);
    expect(row?.settings).toMatchObject({
      sso_config: { domain: "example.org" },
      timezone: "Europe/Berlin",
    });
  });
});

describe("a person", () => {
  it("changes their own profile and sees it", async () => {
    const ctx = contextOf(await make.user());
    await updateProfile({
      ctx,
      input: { fullName: " Ines Calder ", preferredLanguage: "pt-BR", isOnboarded: true },
    });
    expect(await loadProfile({ ctx })).toMatchObject({
      fullName: "Ines Calder",
      preferredLanguage: "pt-BR",
      isOnboarded: true,
      email: ctx.actor.email,
    });
  });

  it("takes away all that is kept of them and of nobody else", async () => {
    const ctx = await make.memberContext("learner");
    const { orgId, userId } = ctx.actor;
    const other = await make.member(orgId, "learner");
    const version = await make.publishedCourse(orgId);
    await make.enrollment(orgId, userId, version);
    await make.enrollment(orgId, other.userId, version);
    const text = await exportMyData({ ctx });
    const data = JSON.parse(text);
    expect(data).toMatchObject({
      account: { id: userId, email: ctx.actor.email },
      memberships: [{ role: "learner" }],
      enrollments: [{ courseId: version.courseId }],
    });
    expect(text).not.toContain(other.userId);
  });

  it("is erased on their word, once another admin is there", async () => {
    const admin = await make.memberContext("admin");
    const { orgId, userId, email } = admin.actor;
    const deleted: string[] = [];
    const authAdmin = {
      createUser: () => Promise.reject(new Error("not needed")),
      findUserId: () => Promise.resolve(null),
      setPassword: () => Promise.resolve(),
      deleteUser: async (id: string) => {
        deleted.push(id);
        await database.query("delete from auth.users where id = $1", [id]);
      },
    };
    const erase = (confirmation: string) =>
      eraseMe({ ctx: admin, input: { confirmation }, authAdmin });
    await expect(erase("someone@example.org")).rejects.toMatchObject({ kind: "validation" });
    await expect(erase(email)).rejects.toMatchObject({ code: "organisation.last-admin" });
    expect(deleted).toEqual([]);
    await make.member(orgId, "admin");
    const course = await make.course(orgId, { createdBy: userId });
    await erase(email.toUpperCase());
    expect(deleted).toEqual([userId]);
    expect(await database.query("select from profiles where id = $1", [userId])).toEqual([]);
    expect(
      await database.query("select created_by from courses where id = $1", [course.courseId]),
    ).toEqual([{ created_by: null }]);
    const audited = await database.query("select action from audit_log where org_id = $1", [orgId]);
    expect(audited).toEqual([{ action: "privacy.erase" }]);
  });
});
