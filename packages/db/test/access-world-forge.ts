import { randomBytes, randomUUID } from "node:crypto";
import type { OrgId } from "@byteos/contracts/ids";
import type { MemberActor } from "@byteos/contracts/request-context";
import type { Level, TableAccess } from "./access-matrix.ts";
import type { Row, TableCase, World } from "./access-world.ts";

type Access = `${Level} ${Level} ${Level} ${Level}`;

/**
 * Repositories that are for their organisation. What they hold is written by the service; settings and members
 * are for their admins, of whom the organisation's admins are some.
 */
export const forgeAccess = (
  everyone: (access: Access) => TableAccess,
): Readonly<Record<string, TableAccess>> => ({
  access_tokens: everyone("own own own own"),
  commits: everyone("org - - -"),
  device_logins: everyone("- - - -"),
  forge_usages: everyone("org - - -"),
  packs: everyone("org - - -"),
  refs: everyone("org - - -"),
  repositories: {
    learner: "org - - -",
    creator: "org own - -",
    manager: "org own - -",
    admin: "org own org -",
    service: "all all all all",
  },
  repository_members: {
    learner: "org - - own",
    creator: "org - - own",
    manager: "org - - own",
    admin: "org org org org",
    service: "all all all all",
  },
  repository_events: { ...everyone("org own own own"), admin: "org own own org" },
  repository_sources: everyone("org - - -"),
  upload_leases: everyone("- - - -"),
});

const contentName = () => randomBytes(32).toString("hex");
const seededName = "a".repeat(64);

const repositoryRow = (orgId: OrgId): Row => ({
  org_id: orgId,
  name: `r-${randomUUID()}`,
  visibility: "organisation",
});

export async function makeRepositories(
  make: (table: string, row: Row) => Promise<unknown>,
  orgId: OrgId,
) {
  return {
    repositoryId: await make("repositories", repositoryRow(orgId)),
    freshRepositoryId: await make("repositories", repositoryRow(orgId)),
  };
}

function packRow({ orgId, repositoryId }: World): Row {
  return {
    org_id: orgId,
    repository_id: repositoryId,
    name: contentName(),
    state: "stored",
    bytes: 100,
    tail: String.raw`\x00`,
    stored_at: new Date(),
    committed_at: new Date(),
  };
}

const commitRow = ({ repositoryId }: World, name: string): Row => ({
  repository_id: repositoryId,
  name,
  tree: seededName,
  author_name: "Robin",
  author_email: "",
  message: "First",
  made_at: new Date(),
});

const refRow = ({ repositoryId }: World, name: string): Row => ({
  repository_id: repositoryId,
  name,
  commit_name: seededName,
});

const tokenRow = ({ orgId }: World, { userId }: MemberActor): Row => ({
  user_id: userId,
  org_id: orgId,
  name: "Laptop",
  token_hash: contentName(),
  hint: "abcd",
  scopes: "{read}",
  expires_at: new Date(Date.now() + 86_400_000),
});

const deviceRow = ({ orgId }: World, { userId }: MemberActor): Row => ({
  device_code_hash: contentName(),
  user_code: contentName(),
  device_name: "laptop",
  scopes: "{read}",
  user_id: userId,
  org_id: orgId,
  expires_at: new Date(),
});

const byRepository = ({ repositoryId }: World): Row => ({ repository_id: repositoryId });
const byUser = (_: World, { userId }: MemberActor): Row => ({ user_id: userId });
const byOrg = ({ orgId }: World): Row => ({ org_id: orgId });

const once =
  (row: (world: World) => Row) =>
  (world: World, person: MemberActor): Row | null =>
    person === world.people.admin ? row(world) : null;

const commentRow = ({ userId }: MemberActor): Row => ({
  actor_id: userId,
  kind: "commented",
  body: "Why so deep?",
});

export const forgeTables: Readonly<Record<string, TableCase>> = {
  access_tokens: {
    where: byUser,
    isPersonal: true,
    seed: tokenRow,
    insert: tokenRow,
    update: "revoked_at = now()",
  },
  // Before the refs and packs that rest on them.
  commits: {
    where: byRepository,
    isPersonal: false,
    seed: once((world) => commitRow(world, seededName)),
    insert: (world) => commitRow(world, contentName()),
    update: "message = 'Changed'",
  },
  device_logins: {
    where: byUser,
    isPersonal: true,
    seed: deviceRow,
    insert: deviceRow,
    update: "state = 'approved'",
  },
  packs: {
    where: byRepository,
    isPersonal: false,
    seed: once(packRow),
    insert: packRow,
    update: "bytes = 200",
  },
  forge_usages: {
    where: byOrg,
    isPersonal: false,
    insert: byOrg,
    update: "quota_bytes = 1",
  },
  refs: {
    where: byRepository,
    isPersonal: false,
    seed: once((world) => refRow(world, "branches/main")),
    insert: (world) => refRow(world, `tags/${randomUUID()}`),
    update: "moved_at = now()",
  },
  repositories: {
    where: ({ repositoryId }) => ({ id: repositoryId }),
    isPersonal: false,
    insert: ({ orgId }, { userId }) => ({
      ...repositoryRow(orgId),
      owner_id: userId,
    }),
    update: "description = 'Changed'",
  },
  repository_members: {
    where: (world, person) => ({ ...byRepository(world), ...byUser(world, person) }),
    isPersonal: true,
    seed: (world, person) => ({ ...byRepository(world), ...byUser(world, person), role: "read" }),
    insert: ({ freshRepositoryId }, { userId }) => ({
      repository_id: freshRepositoryId,
      user_id: userId,
      role: "read",
    }),
    update: "role = 'write'",
  },
  repository_events: {
    where: (world, person) => ({ ...byRepository(world), actor_id: person.userId }),
    isPersonal: true,
    seed: (world, person) => ({ ...byRepository(world), ...commentRow(person) }),
    insert: ({ freshRepositoryId }, person) => ({
      repository_id: freshRepositoryId,
      ...commentRow(person),
    }),
    update: "body = 'Changed'",
  },
  repository_sources: {
    where: byRepository,
    isPersonal: false,
    seed: once(({ repositoryId, freshRepositoryId }) => ({
      repository_id: repositoryId,
      source_id: freshRepositoryId,
    })),
    insert: ({ repositoryId, freshRepositoryId }) => ({
      repository_id: freshRepositoryId,
      source_id: repositoryId,
    }),
    update: "added_at = now()",
  },
  upload_leases: {
    where: byUser,
    isPersonal: true,
    seed: (world, person) => ({
      ...byOrg(world),
      ...byRepository(world),
      ...byUser(world, person),
      epoch: 0,
    }),
    insert: (world, person) => ({
      ...byOrg(world),
      ...byRepository(world),
      ...byUser(world, person),
      epoch: 0,
    }),
    update: "epoch = 1",
  },
};
