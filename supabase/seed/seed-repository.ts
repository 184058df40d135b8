import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { MemberContext } from "@byteos/contracts/request-context";
import { transferCommit } from "@byteos/forge/store/transfer";
import { createFolderStore } from "@byteos/integrations/forge/folder-store";
import { openRemoteStore } from "@byteos/integrations/forge/remote/remote-store";
import { saveFolder } from "@byteos/integrations/forge/save-folder";
import { createRepository } from "@byteos/usecases/forge/create-repository";
import type { ForgeMeans } from "@byteos/usecases/forge/forge-means";
import { listRepositories } from "@byteos/usecases/forge/list-repositories";
import { localForgeApi } from "@byteos/usecases/forge/local-api";
import { demoVersions } from "./demo-repository.ts";

const name = "leak-listener";
const ref = "branches/main";
const dayMs = 86_400_000;

/** A repository with code, a model and data, pushed as the command line would. */
export async function seedRepository(ctx: MemberContext, means: ForgeMeans): Promise<void> {
  const { repositories } = await listRepositories({ ctx, input: { search: name } });
  if (repositories.some((repository) => repository.name === name)) return;
  const { repositoryId } = await createRepository({
    ctx,
    input: {
      name,
      description: "Tells leak noise from pumps and traffic, from two-logger recordings.",
      visibility: "organisation",
    },
  });
  const folder = mkdtempSync(join(tmpdir(), "byteos-seed-"));
  try {
    const store = createFolderStore(join(folder, "store"));
    const versions = await demoVersions();
    let commit = "";
    for (const [at, { message, files }] of versions.entries()) {
      for (const [path, content] of files) {
        const target = join(folder, "files", path);
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, content);
      }
      ({ commit } = await saveFolder({
        root: join(folder, "files"),
        store,
        ref,
        author: { name: "Cleo Demo", email: ctx.actor.email },
        message,
        madeAtMs: Date.now() - (versions.length - at) * dayMs,
        cachePath: join(folder, "cache"),
      }));
    }
    const api = localForgeApi(ctx, repositoryId, means);
    const target = openRemoteStore({ api, outboxFolder: join(folder, "outbox") });
    await transferCommit({ source: await store.openChunks(), target, ref, expected: null, commit });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
