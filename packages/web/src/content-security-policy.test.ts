import { expect, it } from "vitest";
import { contentSecurityPolicy } from "./content-security-policy.ts";

const sources = { images: ["https://files.example"], connections: [], frames: "'none'" } as const;

it("lets scripts run by nonce alone, and nothing load from elsewhere but what is named", () => {
  const policy = contentSecurityPolicy({ nonce: "n1", isDevelopment: false, ...sources });
  const directives = new Map(
    policy.split("; ").map((part) => {
      const [name = "", ...values] = part.split(" ");
      return [name, values];
    }),
  );
  expect(directives.get("script-src")).toEqual(["'self'", "'nonce-n1'", "'strict-dynamic'"]);
  expect(directives.get("img-src")).toEqual(["'self'", "data:", "https://files.example"]);
  expect(directives.get("connect-src")).toEqual(["'self'"]);
  expect(directives.get("worker-src")).toEqual(["'self'"]);
  expect(directives.get("frame-src")).toEqual(["'none'"]);
  expect(policy).not.toContain("unsafe-eval");
});
