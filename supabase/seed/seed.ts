import { randomUUID } from "node:crypto";
import type {
  MemberActor,
  MemberContext,
  RequestContext,
  UserActor,
} from "@byteos/contracts/request-context";
import type { OrgRole } from "@byteos/contracts/role";
import { createSupabaseAuthAdmin } from "@byteos/integrations/auth/supabase-auth-admin";
import { createSupabasePackFiles } from "@byteos/integrations/forge/supabase-pack-files";
import type { Mail } from "@byteos/integrations/mail/mailer";
import { closeUseCases, configureUseCases } from "@byteos/usecases/configure";
import { createOrganisation } from "@byteos/usecases/organisation/create-organisation";
import { acceptInvitation } from "@byteos/usecases/people/accept-invitation";
import { invitePeople } from "@byteos/usecases/people/invite-people";
import { resolveActor } from "@byteos/usecases/session/resolve-actor";
import { seedCourse } from "./seed-course.ts";
import { SeedEnv } from "./seed-env.ts";
import { seedLearning } from "./seed-learning.ts";
import { seedRepository } from "./seed-repository.ts";

const password = "byteos-demo";
const accounts = [
  { role: "admin", email: "admin@demo.byteos.local", fullName: "Ada Demo" },
  { role: "manager", email: "manager@demo.byteos.local", fullName: "Marek Demo" },
  { role: "creator", email: "creator@demo.byteos.local", fullName: "Cleo Demo" },
  { role: "learner", email: "learner@demo.byteos.local", fullName: "Lena Demo" },
] as const satisfies readonly { role: OrgRole; email: string; fullName: string }[];

const contextOf = <A extends MemberActor | UserActor>(actor: A): RequestContext<A> => ({
  requestId: `seed-${randomUUID()}`,
  actor,
});

/**
 * A demo organisation with a person in each role, one published course that two of them take, and a repository. Running it
 * again changes nothing that is there. Everything but the accounts goes through the use cases, so the seed
 * can make nothing that the product could not.
 */
async function seed(env: SeedEnv): Promise<void> {
  const authAdmin = createSupabaseAuthAdmin({
    supabaseUrl: env.SUPABASE_URL,
    secretKey: env.SUPABASE_SECRET_KEY,
  });
  const people = new Map<OrgRole, { userId: string; email: string }>();
  for (const { role, email, fullName } of accounts) {
    const userId =
      (await authAdmin.findUserId(email)) ??
      (await authAdmin.createUser({ email, password, fullName }));
    people.set(role, { userId, email });
  }
  const person = (role: OrgRole) => {
    const found = people.get(role);
    if (found === undefined) throw new Error(`There is no demo account for ${role}`);
    return found;
  };

  const admin = await resolveActor(person("admin"));
  if (admin.kind === "user") {
    await createOrganisation({ ctx: contextOf(admin), input: { name: "Byte Demo", slug: "demo" } });
  }
  const adminCtx = await memberContext(person("admin"));
  for (const role of ["manager", "creator", "learner"] as const) {
    const actor = await resolveActor(person(role));
    if (actor.kind === "user") await join(adminCtx, actor, role, env);
  }

  const courseId = await seedCourse(await memberContext(person("creator")));
  await seedLearning(await memberContext(person("learner")), courseId, { isFinishing: false });
  await seedLearning(await memberContext(person("manager")), courseId, { isFinishing: true });
  await seedRepository(await memberContext(person("creator")), {
    files: createSupabasePackFiles({ url: env.SUPABASE_URL, secretKey: env.SUPABASE_SECRET_KEY }),
  });
}

async function memberContext(person: { userId: string; email: string }): Promise<MemberContext> {
  const actor = await resolveActor(person);
  if (actor.kind !== "member") throw new Error(`${person.email} belongs to no organisation`);
  return contextOf(actor);
}

/** Invites and accepts as people would; the mail goes no further than here. */
async function join(
  admin: MemberContext,
  actor: UserActor,
  role: OrgRole,
  env: SeedEnv,
): Promise<void> {
  const sent: Mail[] = [];
  const mailer = {
    send: (mail: Mail) => {
      sent.push(mail);
      return Promise.resolve();
    },
    close: () => undefined,
  };
  await invitePeople({
    ctx: admin,
    input: { emails: [actor.email], role },
    mailer,
    studioUrl: env.STUDIO_URL,
    learnUrl: env.LEARN_URL,
  });
  const token = /\/invitation\/([A-Za-z0-9_-]+)/.exec(sent[0]?.text ?? "")?.[1];
  await acceptInvitation({ ctx: contextOf(actor), input: { token } });
}

const env = SeedEnv.parse(process.env);
configureUseCases({ database: { url: env.DATABASE_URL, poolSize: 4 } });
try {
  await seed(env);
} finally {
  await closeUseCases();
}
console.log(
  JSON.stringify({ accounts: accounts.map(({ role, email }) => ({ role, email, password })) }),
);
