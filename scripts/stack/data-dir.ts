import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { StartError, type StackOptions } from "./options.ts";

const markerName = "byteos-data.json";
const marker = { kind: "byteos-data", version: 1 };

type DataDirLocation = Pick<StackOptions, "dataDir" | "isDefaultDataDir">;

export function openDataDir(location: DataDirLocation): void {
  const { dataDir } = location;
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0 && !isOurDataDir(location)) {
    throw new StartError(
      `${dataDir} holds files that are not ByteOS data. Point BYTEOS_DATA_DIR at an empty or new folder.`,
    );
  }
  mkdirSync(join(dataDir, "logs"), { recursive: true, mode: 0o700 });
  chmodSync(dataDir, 0o700);
  if (!readDataFile(dataDir, markerName)) writeDataFile(dataDir, markerName, marker);
}

/** True for the default folder and for any folder that carries our marker file. */
export function isOurDataDir({ dataDir, isDefaultDataDir }: DataDirLocation): boolean {
  if (isDefaultDataDir) return true;
  const content = readDataFile(dataDir, markerName);
  return isRecord(content) && content["kind"] === marker.kind;
}

/** Parsed JSON, or null when the file is missing or half-written. */
export function readDataFile(dataDir: string, name: string): unknown {
  try {
    return JSON.parse(readFileSync(join(dataDir, name), "utf8"));
  } catch {
    return null;
  }
}

/** Written beside and renamed, so a reader never sees half a file; readable by the owner only. */
export function writeDataFile(dataDir: string, name: string, content: unknown): void {
  const path = join(dataDir, name);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, path);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
