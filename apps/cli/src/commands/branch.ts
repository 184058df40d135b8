import { AppError } from "@byteos/contracts/errors";
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
    },
    async run({ operands, text, has, terminal, folder }) {
      const work = openWorkFolder(folder);
      const [name] = operands;
      if (name === undefined) {
        const { refs, lines } = await listRefs(work, kind);
        terminal.result({ [kind]: refs, current: work.branch }, lines);
        return exitCode.done;
      }
      const ref = refName(kind, name);
      if (has("delete")) {
        await deleteRef(work, ref, name);
        terminal.result({ deleted: name }, [`Deleted ${name}.`]);
        return exitCode.done;
      }
      const commit = await createRef(work, ref, name, text("from"));
      terminal.result({ name, commit }, [`${name} is at ${commit.slice(0, 12)}.`]);
      return exitCode.done;
    },
  };
}

async function listRefs(work: WorkFolder, kind: RefKind) {
  const all = [...(await work.store.refs.list())].sort(([one], [other]) => (one < other ? -1 : 1));
  const refs = all.flatMap(([ref, commit]) => {
    return ref.startsWith(`${kind}/`) ? [{ name: ref.slice(kind.length + 1), commit }] : [];
  });
  const lines = refs.map(({ name, commit }) => {
    const isCurrent = kind === "branches" && name === work.branch;
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

async function deleteRef(work: WorkFolder, ref: string, name: string): Promise<void> {
  if (ref === `branches/${work.branch}`) {
    throw new AppError("conflict", "cli.current-branch", `You are on ${name}.`, {
      suggestion: "Switch to another branch first.",
    });
  }
  const commit = (await work.store.refs.list()).get(ref);
  if (commit === undefined) {
    throw new AppError("not_found", "cli.unknown-name", `There is no ${name}.`);
  }
  if (!(await work.store.refs.compareAndSwap(ref, commit, null))) {
    throw new AppError("conflict", "forge.branch-moved", `Somebody else moved ${name} meanwhile.`);
  }
}
