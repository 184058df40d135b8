import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { AppError } from "@byteos/contracts/errors";
import { OrgId, UserId } from "@byteos/contracts/ids";
import { ApiError } from "@byteos/web/api-error";
import { createApiRoute } from "@byteos/web/api-route";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { endpoints } from "./endpoints.ts";
import { listedEndpoints, openApiDocument, schemaNameOf } from "./openapi-document.ts";

const routes = fileURLToPath(new URL("../../app/api/", import.meta.url));
/** What answers without a session and without JSON in. */
const open = new Set(["/api/health", "/api/openapi.json"]);

/** Bytes and rows of files, which the pages of repositories fetch as they need them; programs ask Studio. */
const filesOfPages = /^\/api\/repositories\//;

describe("the API's documentation", () => {
  const document = openApiDocument("https://learn.example.org");

  it("has every route of the app, and each route is made from its entry", () => {
    const files = globSync("**/route.ts", { cwd: routes });
    expect(files.length).toBeGreaterThan(10);
    const byPath = new Map(
      Object.entries(endpoints).map(([key, { path }]) => [path as string, key]),
    );
    const documented = new Set<string>();
    for (const file of files) {
      const path = `/api/${file.replaceAll("\\", "/").replace(/\/route\.ts$/, "")}`;
      const text = readFileSync(`${routes}${file}`, "utf8");
      const methods = [
        ...text.matchAll(/export (?:const|(?:async )?function) (GET|POST|PUT|PATCH|DELETE)\b/g),
      ];
      if (filesOfPages.test(path)) {
        expect(methods.every(([, method]) => method === "GET")).toBe(true);
        continue;
      }
      if (open.has(path)) {
        expect(methods.map(([, method]) => method)).toEqual(["GET"]);
        continue;
      }
      expect(
        methods.map(([, method]) => method),
        path,
      ).toEqual(["POST"]);
      expect(document.paths, path).toHaveProperty([path, "post"]);
      expect(text, path).toMatch(
        new RegExp(`endpointRoute\\(\\s*endpoints\\.${byPath.get(path)}\\b`),
      );
      documented.add(path);
    }
    expect([...documented].toSorted()).toEqual(Object.keys(document.paths).toSorted());
  });

  it("names each operation once, and every reference leads somewhere", () => {
    const names = listedEndpoints.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, target = ""]) => target);
    expect(references.length).toBeGreaterThan(50);
    for (const target of references) {
      const found = target
        .split("/")
        .slice(1)
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
      expect(found, target).toBeDefined();
    }
  });

  it("describes inputs and answers as objects with their fields", () => {
    const { schemas } = document.components;
    for (const endpoint of listedEndpoints) {
      const name = schemaNameOf(endpoint);
      expect(schemas[`${name}Input`]?.type, name).toBe("object");
      const output = schemas[`${name}Output`];
      expect(output?.type ?? (output?.oneOf ? "choice" : undefined), name).toBeDefined();
    }
    expect(schemas["AttemptSubmitInput"]?.required).toEqual(
      expect.arrayContaining(["clientId", "courseId", "blockId", "answer"]),
    );
    // A default is not something the caller must send.
    expect(schemas["ContentGenerateInput"]?.required).toEqual(["courseId", "kind"]);
  });
});

describe("errors of the API", () => {
  const actor = {
    kind: "member" as const,
    userId: UserId.parse("00000000-0000-4000-8000-000000000001"),
    orgId: OrgId.parse("00000000-0000-4000-8000-000000000002"),
    email: "a@example.org",
    role: "learner" as const,
  };
  const context = () => Promise.resolve({ requestId: "request-1", actor });
  const route = createApiRoute({
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    session: { getRequestContext: context, contextOfToken: context },
    largestBody: 1_000,
  });
  const answerOf = async (thrown: unknown) => {
    const handler = route("test", () => Promise.reject(thrown));
    const request = new Request("http://localhost/api/x", { method: "POST", body: "{}" });
    return handler(request, { params: Promise.resolve({}) });
  };
  const invalid = z.strictObject({ a: z.string() }).safeParse({}).error;

  it.each([
    ["of ours", new AppError("conflict", "a.b", "Words", { details: { most: 3 } }), 409],
    ["of a schema", invalid, 422],
    ["of anything else", new Error("secret"), 500],
  ])("have one shape: %s", async (_, thrown, status) => {
    const answer = await answerOf(thrown);
    expect(answer.status).toBe(status);
    const body: unknown = await answer.json();
    expect(ApiError.safeParse(body).success).toBe(true);
    expect(JSON.stringify(body)).not.toContain("secret");
  });
});
