import { z } from "zod";

const Color = z.string().regex(/^#[0-9a-f]{6}$/i, "Use a colour like #4f46e5");

/** The parts of a brand; null for the product's own. */
export const brandParts = {
  logo_url: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .nullable(),
  primary_color: Color.nullable(),
  secondary_color: Color.nullable(),
  font: z.enum(["inter", "source-serif", "system"]).nullable(),
};

/** `organisations.branding`. */
export const Branding = z.object({
  logo_url: brandParts.logo_url.default(null),
  primary_color: brandParts.primary_color.default(null),
  secondary_color: brandParts.secondary_color.default(null),
  font: brandParts.font.default(null),
});
export type Branding = z.infer<typeof Branding>;

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** `organisations.settings`. */
export const OrganisationSettings = z.object({
  default_language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .default("en"),
  timezone: z.string().max(64).refine(isTimezone, "This time zone is not known").default("UTC"),
});
export type OrganisationSettings = z.infer<typeof OrganisationSettings>;

export interface OrganisationView {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly plan: string;
  readonly branding: Branding;
  readonly settings: OrganisationSettings;
}

interface OrganisationRow {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly plan: string;
  readonly branding: unknown;
  readonly settings: unknown;
}

/** What is stored in an older or unknown form falls back to the defaults. */
export function viewOrganisation(row: OrganisationRow): OrganisationView {
  return {
    id: row.id,
    name: row.name,
    slug: row.slug,
    plan: row.plan,
    branding: Branding.safeParse(row.branding).data ?? Branding.parse({}),
    settings: OrganisationSettings.safeParse(row.settings).data ?? OrganisationSettings.parse({}),
  };
}
