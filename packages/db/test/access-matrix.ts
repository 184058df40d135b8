import { engineAccess } from "./access-world-engine.ts";
import { forgeAccess } from "./access-world-forge.ts";
import { tutorAccess } from "./access-world-tutor.ts";

/**
 * Who may do what with the rows of each table, as four words: select, insert, update, delete.
 * "-" nothing, "own" rows in the person's own name, "org" also those of others in the organisation,
 * "all" also those of other organisations. A row stands for the case a role most depends on (a published
 * course, a colleague who learns); exceptions within a table have tests of their own.
 */
export type Level = "-" | "own" | "org" | "all";
type Access = `${Level} ${Level} ${Level} ${Level}`;

export const memberRoles = ["learner", "creator", "manager", "admin"] as const;
export type MemberRole = (typeof memberRoles)[number];

/** Beside these, every table is closed to the roles of `closedRoles`. */
export type TableAccess = Readonly<Record<MemberRole | "service", Access>>;

/** outsider: an admin of another organisation; impostor: the same, with this organisation in the claims. */
export const closedRoles = [
  "anon",
  "authenticated",
  "byteos_public",
  "outsider",
  "impostor",
] as const;

const everyone = (access: Access, service: Access = "all all all all"): TableAccess => ({
  learner: access,
  creator: access,
  manager: access,
  admin: access,
  service,
});
/** Creators and admins alike, managers, learners. */
const authored = (author: Access, manager: Access, learner: Access): TableAccess => ({
  learner,
  creator: author,
  manager,
  admin: author,
  service: "all all all all",
});
const ownUnlessManaging = (own: Access, managing: Access): TableAccess => ({
  learner: own,
  creator: own,
  manager: managing,
  admin: managing,
  service: "all all all all",
});

const figures = authored("org - - -", "org - - -", "- - - -");

export const accessMatrix: Readonly<Record<string, TableAccess>> = {
  ...engineAccess(everyone),
  ...tutorAccess(everyone),
  ...forgeAccess(everyone),
  account_erasures: everyone("own - - -"),
  ai_interactions: everyone("own - own -"),
  attempts: everyone("own - - -"),
  audit_log: {
    learner: "- own - -",
    creator: "- own - -",
    manager: "- own - -",
    admin: "org own - -",
    service: "all all - -",
  },
  block_stats: figures,
  certifications: ownUnlessManaging("own - - -", "org - - -"),
  completed_blocks: everyone("own - - -"),
  compliance_records: ownUnlessManaging("own - - -", "org - - -"),
  content_assets: authored("org own org org", "org - - -", "org - - -"),
  course_daily_stats: figures,
  course_documents: authored("org org - org", "org - - -", "- - - -"),
  course_stats: figures,
  course_versions: everyone("org - - -", "all all - -"),
  courses: authored("org own org -", "org - - -", "org - - -"),
  document_images: authored("org org - -", "org - - -", "- - - -"),
  documents: authored("org own org org", "org - - -", "- - - -"),
  enrollments: ownUnlessManaging("own own - -", "org org org -"),
  import_documents: authored("org - - -", "- - - -", "- - - -"),
  imports: authored("org own org -", "- - - -", "- - - -"),
  invitations: ownUnlessManaging("- - - -", "org own org -"),
  item_difficulties: everyone("- - - -"),
  item_rubrics: everyone("- - - -", "all all - -"),
  item_skills: authored("org org - org", "org - - -", "org - - -"),
  item_stats: figures,
  items: everyone("org - - -", "all all - -"),
  learner_course_days: everyone("- - - -"),
  learner_profiles: everyone("own - own -"),
  learner_skills: everyone("own - - -"),
  learner_states: everyone("own - - -"),
  learning_events: everyone("own - - -"),
  learning_paths: authored("org own org -", "org - - -", "org - - -"),
  modules: authored("org org org -", "org - - -", "- - - -"),
  org_members: {
    learner: "own - - own",
    creator: "own - - own",
    manager: "org - - own",
    admin: "org - org org",
    service: "all all all all",
  },
  organisations: {
    learner: "org - - -",
    creator: "org - - -",
    manager: "org - - -",
    admin: "org - org -",
    service: "all all all all",
  },
  passages: everyone("org - - -"),
  profiles: {
    learner: "own - own -",
    creator: "own - own -",
    manager: "org - own -",
    admin: "org - own -",
    service: "all all all all",
  },
  rate_limits: everyone("- - - -"),
  render_callbacks: everyone("- - - -", "all all - -"),
  review_cards: everyone("own - - -"),
  review_logs: everyone("own - - -"),
  roll_ups: everyone("- - - -"),
  resume_positions: everyone("own - - -"),
  skill_edges: everyone("org - - -"),
  skill_gaps: everyone("own - - -"),
  staged_uploads: everyone("- - - -"),
  skills: authored("org org org org", "org - - -", "org - - -"),
};
