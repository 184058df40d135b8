import { randomUUID } from "node:crypto";
import type { MemberContext } from "@byteos/contracts/request-context";
import type { OrgRole } from "@byteos/contracts/role";
import { contextOf, Factories, publicContext } from "@byteos/testing/factories";
import { collectMail } from "@byteos/testing/mail-collector";
import { withTestDatabase } from "@byteos/testing/test-database";
import { describe, expect, it } from "vitest";
import { acceptInvitation } from "../src/people/accept-invitation.ts";
import { invitePeople } from "../src/people/invite-people.ts";
import { listPeople } from "../src/people/list-people.ts";
import { loadInvitation } from "../src/people/load-invitation.ts";
import { removeMember } from "../src/people/remove-member.ts";
import { resendInvitation } from "../src/people/resend-invitation.ts";
import { revokeInvitation } from "../src/people/revoke-invitation.ts";
import { setRole } from "../src/people/set-role.ts";

const database = withTestDatabase();
const make = new Factories(database);
const mail = collectMail();
const means = {
  mailer: mail.mailer,
  studioUrl: "https://studio.example.org",
  learnUrl: "https://learn.example.org",
};
const address = () => `${randomUUID().slice(0, 13)}@example.org`;

const invite = (ctx: MemberContext, email: string, role: OrgRole = "learner") =>
  invitePeople({ ctx, input: { emails: [email], role }, ...means });

async function actionsOf(orgId: string): Promise<string[]> {
  const rows = await database.query<{ action: string }>(
    "select action from audit_log where org_id = $1 order by id",
    [orgId],
  );
  return rows.map((row) => row.action);
}

const openInvitation = async (ctx: MemberContext) => {
  const { invitations } = await listPeople({ ctx, input: {} });
  const [invitation] = invitations;
  if (invitation === undefined) throw new Error("There is no open invitation");
  return invitation;
};

