import { AppError } from "@byteos/contracts/errors";
import { RepositoryId } from "@byteos/contracts/repository";
import { askServer, type Server } from "@byteos/integrations/forge/remote/http-api";
import { z } from "zod";
import type { Settings } from "../env.ts";
import { formatSeconds } from "../terminal/format.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { findToken } from "./credentials.ts";

const tolerableMs = 5 * 60_000;

/** The server at an address with the token that is kept for it; says so when its clock differs. */
export function openServer(url: string, settings: Settings, terminal: Terminal): Server {
  let isTold = false;
  return {
    url,
    token: findToken(settings, url),
    onClock(aheadMs) {
      if (isTold || Math.abs(aheadMs) < tolerableMs) return;
      isTold = true;
      const by = formatSeconds(Math.abs(aheadMs) / 1000);
      const what = aheadMs > 0 ? "behind" : "ahead of";
      terminal.note(`The clock here is ${by} ${what} the server's: versions get a wrong time.`);
    },
  };
}

export interface RepositoryAddress {
  readonly server: string;
  readonly org: string;
  readonly name: string;
}

/** An address such as `https://studio.example.org/…/knots/rope-work`: its last two words count. */
export function parseAddress(typed: string): RepositoryAddress | null {
  if (!/^https?:\/\//.test(typed)) return null;
  const url = URL.parse(typed);
  const words = url?.pathname.split("/").filter((word) => word !== "") ?? [];
  const [org, name] = words.slice(-2);
  if (url === null || org === undefined || name === undefined) {
    throw new AppError("validation", "cli.bad-address", `"${typed}" names no repository.`, {
      suggestion: "It ends with the organisation and the name: https://studio.example.org/org/name",
    });
  }
  return { server: url.origin, org: decodeURIComponent(org), name: decodeURIComponent(name) };
}

const Located = z.object({ repository: z.object({ id: RepositoryId, defaultBranch: z.string() }) });

export async function locateRepository(
  server: Server,
  { org, name }: RepositoryAddress,
): Promise<{ readonly id: string; readonly defaultBranch: string }> {
  const path = `/api/forge/address/${encodeURIComponent(org)}/${encodeURIComponent(name)}`;
  return (await askServer(server, path, Located)).repository;
}

const Created = z.object({ repositoryId: RepositoryId });

export async function createRepository(
  server: Server,
  name: string,
  visibility: string,
): Promise<string> {
  const body = { name, visibility };
  const request = { method: "POST", body } as const;
  return (await askServer(server, "/api/forge/repositories", Created, request)).repositoryId;
}
