import { z } from "zod";

const url = z.url({ protocol: /^https?$/ });

/** What the apps and the worker are told about their surroundings. */
const Target = z.object({
  SUPABASE_URL: url,
  SUPABASE_PUBLISHABLE_KEY: z.string().min(1),
  SUPABASE_SECRET_KEY: z.string().min(1),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  STUDIO_URL: url,
  LEARN_URL: url,
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
});
export type Target = z.infer<typeof Target>;

/** The target of these variables, and the names of those that are missing or have no sense. */
export function readTarget(environment: Readonly<Record<string, string | undefined>>): {
  target: Target | null;
  wrong: string[];
} {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value));
  const parsed = Target.safeParse(given);
  if (parsed.success) return { target: parsed.data, wrong: [] };
  const wrong = new Set(parsed.error.issues.map((issue) => issue.path.join(".")));
  return { target: null, wrong: [...wrong] };
}
