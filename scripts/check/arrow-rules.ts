import type { IRegularForbiddenRuleType } from "dependency-cruiser";

const pure = "courseware|adaptive|retrieval|forge|traces|exports";
const frameworks = "next|react|react-dom|@prisma|@supabase|ai|@ai-sdk|openai";
const test = String.raw`\.(?:test|integration\.test|e2e\.test)\.tsx?$|/test/`;
const testing = "^packages/testing/";
const workspaceOfImporter = "^$1/";

type ArrowRule = IRegularForbiddenRuleType & { name: string };

function forbid(
  name: string,
  comment: string,
  from: ArrowRule["from"],
  to: ArrowRule["to"],
): ArrowRule {
  return { name, comment, severity: "error", from, to };
}

/** The arrows of the architecture. What each forbids is shown by its example in arrow-examples.ts. */
export const arrowRules: readonly ArrowRule[] = [
  forbid(
    "no-runtime-cycles",
    "Modules that need each other at run time cannot be understood or loaded apart.",
    {},
    { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
  ),
  forbid(
    "imports-resolve",
    "An import that resolves to nothing, or that reaches past a package's exports.",
    {},
    { couldNotResolve: true },
  ),
  forbid(
    "packages-below-apps",
    "Packages are used by apps and services; only testing starts the embedded database itself.",
    { path: "^packages/", pathNot: testing },
    { path: "^(?:apps|services)/" },
  ),
  forbid(
    "apps-and-services-apart",
    "Apps and services share packages, never each other's files.",
    { path: "^((?:apps|services)/[^/]+)/" },
    { path: "^(?:apps|services)/", pathNot: workspaceOfImporter },
  ),
  forbid(
    "contracts-at-the-bottom",
    "Everything imports contracts, so contracts import nothing of ours.",
    { path: "^(packages/contracts)/" },
    { path: "^(?:packages|apps|services)/", pathNot: workspaceOfImporter },
  ),
  forbid(
    "pure-packages-see-contracts",
    "A pure package knows the contracts and itself.",
    { path: `^(packages/(?:${pure}))/` },
    { path: "^packages/", pathNot: [workspaceOfImporter, "^packages/contracts/"] },
  ),
  forbid(
    "pure-packages-without-frameworks",
    "Domain code runs anywhere: no framework, database or model SDK.",
    { path: `^packages/(?:contracts|${pure})/` },
    { path: `(?:^|/)node_modules/(?:${frameworks})/` },
  ),
  forbid(
    "db-and-integrations-below-usecases",
    "Adapters know contracts and pure packages.",
    { path: "^(packages/(?:db|integrations))/" },
    {
      path: "^packages/",
      pathNot: [workspaceOfImporter, `^packages/(?:contracts|${pure})/`, testing],
    },
  ),
  forbid(
    "only-usecases-import-db",
    "Authorisation, transaction and audit live in use cases, so only they reach the database.",
    { pathNot: ["^packages/(?:usecases|db|testing)/", "^tests/"] },
    // Each process composes its environment from the keys of its packages.
    { path: "^packages/db/", pathNot: String.raw`^packages/db/src/env\.ts$` },
  ),
  forbid(
    "usecases-below-interfaces",
    "A use case serves every interface and knows none.",
    { path: "^packages/usecases/" },
    { path: "^packages/(?:ui|agent-tools|scenes)/" },
  ),
  forbid(
    "web-is-for-apps",
    "What the apps are wired with knows their frameworks; packages and services do without it.",
    { pathNot: ["^apps/", "^packages/(?:web|forge-pages)/"] },
    { path: "^packages/(?:web|forge-pages)/" },
  ),
  forbid(
    "forge-pages-as-an-app",
    "Pages that both apps show know what an app's features may, and nothing below.",
    { path: "^(packages/forge-pages)/", pathNot: test },
    {
      path: "^packages/",
      pathNot: [workspaceOfImporter, "^packages/(?:contracts|forge|integrations|ui|usecases|web)/"],
    },
  ),
  forbid(
    "web-above-usecases",
    "The wiring calls use cases and adapters; what is decided below it is not its business.",
    { path: "^(packages/web)/", pathNot: test },
    {
      path: "^packages/",
      pathNot: [
        workspaceOfImporter,
        "^packages/(?:contracts|integrations|ui|usecases)/",
        String.raw`^packages/db/src/env\.ts$`,
      ],
    },
  ),
  forbid(
    "ui-sees-contracts",
    "Components are given data; they fetch and decide nothing.",
    { path: "^(packages/ui)/" },
    { path: "^packages/", pathNot: [workspaceOfImporter, "^packages/contracts/"] },
  ),
  forbid(
    "testing-only-in-tests",
    "Factories and test databases never ship; measurements do not either.",
    { pathNot: [test, testing, "^tests/", "^scripts/eval/", String.raw`vitest\.config\.ts$`] },
    { path: testing },
  ),
  forbid(
    "features-below-routes",
    "Routes compose features; a feature never imports a route.",
    { path: "^apps/[^/]+/src/features/" },
    { path: "^apps/[^/]+/src/app/" },
  ),
  forbid(
    "pages-use-loaders",
    "A page asks its feature's loader, never a use case; route handlers are adapters of their own.",
    { path: "^apps/[^/]+/src/app/", pathNot: String.raw`/route\.ts$` },
    { path: "^packages/(?:usecases|db)/" },
  ),
  forbid(
    "functions-see-contracts",
    "An edge function is deployed file by file, so it brings along contracts and what it shares, nothing else of ours.",
    { path: "^(supabase/functions)/" },
    { path: "^(?:apps|packages|services|supabase)/", pathNot: ["^$1/", "^packages/contracts/"] },
  ),
  forbid(
    "through-package-names",
    "Another workspace is imported by its name, which its exports guard, never by a relative path.",
    { path: "^((?:packages|apps|services)/[^/]+)/" },
    { path: "^packages/", pathNot: workspaceOfImporter, dependencyTypes: ["local"] },
  ),
];