describe("an invitation", () => {
  it("is mailed, shown, accepted once and recorded", async () => {
    const admin = await make.memberContext("admin");
    const email = address();
    expect(await invite(admin, email, "creator")).toEqual([{ email, outcome: "invited" }]);
    const sent = mail.sent.at(-1);
    expect(sent?.to).toBe(email);
    expect(sent?.text).toContain("https://studio.example.org/invitation/");
    const token = mail.latestToken(email);

    const shown = await loadInvitation({ ctx: publicContext, input: { token } });
    expect(shown).toMatchObject({
      email,
      role: "creator",
      state: "open",
      organisationName: "Tide and Timber",
    });
    const stored = await database.query("select token_hash from invitations where org_id = $1", [
      admin.actor.orgId,
    ]);
    expect(JSON.stringify(stored)).not.toContain(token);

    const person = contextOf(await make.user({ email: email.toUpperCase() }));
    expect(await acceptInvitation({ ctx: person, input: { token } })).toEqual({
      orgId: admin.actor.orgId,
      role: "creator",
    });
    await expect(acceptInvitation({ ctx: person, input: { token } })).rejects.toMatchObject({
      kind: "precondition",
      code: "people.invitation-accepted",
    });
    expect(await actionsOf(admin.actor.orgId)).toEqual(["people.invite", "people.join"]);
    const { members, countByRole, invitations } = await listPeople({ ctx: admin, input: {} });
    expect(members.find((row) => row.userId === person.actor.userId)).toMatchObject({
      role: "creator",
      fullName: "Robin Vale",
    });
    expect(countByRole).toEqual({ admin: 1, manager: 0, creator: 1, learner: 0 });
    expect(invitations).toEqual([]);
  });

  it("lets in nobody but the invited address", async () => {
    const admin = await make.memberContext("admin");
    const email = address();
    await invite(admin, email);
    const token = mail.latestToken(email);
    const other = contextOf(await make.user());
    await expect(acceptInvitation({ ctx: other, input: { token } })).rejects.toMatchObject({
      kind: "forbidden",
      code: "people.invitation-for-another",
    });
    await expect(
      acceptInvitation({ ctx: other, input: { token: "x".repeat(43) } }),
    ).rejects.toMatchObject({
      kind: "not_found",
    });
    expect(await loadInvitation({ ctx: publicContext, input: { token: "nothing" } })).toBeNull();
  });

  it("is accepted once by parallel requests", async () => {
    const admin = await make.memberContext("admin");
    const email = address();
    await invite(admin, email);
    const token = mail.latestToken(email);
    const person = contextOf(await make.user({ email }));
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, () => acceptInvitation({ ctx: person, input: { token } })),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(
      (await actionsOf(admin.actor.orgId)).filter((action) => action === "people.join"),
    ).toHaveLength(1);
  });

  it("stops working when taken back, sent again, invited again or run out", async () => {
    const admin = await make.memberContext("admin");
    const email = address();
    const person = contextOf(await make.user({ email }));
    const accept = (token: string) => acceptInvitation({ ctx: person, input: { token } });
    await invite(admin, email);
    const first = mail.latestToken(email);
    await resendInvitation({
      ctx: admin,
      input: { invitationId: (await openInvitation(admin)).id },
      ...means,
    });
    const second = mail.latestToken(email);
    await expect(accept(first)).rejects.toMatchObject({ code: "people.invitation-unknown" });
    await invite(admin, email);
    await expect(accept(second)).rejects.toMatchObject({ code: "people.invitation-revoked" });
    const third = mail.latestToken(email);
    await database.query(
      "update invitations set expires_at = now() - interval '1 day' where accepted_at is null and email = $1",
      [email],
    );
    await expect(accept(third)).rejects.toMatchObject({ code: "people.invitation-expired" });
    expect((await openInvitation(admin)).isExpired).toBe(true);
    await revokeInvitation({
      ctx: admin,
      input: { invitationId: (await openInvitation(admin)).id },
    });
    await expect(accept(third)).rejects.toMatchObject({ code: "people.invitation-revoked" });
    await expect(
      revokeInvitation({ ctx: admin, input: { invitationId: randomUUID() } }),
    ).rejects.toMatchObject({ kind: "not_found" });
  });

  it("passes over people who belong already and says so", async () => {
    const admin = await make.memberContext("admin");
    const member = await make.member(admin.actor.orgId, "learner");
    expect(await invite(admin, member.email.toUpperCase())).toEqual([
      { email: member.email, outcome: "already-member" },
    ]);
    expect(await actionsOf(admin.actor.orgId)).toEqual([]);
  });

  it("stands when the mail server refuses, to be sent again", async () => {
    const admin = await make.memberContext("admin");
    const email = address();
    mail.refuse(true);
    expect(await invite(admin, email)).toEqual([{ email, outcome: "mail-failed" }]);
    mail.refuse(false);
    const { id } = await openInvitation(admin);
    expect(await resendInvitation({ ctx: admin, input: { invitationId: id }, ...means })).toEqual({
      outcome: "invited",
    });
    expect(mail.latestToken(email)).toBeTruthy();
  });

  it("is for admins to give freely, for managers to learners, for others not at all", async () => {
    const admin = await make.memberContext("admin");
    const { orgId } = admin.actor;
    const manager = await make.memberContext("manager", orgId);
    for (const role of ["creator", "manager", "admin"] as const) {
      await expect(invite(manager, address(), role)).rejects.toMatchObject({
        code: "people.role-too-high",
      });
    }
    await expect(invite(manager, address())).resolves.toMatchObject([{ outcome: "invited" }]);
    for (const role of ["creator", "learner"] as const) {
      await expect(invite(await make.memberContext(role, orgId), address())).rejects.toMatchObject({
        code: "session.capability-missing",
      });
    }
    const email = address();
    await invite(admin, email, "admin");
    await expect(invite(manager, email)).rejects.toMatchObject({ code: "people.role-too-high" });
    const { invitations } = await listPeople({ ctx: manager, input: {} });
    const high = invitations.find((row) => row.email === email);
    await expect(
      revokeInvitation({ ctx: manager, input: { invitationId: high?.id } }),
    ).rejects.toMatchObject({
      code: "people.role-too-high",
    });
  });

  it("of another organisation is not there", async () => {
    const admin = await make.memberContext("admin");
    const stranger = await make.memberContext("admin");
    await invite(admin, address());
    const { id: invitationId } = await openInvitation(admin);
    await expect(
      revokeInvitation({ ctx: stranger, input: { invitationId } }),
    ).rejects.toMatchObject({ kind: "not_found" });
    await expect(
      resendInvitation({ ctx: stranger, input: { invitationId }, ...means }),
    ).rejects.toMatchObject({ kind: "not_found" });
    expect((await listPeople({ ctx: stranger, input: {} })).invitations).toEqual([]);
  });

  it("is limited by the hour", async () => {
    const admin = await make.memberContext("admin");
    const emails = (count: number) => Array.from({ length: count }, address);
    for (let batch = 0; batch < 4; batch += 1) {
      await invitePeople({ ctx: admin, input: { emails: emails(50), role: "learner" }, ...means });
    }
    await expect(invite(admin, address())).rejects.toMatchObject({
      kind: "limit",
      code: "people.too-many-invitations",
    });
  });
});

