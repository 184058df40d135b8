import type { Hono } from "hono";
import { AuthError } from "../auth-error.ts";

const parts = [
  {
    paths: ["/sso", "/admin/sso/*"],
    code: "saml_provider_disabled",
    words: "SAML 2.0 is disabled",
  },
  {
    paths: ["/oauth/*", "/user/oauth/grants", "/admin/oauth/*"],
    code: "feature_disabled",
    words: "OAuth server is disabled",
  },
  {
    paths: ["/admin/custom-providers", "/admin/custom-providers/*"],
    code: "feature_disabled",
    words: "Custom OAuth providers are disabled",
  },
  {
    paths: ["/passkeys", "/passkeys/*", "/admin/users/:id/passkeys", "/admin/users/:id/passkeys/*"],
    code: "passkey_disabled",
    words: "Passkeys are disabled",
  },
] as const;

/** What is not served answers as in a hosted project that has it off, so that clients take it for that. */
export function addSwitchedOffRoutes(app: Hono): void {
  for (const { paths, code, words } of parts) {
    for (const path of paths) {
      app.all(path, () => {
        throw new AuthError(404, code, words);
      });
    }
  }
}
