import { randomUUID } from "node:crypto";
import { listForge } from "./forge-attempts.ts";
import type { Victim } from "./two-tenants.ts";

export interface AppAttempt {
  app: "studio" | "learn";
  /** The file under src/app that answers, without its last part. */
  route: string;
  method: string;
  path: string;
  body?: Record<string, unknown>;
  /** Who may do this; asked afterwards, to see that it was worth refusing to others. */
  owner: "creator" | "learner";
  /** Answers everyone with 200, about what is theirs. */
  isOpen?: boolean;
  /** What the owner is told instead of having it done: that it is theirs was found. */
  ownerIsTold?: RegExp;
}

/** Every route of both apps that takes an id, asked for what is the victim's. */
export function listAppAttempts(victim: Victim): AppAttempt[] {
  return [...listStudio(victim), ...listForge(victim), ...listLearn(victim)];
}

function listStudio(v: Victim): AppAttempt[] {
  const course = `/api/courses/${v.courseId}`;
  const module = `${course}/modules/${v.moduleId}`;
  const range = { documentId: v.documentId, documentHash: v.documentHash, start: 0, end: 10 };
  const structure = (body: Record<string, unknown>) => ({
    ...at("api/courses/[courseId]/structure", "POST", `${course}/structure`),
    body,
  });
  const passage = `hash=${v.documentHash}&start=0&end=10`;
  return [
    at("api/courses/[courseId]/modules/[moduleId]", "GET", module),
    {
      ...at("api/courses/[courseId]/modules/[moduleId]", "PUT", module),
      body: { revision: 1, content: v.content },
    },
    {
      ...at("api/courses/[courseId]/modules/[moduleId]", "PATCH", module),
      body: { title: "Taken", previousTitle: "Module 1" },
    },
    {
      ...at("api/courses/[courseId]", "PATCH", course),
      body: { revision: 1, changes: { description: "Taken" } },
    },
    structure({ do: "add", moduleId: randomUUID(), title: "Planted" }),
    structure({ do: "move", moduleId: v.lastModuleId, index: 0 }),
    structure({ do: "delete", moduleId: v.lastModuleId }),
    structure({ do: "restore", moduleId: v.lastModuleId, index: 1 }),
    at("api/courses/[courseId]/publish", "GET", `${course}/publish`),
    { ...at("api/courses/[courseId]/publish", "POST", `${course}/publish`), body: {} },
    at("api/courses/[courseId]/analytics", "GET", `${course}/analytics`),
    at("api/imports/[importId]", "GET", `/api/imports/${v.importId}`),
    at(
      "api/imports/[importId]/section",
      "GET",
      `/api/imports/${v.importId}/section?section=${v.sectionId}`,
    ),
    {
      ...at("api/documents/texts", "POST", "/api/documents/texts"),
      body: { ranges: [range] },
      isOpen: true,
    },
    at(
      "api/documents/[documentId]/passage",
      "GET",
      `/api/documents/${v.documentId}/passage?${passage}`,
    ),
    { ...at("api/assets/[assetId]", "POST", `/api/assets/${v.assetId}`), body: { fileName: "a" } },
    at("media/[assetId]", "GET", `/media/${v.assetId}`),
    ...["", "/preview", "/preview/lesson", "/analytics"].map((rest) =>
      at(`courses/[courseId]${rest}`, "GET", `/courses/${v.courseId}${rest}`),
    ),
    at("imports/[importId]", "GET", `/imports/${v.importId}`),
  ];
}

const at = (route: string, method: string, path: string): AppAttempt => ({
  app: "studio",
  route,
  method,
  path,
  owner: "creator",
});

function listLearn(v: Victim): AppAttempt[] {
  const post = (route: string, body: Record<string, unknown>): AppAttempt => ({
    app: "learn",
    route,
    method: "POST",
    path: `/${route}`,
    body,
    owner: "learner",
  });
  const get = (route: string, path: string): AppAttempt => ({
    app: "learn",
    route,
    method: "GET",
    path,
    owner: "learner",
  });
  const question = { courseId: v.courseId, blockId: v.questionId };
  const published = { courseId: v.courseId };
  const reviewId = randomUUID();
  const event = {
    clientId: randomUUID(),
    type: "course_open",
    courseId: v.courseId,
    moduleId: null,
    blockId: null,
    modality: null,
    durationSecs: 3,
    occurredAt: new Date().toISOString(),
  };
  return [
    { ...post("api/hints", { ...question, number: 1 }), ownerIsTold: /"attempt\.no-such-hint"/ },
    post("api/attempts", {
      ...question,
      clientId: randomUUID(),
      answer: { kind: "single", optionId: v.optionId },
    }),
    post("api/attempts/reveal", question),
    post("api/reviews", {
      clientId: reviewId,
      courseId: v.courseId,
      cardId: v.cardId,
      grade: 3,
      durationMs: 900,
    }),
    post("api/reviews/undo", { clientId: reviewId }),
    { ...post("api/practice", { skillId: v.skillId }), isOpen: true },
    post("api/modality/recommend", { courseId: v.courseId, moduleId: v.moduleId }),
    post("api/content/generate", { ...published, kind: "summary" }),
    post("api/mindmap/generate", published),
    { ...post("api/events", { events: [event] }), isOpen: true },
    { ...post("api/tutor/thread", { courseId: v.courseId }), isOpen: true },
    post("api/tutor/query", { courseId: v.courseId, message: "What is it about?" }),
    post("api/tutor/feedback", { interactionId: v.turnId, isHelpful: true }),
    { ...post("api/tutor/nudge", question), isOpen: true },
    post("api/tutor/nudge/dismiss", { nudgeId: v.nudgeId }),
    get("media/[assetId]", `/media/${v.assetId}`),
    get("certificates/[id]/pdf", `/certificates/${v.certificateId}/pdf`),
    get("certificates/[id]", `/certificates/${v.certificateId}`),
    get("courses/[courseId]", `/courses/${v.courseId}`),
    get("courses/[courseId]/map", `/courses/${v.courseId}/map`),
    get("learn/[courseId]", `/learn/${v.courseId}`),
    get("learn/[courseId]/finish", `/learn/${v.courseId}/finish`),
    get("learn/[courseId]/[moduleId]", `/learn/${v.courseId}/${v.moduleId}`),
  ];
}

/** Routes that take no id of something that belongs to anybody, or that are open to all by what they are for. */
export const routesWithoutIds: Record<AppAttempt["app"], string[]> = {
  studio: [
    "api/assets",
    "api/certificates",
    "api/forge/device",
    "api/forge/device/token",
    "api/forge/repositories",
    "api/forge/session",
    "api/forge/tokens",
    "api/health",
    "auth/confirm",
    "invitation/[token]",
  ],
  learn: [
    "account/data",
    "api/health",
    "api/learner/next-action",
    "api/learner/profile",
    "api/openapi.json",
    "auth/callback",
    "invitation/[token]",
    "verify/[code]",
  ],
};
