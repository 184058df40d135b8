import type { MemberContext } from "@byteos/contracts/request-context";
import { Factories } from "@byteos/testing/factories";
import { withTestDatabase } from "@byteos/testing/test-database";
import { apiCallsPerMinute } from "@byteos/usecases/limits/count-api-call";
import { countUse } from "@byteos/usecases/limits/count-use";
import { expect, test } from "vitest";
import { z } from "zod";
import { createEndpointRoute, type Endpoint } from "./api-endpoint.ts";
import { ApiError } from "./api-error.ts";
import { createApiRoute } from "./api-route.ts";

const database = withTestDatabase();
const factories = new Factories(database);

const double = {
  path: "/api/double",
  name: "test.double",
  summary: "Double a number",
  input: z.strictObject({ number: z.int() }),
  output: z.strictObject({ doubled: z.int() }),
} satisfies Endpoint;

function callAs(
  ctx: MemberContext,
  answer = (number: number): unknown => ({ doubled: number * 2 }),
) {
  const errors: string[] = [];
  const context = () => Promise.resolve(ctx);
  const route = createEndpointRoute(
    createApiRoute({
      log: {
        info: () => undefined,
        warn: () => undefined,
        error: (event) => void errors.push(event),
      },
      session: { getRequestContext: context, contextOfToken: context },
      largestBody: 1_000,
    }),
  );
  const handler = route(double, ({ input }) =>
    // safe because the schema of the answer is what is tested
    Promise.resolve(answer(input.number) as { doubled: number }),
  );
  const call = async (body: unknown) => {
    const request = new Request("http://localhost/api/double", {
      method: "POST",
      headers: { "content-type": "application/json", "x-request-id": "request-1" },
      body: JSON.stringify(body),
    });
    const response = await handler(request, { params: Promise.resolve({}) });
    return { status: response.status, body: (await response.json()) as unknown };
  };
  return { call, errors };
}

test("reads and answers by its schemas", async () => {
  const { call } = callAs(await factories.memberContext("learner"));
  expect(await call({ number: 4 })).toEqual({ status: 200, body: { doubled: 8 } });
  const refused = await call({ number: "four" });
  expect(refused.status).toBe(422);
  expect(ApiError.parse(refused.body).error).toMatchObject({
    code: "request.invalid",
    fieldErrors: { number: expect.any(String) },
    requestId: "request-1",
  });
});

test("an answer of the wrong form is our error, and is not sent", async () => {
  const ctx = await factories.memberContext("learner");
  const { call, errors } = callAs(ctx, () => ({ doubled: 2, secret: "answer" }));
  const broken = await call({ number: 1 });
  expect(broken.status).toBe(500);
  expect(ApiError.parse(broken.body).error.code).toBe("response.invalid");
  expect(JSON.stringify(broken.body)).not.toContain("secret");
  expect(errors).toEqual(["test.double"]);
});

test("a person who asks too often waits; their colleague does not", async () => {
  const ctx = await factories.memberContext("learner");
  const { call } = callAs(ctx);
  await database.query("select app.count_hit($1, 60) from generate_series(1, $2::int)", [
    `api:minute:${ctx.actor.userId}`,
    apiCallsPerMinute.ofPerson,
  ]);
  const refused = await call({ number: 1 });
  expect(refused.status).toBe(429);
  expect(ApiError.parse(refused.body).error).toMatchObject({
    code: "request.too-often",
    suggestion: expect.any(String),
  });
  const colleague = callAs(await factories.memberContext("learner", ctx.actor.orgId));
  expect((await colleague.call({ number: 1 })).status).toBe(200);
});

test("an organisation has a limit of its own", async () => {
  const one = await factories.memberContext("learner");
  const two = await factories.memberContext("learner", one.actor.orgId);
  const elsewhere = await factories.memberContext("learner");
  const limit = {
    name: "tried",
    perMinute: 3,
    perMinuteOfOrganisation: 4,
    code: "tried.too-often",
    message: "Too often.",
  };
  for (const ctx of [one, one, two, two]) await countUse(ctx, limit);
  await expect(countUse(two, limit)).rejects.toMatchObject({ kind: "limit", code: limit.code });
  await countUse(elsewhere, limit);
});