describe("members", () => {
  it("get another role from an admin alone, and it is recorded", async () => {
    const admin = await make.memberContext("admin");
    const { orgId } = admin.actor;
    const manager = await make.memberContext("manager", orgId);
    const learner = await make.member(orgId, "learner");
    const input = { userId: learner.userId, role: "creator" };
    await expect(setRole({ ctx: manager, input })).rejects.toMatchObject({ kind: "forbidden" });
    await setRole({ ctx: admin, input });
    const rows = await database.query("select role from org_members where user_id = $1", [
      learner.userId,
    ]);
    expect(rows).toEqual([{ role: "creator" }]);
    const [entry] = await database.query(
      "select action, details from audit_log where org_id = $1",
      [orgId],
    );
    expect(entry).toEqual({
      action: "people.set-role",
      details: { from: "learner", to: "creator" },
    });
  });

  it("keep their last admin", async () => {
    const admin = await make.memberContext("admin");
    const { userId } = admin.actor;
    await expect(setRole({ ctx: admin, input: { userId, role: "learner" } })).rejects.toMatchObject(
      {
        kind: "precondition",
        code: "organisation.last-admin",
      },
    );
    await expect(removeMember({ ctx: admin, input: { userId } })).rejects.toMatchObject({
      code: "organisation.last-admin",
    });
    expect(await actionsOf(admin.actor.orgId)).toEqual([]);
  });

  it("are removed with what they learned kept, and not from elsewhere", async () => {
    const admin = await make.memberContext("admin");
    const { orgId } = admin.actor;
    const learner = await make.member(orgId, "learner");
    await make.enrollment(orgId, learner.userId, await make.publishedCourse(orgId));
    const stranger = await make.memberContext("admin");
    const input = { userId: learner.userId };
    await expect(removeMember({ ctx: stranger, input })).rejects.toMatchObject({
      kind: "not_found",
    });
    await expect(
      setRole({ ctx: stranger, input: { ...input, role: "admin" } }),
    ).rejects.toMatchObject({
      kind: "not_found",
    });
    await removeMember({ ctx: admin, input });
    expect(
      await database.query("select from org_members where user_id = $1", [learner.userId]),
    ).toEqual([]);
    expect(
      await database.query("select from enrollments where user_id = $1", [learner.userId]),
    ).toHaveLength(1);
    expect(await actionsOf(orgId)).toEqual(["people.remove"]);
  });

  it("are listed by name, found by address, and counted with their courses", async () => {
    const manager = await make.memberContext("manager");
    const { orgId } = manager.actor;
    const zoe = await make.member(orgId, "learner", { fullName: "Zoe Ash" });
    await make.member(orgId, "learner", { fullName: "Abel Birch" });
    await make.enrollment(orgId, zoe.userId, await make.publishedCourse(orgId));
    const all = await listPeople({ ctx: manager, input: { role: "learner" } });
    expect(all.members.map((row) => row.fullName)).toEqual(["Abel Birch", "Zoe Ash"]);
    expect(all.total).toBe(2);
    const found = await listPeople({ ctx: manager, input: { search: zoe.email.slice(0, 10) } });
    expect(found.members).toMatchObject([{ email: zoe.email, enrolled: 1, completed: 0 }]);
    expect((await listPeople({ ctx: manager, input: { search: "100%_" } })).members).toEqual([]);
    const creator = await make.memberContext("creator", orgId);
    await expect(listPeople({ ctx: creator, input: {} })).rejects.toMatchObject({
      kind: "forbidden",
    });
  });
});
