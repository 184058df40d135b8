import { AppError } from "@byteos/contracts/errors";
import { ModuleContent, PublishedCourse } from "@byteos/contracts/module-content";

type Migration = (content: Record<string, unknown>) => Record<string, unknown>;

/** From the version of the key to the next; stored content walks up from wherever it stands. */
const moduleMigrations: Readonly<Record<number, Migration>> = {
  // Before versions were written, a module was its blocks alone.
  0: (content) => ({
    version: 1,
    blocks: content.blocks ?? [],
    objectives: content.objectives ?? [],
    terms: content.terms ?? [],
    cards: content.cards ?? [],
  }),
};
const currentVersion = 1;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `modules.content` from the database, brought to the current version. Throws AppError internal `module.content-unreadable`. */
export function readModuleContent(json: unknown): ModuleContent {
  let content = json;
  for (let steps = 0; steps < currentVersion && isRecord(content); steps++) {
    const version = content.version ?? 0;
    const migrate = typeof version === "number" ? moduleMigrations[version] : undefined;
    if (version === currentVersion || migrate === undefined) break;
    content = migrate(content);
  }
  const parsed = ModuleContent.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new AppError(
    "internal",
    "module.content-unreadable",
    "This module's content could not be read.",
    {
      cause: parsed.error,
      suggestion: "Restore the module from an earlier version.",
    },
  );
}

/** `course_versions.content` from the database. Throws AppError internal `version.content-unreadable`. */
export function readPublishedCourse(json: unknown): PublishedCourse {
  const parsed = PublishedCourse.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new AppError(
    "internal",
    "version.content-unreadable",
    "This version of the course could not be read.",
    {
      cause: parsed.error,
    },
  );
}
