import { AppError } from "@byteos/contracts/errors";
import type { RefStore } from "@byteos/forge/store/ports";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-codes.ts";
import {
  findHead,
  openWorkFolder,
  refName,
  resolveCommit,
  type RefKind,
  type WorkFolder,
} from "../work-folder.ts";

export const branchCommand = refCommand("branches", {
  name: "branch",
  summary: "list, make or delete branches",
  examples: [
    ["byteos branch", "list them"],
    ["byteos branch experiment", "make one from where you are"],
    ["byteos branch experiment --delete", "delete one; its versions go with the next collections"],
    ["byteos branch experiment --delete --remote", "delete it on the server, and not here"],
  ],
});

export const tagCommand = refCommand("tags", {
  name: "tag",
  summary: "list, make or delete names of versions",
  examples: [
    ["byteos tag", "list them"],
    ["byteos tag v1.0 --from 3fa9c2d1", "name a version"],
  ],
});

function refCommand(kind: RefKind, words: Pick<Command, "name" | "summary" | "examples">): Command {
  return {
    ...words,
    operands: "[NAME]",
    mostOperands: 1,
    options: {
      from: { type: "string", value: "COMMIT", help: "where it points, else the last version" },
      delete: { type: "boolean", short: "d", help: "delete it" },
      remote: { type: "boolean", help: "list or delete what is on the other side" },
    },
    async run({ operands, text, has, terminal, folder }) {
      const work = openWorkFolder(folder);
      const [name] = operands;
      const isRemote = has("remote");
      const names = isRemote
        ? (await (await import("../remote.ts")).findRemote(work, undefined, { folder, terminal }))
            .store.refs
        : work.store.refs;
      if (name === undefined) {
        const current = isRemote ? null : work.branch;
        const { refs, lines } = listRefs(await names.list(), { kind, current });
        terminal.result({ [kind]: refs, current }, lines);
        return exitCode.done;
      }
      const ref = refName(kind, name);
      if (has("delete")) {
        if (!isRemote) requireElsewhere(work, ref, name);
        await deleteRef(names, ref, name);
        terminal.result({ deleted: name, isRemote }, [
          isRemote ? `Deleted ${name} on the other side.` : `Deleted ${name}.`,
        ]);
        return exitCode.done;
      }
      if (isRemote) {
        throw new AppError("validation", "cli.usage", "--remote lists or deletes.", {
          suggestion: "Make it here, and send it: byteos push",
        });
      }
      const commit = await createRef(work, ref, name, text("from"));
      terminal.result({ name, commit }, [`${name} is at ${commit.slice(0, 12)}.`]);
      return exitCode.done;
    },
  };
}

function listRefs(
  listed: ReadonlyMap<string, string>,
  { kind, current }: { readonly kind: RefKind; readonly current: string | null },
) {
  const all = [...listed].sort(([one], [other]) => (one < other ? -1 : 1));
  const refs = all.flatMap(([ref, commit]) => {
    return ref.startsWith(`${kind}/`) ? [{ name: ref.slice(kind.length + 1), commit }] : [];
  });
  const lines = refs.map(({ name, commit }) => {
    const isCurrent = kind === "branches" && name === current;
    return `${isCurrent ? "*" : " "} ${name}  ${commit.slice(0, 12)}`;
  });
  return { refs, lines };
}

/** Makes a branch or tag at a commit that some branch or tag reaches, and returns the commit. */
export async function createRef(
  work: WorkFolder,
  ref: string,
  name: string,
  from: string | undefined,
): Promise<string> {
  const lease = await work.store.collection.takeLease();
  try {
    const chunks = await work.store.openChunks(lease);
    if (from === undefined && (await findHead(work)) === null) {
      throw new AppError("precondition", "cli.no-version", "There is no version yet.", {
        suggestion: 'Save one first: byteos save -m "First"',
      });
    }
    const { commit, witness } = await resolveCommit(work, chunks, from ?? work.branch);
    const conditions = { lease, witness };
    if (await work.store.refs.compareAndSwap(ref, null, commit, conditions)) return commit;
  } finally {
    await lease.release();
  }
  throw new AppError("conflict", "cli.name-taken", `There is a ${name} already.`);
}

function requireElsewhere(work: WorkFolder, ref: string, name: string): void {
  if (ref === `branches/${work.branch}`) {
    throw new AppError("conflict", "cli.current-branch", `You are on ${name}.`, {
      suggestion: "Switch to another branch first.",
    });
  }
}

async function deleteRef(refs: RefStore, ref: string, name: string): Promise<void> {
  const commit = (await refs.list()).get(ref);
  if (commit === undefined) {
    throw new AppError("not_found", "cli.unknown-name", `There is no ${name}.`);
  }
  if (!(await refs.compareAndSwap(ref, commit, null))) {
    throw new AppError("conflict", "forge.branch-moved", `Somebody else moved ${name} meanwhile.`);
  }
}
