import type { Hono } from "hono";
import type { AuthServices } from "../auth-services.ts";

/** Hosted projects list each of theirs, on or off. */
const hostedProviders = [
  "apple",
  "azure",
  "bitbucket",
  "discord",
  "facebook",
  "figma",
  "fly",
  "github",
  "gitlab",
  "google",
  "kakao",
  "keycloak",
  "linkedin_oidc",
  "notion",
  "slack_oidc",
  "snapchat",
  "spotify",
  "twitch",
  "twitter",
  "workos",
  "zoom",
];

/** What anyone may know of this service: its keys, its settings, and that it is alive. */
export function addAboutRoutes(app: Hono, services: AuthServices): void {
  const { config } = services;
  app.get("/.well-known/jwks.json", (context) => {
    context.header("cache-control", "public, max-age=600");
    return context.json(services.tokens.keySet);
  });
  app.get("/health", async (context) => {
    await services.pool.query("select 1");
    return context.json({
      name: "GoTrue",
      version: "supabase-local",
      description: "GoTrue is a user registration and authentication API",
    });
  });
  app.get("/settings", (context) =>
    context.json({
      external: {
        anonymous_users: config.enable_anonymous_sign_ins,
        email: config.email.enable_signup,
        phone: false,
        ...Object.fromEntries(hostedProviders.map((name) => [name, false])),
        ...Object.fromEntries(
          Object.keys(config.external).map((name) => [
            name,
            services.providers.names.includes(name),
          ]),
        ),
      },
      disable_signup: !config.enable_signup,
      mailer_autoconfirm: !config.email.enable_confirmations,
      phone_autoconfirm: false,
      sms_provider: "",
      saml_enabled: false,
    }),
  );
}
