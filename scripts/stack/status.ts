import { parseArgs } from "node:util";
import { isRecord, readDataFile } from "./data-dir.ts";
import { StartError, type StackOptions } from "./options.ts";
import { findLockHolder } from "./pid-lock.ts";
import { lockPath, stackFileName, type RunningStack } from "./run-stack.ts";
import type { Screen } from "./screen.ts";

type Stack = Pick<RunningStack, "env" | "mailUrl" | "local">;

const outputs = ["pretty", "env", "json"] as const;

/**
 * Addresses and keys of the running stack, for tools that talk to Supabase directly. `-o env` and `-o json`
 * give them under the names that the Supabase CLI uses.
 */
export function printStatus(options: StackOptions, screen: Screen, args: readonly string[]): void {
  const output = readOutput(args);
  const holder = findLockHolder(lockPath(options.dataDir));
  const stack = holder && readStack(options.dataDir);
  if (!stack) {
    throw new StartError(`ByteOS is not running on ${options.dataDir}. Start it with "npm start".`);
  }
  if (options.isMachineReadable) {
    console.log(JSON.stringify(stack));
    return;
  }
  const values = describeAsCli(stack);
  if (output === "json") console.log(JSON.stringify(values, null, 2));
  else if (output === "env") {
    for (const [name, value] of Object.entries(values))
      console.log(`${name}=${JSON.stringify(value)}`);
  } else printTables(values, stack, screen);
}

function readStack(dataDir: string): Stack | null {
  const stack = readDataFile(dataDir, stackFileName);
  // safe because the file is the launcher's own, written whole or not at all.
  return isRecord(stack) && isRecord(stack["env"]) ? (stack as Stack) : null;
}

function readOutput(args: readonly string[]): (typeof outputs)[number] {
  const { values } = parseArgs({
    args: [...args],
    options: { output: { type: "string", short: "o", default: "pretty" } },
    strict: false,
  });
  const output = outputs.find((name) => name === values["output"]);
  if (!output) throw new StartError(`-o takes one of ${outputs.join(", ")}.`);
  return output;
}

/** The Supabase CLI's names; its "studio" is the page that shows what is in Supabase, not ByteOS Studio. */
function describeAsCli({ env, mailUrl, local }: Stack): Record<string, string> {
  const url = env["SUPABASE_URL"] ?? "";
  const publishableKey = env["SUPABASE_PUBLISHABLE_KEY"] ?? "";
  const secretKey = env["SUPABASE_SECRET_KEY"] ?? "";
  return {
    API_URL: url,
    FUNCTIONS_URL: `${url}/functions/v1`,
    ...(local ? { DB_URL: local.adminDatabaseUrl, STUDIO_URL: local.dashboardUrl } : {}),
    ...(mailUrl ? { MAILPIT_URL: mailUrl, INBUCKET_URL: mailUrl } : {}),
    PUBLISHABLE_KEY: publishableKey,
    SECRET_KEY: secretKey,
    ANON_KEY: publishableKey,
    SERVICE_ROLE_KEY: secretKey,
  };
}

function printTables(
  values: Record<string, string>,
  { env, mailUrl, local }: Stack,
  screen: Screen,
): void {
  const rows = (entries: [string, string | null | undefined][]) =>
    entries.flatMap(([name, value]) => (value ? [[name, value]] : []));
  screen.table(
    "Supabase",
    rows([
      ["API", values["API_URL"]],
      ["Functions", values["FUNCTIONS_URL"]],
      ["Dashboard", local?.dashboardUrl],
      ["Mail", mailUrl],
      ["SMTP", env["SMTP_URL"]],
    ]),
  );
  screen.table(
    "Database",
    rows([
      ["Owner", local?.adminDatabaseUrl],
      ["Apps", env["DATABASE_URL"]],
    ]),
  );
  screen.table(
    "Keys",
    rows([
      ["Publishable", values["PUBLISHABLE_KEY"]],
      ["Secret", values["SECRET_KEY"]],
    ]),
  );
  screen.table(
    "ByteOS",
    rows([
      ["Studio", env["STUDIO_URL"]],
      ["Learn", env["LEARN_URL"]],
    ]),
  );
  console.log("");
}
