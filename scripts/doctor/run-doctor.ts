import { appChecks } from "./checks/apps.ts";
import { clockCheck } from "./checks/clock.ts";
import { databaseChecks } from "./checks/database.ts";
import { functionChecks } from "./checks/functions.ts";
import { mailCheck } from "./checks/mail.ts";
import { supabaseChecks } from "./checks/supabase.ts";
import { failed, ok, type Check, type Finding } from "./finding.ts";
import { readTarget, type Target } from "./target.ts";

export interface DoctorOptions {
  environment: Readonly<Record<string, string | undefined>>;
  migrationsDir: string;
  /** The clock of this machine. */
  now?: () => Date;
}

/** Looks at everything that ByteOS needs, changes nothing, and says how to mend what is wrong. */
export async function runDoctor(options: DoctorOptions): Promise<Finding[]> {
  const { target, wrong } = readTarget(options.environment);
  const environment: Check = {
    id: "environment",
    title: "Environment",
    run: async () =>
      wrong.length === 0
        ? ok("every variable is there")
        : failed(
            `missing or not an address: ${wrong.join(", ")}`,
            "Set them in the environment or in .env; .env.example says what each is.",
          ),
  };
  const checks = [environment, ...(target ? checksOf(target, options) : [])];
  return Promise.all(checks.map(examine));
}

function checksOf(
  target: Target,
  { migrationsDir, now = () => new Date() }: DoctorOptions,
): Check[] {
  return [
    ...databaseChecks(target, migrationsDir),
    ...supabaseChecks(target),
    ...functionChecks(target),
    clockCheck(target, now),
    ...appChecks(target),
    mailCheck(target),
  ];
}

async function examine({ id, title, run }: Check): Promise<Finding> {
  try {
    return { id, title, ...(await run()) };
  } catch (error) {
    // A message may quote an address with its password; its kind says enough.
    const kind = error instanceof Error ? error.name : "Error";
    const code = error instanceof Error && "code" in error ? ` ${String(error.code)}` : "";
    return {
      id,
      title,
      ...failed(
        `could not be looked at (${kind}${code})`,
        "Mend what else is wrong, then look again.",
      ),
    };
  }
}
