import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { createClient } from "@supabase/supabase-js";
import { expect, test } from "vitest";
import { type AppAttempt, listAppAttempts, routesWithoutIds } from "./harness/app-attempts.ts";
import { getStack } from "./harness/browser.ts";
import { listPlatformAttempts } from "./harness/platform-attempts.ts";
import {
  canary,
  digestOf,
  factories,
  joinAs,
  makeVictim,
  type Person,
} from "./harness/two-tenants.ts";

/*
 * Two organisations on one stack: the people of the second ask every endpoint of the apps, of auth, storage,
 * realtime and of the functions for what is the first one's. None succeeds.
 */
const apps = join(import.meta.dirname, "..", "..", "apps");

interface Answer {
  status: number;
  text: string;
}

function url(app: AppAttempt["app"]): string {
  const { studioUrl, learnUrl } = getStack();
  return app === "studio" ? studioUrl : learnUrl;
}

async function sendToApp(attempt: AppAttempt, cookie: string): Promise<Answer> {
  const response = await fetch(`${url(attempt.app)}${attempt.path}`, {
    method: attempt.method,
    redirect: "manual",
    headers: {
      cookie,
      "sec-fetch-site": "same-origin",
      ...(attempt.body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(attempt.body === undefined ? {} : { body: JSON.stringify(attempt.body) }),
  });
  const location = response.headers.get("location") ?? "";
  return { status: response.status, text: `${location} ${await beginningOf(response)}` };
}

/** All of it, or what a stream without an end says first. */
async function beginningOf(response: Response): Promise<string> {
  if (response.headers.get("content-type") !== "text/event-stream") return response.text();
  const reader = response.body?.getReader();
  const first = await reader?.read();
  await reader?.cancel();
  return new TextDecoder().decode(first?.value);
}

/** Routes and pages with a name in brackets, and all routes without one: what the table must speak of. */
async function listRoutes(app: AppAttempt["app"]): Promise<string[]> {
  const folder = join(apps, app, "src", "app");
  const files = await readdir(folder, { recursive: true });
  const routes = files.flatMap((file) => {
    const [, place = "", kind] = /^(.*)\/(route\.ts|page\.tsx)$/.exec(file) ?? [];
    const isMeant = kind === "route.ts" || (kind === "page.tsx" && place.includes("["));
    return isMeant ? [place.replaceAll(/\([^)]+\)\//g, "")] : [];
  });
  return [...new Set(routes)].toSorted();
}

test("nobody of one organisation gets at anything of another, on any endpoint", async () => {
  const { env } = getStack();
  const victim = await makeVictim();
  const orgId = await factories.organisation({ name: "Next door" });
  const people: Record<string, Person | null> = {
    "an administrator next door": await joinAs(orgId, "admin"),
    "a learner next door": await joinAs(orgId, "learner"),
    nobody: null,
  };
  const platform = env["SUPABASE_URL"] ?? "";
  const key = env["SUPABASE_PUBLISHABLE_KEY"] ?? "";
  const asLearner = createClient(platform, key, {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  await asLearner.auth.setSession({ access_token: victim.learner.token, refresh_token: "-" });
  const factor = await asLearner.auth.mfa.enroll({ factorType: "totp" });
  const factorId = factor.data?.id ?? "";
  expect(factorId).not.toBe("");

  const appAttempts = listAppAttempts(victim);
  for (const app of ["studio", "learn"] as const) {
    const spoken = appAttempts.filter((each) => each.app === app).map(({ route }) => route);
    const all = [...new Set([...spoken, ...routesWithoutIds[app]])].toSorted();
    expect(all, app).toEqual(await listRoutes(app));
  }

  const before = await digestOf(victim);
  const successes: string[] = [];
  const judge = (what: string, { status, text }: Answer, isOpen = false) => {
    const isTold = text.toLowerCase().includes(canary) || text.includes(victim.creator.email);
    const isDone = status < 300 && !isOpen;
    if (isTold || isDone || status >= 500) {
      successes.push(`${what}: ${status} ${text.slice(0, 300)}`);
    }
  };
  for (const [who, person] of Object.entries(people)) {
    for (const attempt of appAttempts) {
      const answer = await sendToApp(attempt, person?.cookie(victim.orgId) ?? "");
      const isPage = !attempt.route.startsWith("api/") && attempt.method === "GET";
      // A page that is not there may begin to be sent before that is known: then it says so in its text.
      const isEmptyPage =
        isPage && /not.found|does not exist|NEXT_(NOT_FOUND|REDIRECT|HTTP)/i.test(answer.text);
      judge(
        `${who}: ${attempt.method} ${attempt.app} ${attempt.path}`,
        answer,
        attempt.isOpen === true || isEmptyPage,
      );
    }
    for (const attempt of listPlatformAttempts(victim, factorId)) {
      const { body } = attempt;
      const isText = typeof body === "string";
      const response = await fetch(`${platform}/${attempt.path}`, {
        method: attempt.method,
        headers: {
          apikey: key,
          "x-byteos-org": victim.orgId,
          ...(isText || body === undefined ? {} : { "content-type": "application/json" }),
          ...(person ? { authorization: `Bearer ${person.token}` } : {}),
          ...attempt.headers,
        },
        ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
      });
      const answer = { status: response.status, text: await response.text() };
      if (attempt.isUnset && answer.status === 503) continue;
      judge(`${who}: ${attempt.method} ${attempt.path}`, answer, attempt.isOpen);
    }
    const heard = await listenTo(victim.orgId, person);
    if (heard !== "CHANNEL_ERROR CHANNEL_ERROR") successes.push(`${who}: realtime: ${heard}`);
  }
  expect(successes).toEqual([]);
  expect(await digestOf(victim)).toEqual(before);

  // The same, asked by whose it is: each is something that there was to get.
  const refusals: string[] = [];
  for (const attempt of appAttempts) {
    const answer = await sendToApp(attempt, victim[attempt.owner].cookie(victim.orgId));
    if (attempt.ownerIsTold?.test(answer.text)) continue;
    if ([400, 401, 403, 404, 405, 422].includes(answer.status) || answer.status >= 500) {
      refusals.push(
        `${attempt.method} ${attempt.path}: ${answer.status} ${answer.text.slice(0, 300)}`,
      );
    }
  }
  expect(refusals).toEqual([]);
}, 300_000);

/** What joining the organisation's private topic, and asking for the changes of a table, ends with. */
async function listenTo(orgId: string, person: Person | null): Promise<string> {
  const { env } = getStack();
  const client = createClient(env["SUPABASE_URL"] ?? "", env["SUPABASE_PUBLISHABLE_KEY"] ?? "", {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  if (person) await client.realtime.setAuth(person.token);
  const topic = client.channel(`organisation:${orgId}`, { config: { private: true } });
  const joined = new Promise<string>((resolve) => topic.subscribe((status) => resolve(status)));
  const changes = client.channel("changes");
  const subscribed = new Promise<string>((resolve) => {
    changes
      .on("postgres_changes", { event: "*", schema: "public", table: "courses" }, () =>
        resolve("CHANGE"),
      )
      .on("system", {}, ({ status }: { status: string }) =>
        resolve(status === "error" ? "CHANNEL_ERROR" : status),
      )
      .subscribe();
  });
  const outcome = `${await joined} ${await subscribed}`;
  await client.removeAllChannels();
  return outcome;
}
