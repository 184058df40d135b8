import { randomUUID } from "node:crypto";
import type { AppAttempt } from "./app-attempts.ts";
import type { Victim } from "./two-tenants.ts";

/** Found, and then short of something that an empty repository has not: no refusal of who asks. */
const isFound = /"forge\.(?!repository-not-found|role-missing)[a-z-]+"/;
const name = "0".repeat(64);

/** Every route and page of Forge, asked for a private repository; the last one ends it. */
export function listForge({
  repositoryId,
  repositoryPath,
  learner,
  accessTokenId,
}: Victim): AppAttempt[] {
  const ask = (rest: string, method: string, path: string, body?: Record<string, unknown>) => ({
    app: "studio" as const,
    route: `api/forge/repositories/[repositoryId]${rest}`,
    method,
    path: `/api/forge/repositories/${repositoryId}${path}`,
    owner: "creator" as const,
    ownerIsTold: isFound,
    ...(body === undefined ? {} : { body }),
  });
  const page = (route: string, path: string): AppAttempt => ({
    app: "studio",
    route,
    method: "GET",
    path,
    owner: "creator",
    ownerIsTold: isFound,
  });
  const lease = randomUUID();
  const place = "at=main&path=songs.csv";
  const forge = `/forge/${repositoryPath}`;
  const inLearn = (route: string, path: string): AppAttempt => ({
    ...page(route, path),
    app: "learn",
    ownerIsTold: /./,
  });
  return [
    inLearn(
      "api/repositories/[repositoryId]/raw",
      `/api/repositories/${repositoryId}/raw?${place}`,
    ),
    inLearn(
      "api/repositories/[repositoryId]/rows",
      `/api/repositories/${repositoryId}/rows?${place}`,
    ),
    inLearn("forge/[org]/[name]", forge),
    inLearn("forge/[org]/[name]/commits", `${forge}/commits`),
    inLearn("forge/[org]/[name]/commits/[commit]", `${forge}/commits/${name}`),
    inLearn("forge/[org]/[name]/search", `${forge}/search?q=songs`),
    page("api/forge/address/[org]/[name]", `/api/forge/address/${repositoryPath}`),
    ask("/chunks", "POST", "/chunks", { leaseId: lease, names: [name] }),
    ask("/commit", "GET", "/commit?at=main"),
    ask("/commits", "GET", "/commits?at=main"),
    ask("/file", "GET", `/file?${place}`),
    ask("/leases", "POST", "/leases", {}),
    ask("/leases/[leaseId]", "PUT", `/leases/${lease}`, {}),
    ask("/leases/[leaseId]", "DELETE", `/leases/${lease}`),
    ask("/members", "GET", "/members"),
    ask("/members", "PUT", "/members", { userId: learner.userId, role: "read" }),
    ask("/members/[userId]", "DELETE", `/members/${learner.userId}`),
    ask("/packs", "GET", "/packs"),
    ask("/packs", "POST", "/packs", { leaseId: lease, name, bytes: 100 }),
    ask("/packs/[name]", "PUT", `/packs/${name}`, { leaseId: lease }),
    ask("/refs", "GET", "/refs"),
    ask("/refs", "POST", "/refs", { ref: "branches/taken", expected: null, next: name }),
    ask("/tree", "GET", `/tree?${place}`),
    ask("/verify", "POST", "/verify", {}),
    page("api/repositories/[repositoryId]/raw", `/api/repositories/${repositoryId}/raw?${place}`),
    page("api/repositories/[repositoryId]/rows", `/api/repositories/${repositoryId}/rows?${place}`),
    page("api/repositories/[repositoryId]/live", `/api/repositories/${repositoryId}/live`),
    page("forge/[org]/[name]", forge),
    page("forge/[org]/[name]/activity", `${forge}/activity`),
    page("forge/[org]/[name]/commits", `${forge}/commits`),
    page("forge/[org]/[name]/search", `${forge}/search?q=songs`),
    page("forge/[org]/[name]/settings", `${forge}/settings`),
    // There is no such version, which its owner is told by the same page.
    {
      ...page("forge/[org]/[name]/commits/[commit]", `${forge}/commits/${name}`),
      ownerIsTold: /./,
    },
    {
      ...page("api/forge/tokens/[tokenId]", `/api/forge/tokens/${accessTokenId}`),
      method: "DELETE",
    },
    ask("", "GET", ""),
    ask("", "PATCH", "", { description: "Taken" }),
    ask("/collect", "POST", "/collect", {}),
    ask("", "DELETE", "", { confirmation: "songs" }),
  ];
}
