import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { transferCommit } from "@byteos/forge/store/transfer";
import { createFolderStore, type FolderStore } from "@byteos/integrations/forge/folder-store";
import type { ForgeApi } from "@byteos/integrations/forge/remote/forge-api";
import { openRemoteStore } from "@byteos/integrations/forge/remote/remote-store";
import { saveFolder } from "@byteos/integrations/forge/save-folder";
import { createSupabasePackFiles } from "@byteos/integrations/forge/supabase-pack-files";
import type { TestStack } from "@byteos/testing/test-stack";
import type { ForgeMeans } from "../../src/forge/forge-means.ts";

export { localForgeApi as apiOf } from "../../src/forge/local-api.ts";

export function forgeMeans({ stack }: Pick<TestStack, "stack">): ForgeMeans {
  return { files: createSupabasePackFiles({ url: stack.url, secretKey: stack.secretKey }) };
}

/** A folder of files with a store beside it, as the command line has them. */
export class LocalWork {
  readonly folder = mkdtempSync(join(tmpdir(), "byteos-forge-"));
  readonly files = join(this.folder, "files");
  readonly store: FolderStore = createFolderStore(join(this.folder, "store"));
  sentBytes = 0;

  async save(message: string, ref = "branches/main"): Promise<string> {
    const { commit } = await saveFolder({
      root: this.files,
      store: this.store,
      ref,
      author: { name: "Ada", email: "ada@example.org" },
      message,
      madeAtMs: Date.now(),
      cachePath: join(this.folder, "cache"),
    });
    return commit;
  }

  remote(api: ForgeApi) {
    return openRemoteStore({
      api,
      outboxFolder: join(this.folder, "outbox"),
      onSent: (bytes) => (this.sentBytes += bytes),
    });
  }

  async push(api: ForgeApi, ref = "branches/main") {
    const target = this.remote(api);
    const commit = (await this.store.refs.list()).get(ref);
    if (commit === undefined) throw new Error(`There is no ${ref}.`);
    const expected = (await target.refs.list()).get(ref) ?? null;
    const source = await this.store.openChunks();
    return transferCommit({ source, target, ref, expected, commit });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
