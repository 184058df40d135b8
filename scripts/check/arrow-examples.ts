/** For every rule one import that it must catch; a rule that stops catching it fails the check. */
export const arrowExamples: Record<string, Record<string, string>> = {
  "no-runtime-cycles": {
    "packages/usecases/src/cycle-one.ts": 'import "./cycle-two.ts";',
    "packages/usecases/src/cycle-two.ts": 'import "./cycle-one.ts";',
  },
  "imports-resolve": { "packages/usecases/src/missing.ts": 'import "./nowhere.ts";' },
  "packages-below-apps": {
    "packages/usecases/src/up.ts": 'import "../../../apps/studio/src/page.ts";',
    "apps/studio/src/page.ts": "export {};",
  },
  "apps-and-services-apart": {
    "apps/learn/src/across.ts": 'import "../../studio/src/page.ts";',
    "apps/studio/src/page.ts": "export {};",
  },
  "contracts-at-the-bottom": {
    "packages/contracts/src/up.ts": 'import "../../exports/src/leaf.ts";',
    "packages/exports/src/leaf.ts": "export {};",
  },
  "pure-packages-see-contracts": {
    "packages/courseware/src/sideways.ts": 'import type {} from "../../exports/src/leaf.ts";',
    "packages/exports/src/leaf.ts": "export {};",
  },
  "pure-packages-without-frameworks": {
    "packages/retrieval/src/framework.ts": 'import "react";',
    "node_modules/react/index.js": "",
    "node_modules/react/package.json": '{"name":"react","version":"1.0.0","main":"index.js"}',
  },
  "db-and-integrations-below-usecases": {
    "packages/db/src/up.ts": 'import "../../usecases/src/leaf.ts";',
    "packages/usecases/src/leaf.ts": "export {};",
  },
  "only-usecases-import-db": {
    "services/worker/src/short-cut.ts": 'import "../../../packages/db/src/leaf.ts";',
    "packages/db/src/leaf.ts": "export {};",
  },
  "usecases-below-interfaces": {
    "packages/usecases/src/up-to-ui.ts": 'import "../../ui/src/leaf.ts";',
    "packages/ui/src/leaf.ts": "export {};",
  },
  "web-is-for-apps": {
    "services/worker/src/wired.ts": 'import "../../../packages/web/src/leaf.ts";',
    "packages/web/src/leaf.ts": "export {};",
  },
  "web-above-usecases": {
    "packages/web/src/down.ts": 'import "../../courseware/src/leaf.ts";',
    "packages/courseware/src/leaf.ts": "export {};",
  },
  "forge-pages-as-an-app": {
    "packages/forge-pages/src/down.ts": 'import "../../courseware/src/leaf.ts";',
    "packages/courseware/src/leaf.ts": "export {};",
  },
  "ui-sees-contracts": {
    "packages/ui/src/down.ts": 'import "../../courseware/src/leaf.ts";',
    "packages/courseware/src/leaf.ts": "export {};",
  },
  "testing-only-in-tests": {
    "packages/usecases/src/ships-tests.ts": 'import "../../testing/src/leaf.ts";',
    "packages/testing/src/leaf.ts": "export {};",
  },
  "features-below-routes": {
    "apps/studio/src/features/course/up.ts": 'import "../../app/course.ts";',
    "apps/studio/src/app/course.ts": "export {};",
  },
  "pages-use-loaders": {
    "apps/learn/src/app/page.ts": 'import "../../../../packages/usecases/src/leaf.ts";',
    "packages/usecases/src/leaf.ts": "export {};",
  },
  "functions-see-contracts": {
    "supabase/functions/greet/index.ts": 'import "../../../packages/exports/src/leaf.ts";',
    "packages/exports/src/leaf.ts": "export {};",
  },
  "through-package-names": {
    "packages/usecases/src/relative.ts": 'import "../../courseware/src/leaf.ts";',
    "packages/courseware/src/leaf.ts": "export {};",
  },
};
