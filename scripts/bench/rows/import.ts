import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { DocumentId } from "@byteos/contracts/ids";
import type { MemberContext } from "@byteos/contracts/request-context";
import { buildDraft } from "@byteos/courseware/draft/build-draft";
import { parseDocument } from "@byteos/courseware/import/parse-document";
import { proposeOutline } from "@byteos/courseware/outline/propose-outline";
import { createPgBossQueue } from "@byteos/integrations/queue/pg-boss-queue";
import { createSupabaseStorage } from "@byteos/integrations/storage/supabase-storage";
import { closeUseCases, configureUseCases } from "@byteos/usecases/configure";
import { buildCourse } from "@byteos/usecases/import/build-course";
import { createImportUpload } from "@byteos/usecases/import/create-import-upload";
import { type ImportView, loadImport } from "@byteos/usecases/import/load-import";
import { startImport } from "@byteos/usecases/import/start-import";
import { resolveActor } from "@byteos/usecases/session/resolve-actor";
import type { BenchRow } from "../bench-row.ts";
import type { BenchStack } from "../stack/bench-stack.ts";
import { queryOne } from "../stack/query.ts";
import { makeManual } from "./make-manual.ts";

const pages = 100;
const timeoutMs = 120_000;
const target = { atMost: 5 };

interface PdfFile {
  readonly fileName: string;
  readonly bytes: Buffer;
}

export const importRow: BenchRow = {
  name: "import",
  title: "100-page PDF to a course draft, without a model",
  async measure({ stack: getStack, options, note }) {
    const file: PdfFile =
      options.pdf === null
        ? { fileName: "manual.pdf", bytes: makeManual(pages) }
        : { fileName: basename(options.pdf), bytes: await readFile(options.pdf) };
    const stack = await getStack();
    const inProcess: number[] = [];
    const cpu: number[] = [];
    const throughWorker: number[] = [];
    configureUseCases({ database: { url: stack.env["DATABASE_URL"] ?? "", poolSize: 4 } });
    try {
      const ctx = await creatorContext(stack);
      for (let run = 1; run <= options.runs; run += 1) {
        const read = await readInProcess(file);
        inProcess.push(read.secs);
        cpu.push(read.cpuSecs);
        throughWorker.push(await readThroughWorker(stack, ctx, file));
        note(
          `Run ${run}: ${read.pages} pages, ${read.modules} modules: ${read.secs.toFixed(2)} s; through the worker ${(throughWorker.at(-1) ?? 0).toFixed(2)} s`,
        );
      }
    } finally {
      await closeUseCases();
    }
    return [
      { name: "through the worker", unit: "s", values: throughWorker, target },
      { name: "reading and drafting alone", unit: "s", values: inProcess, target },
      { name: "processor time of that", unit: "s", values: cpu },
    ];
  },
};

async function creatorContext(stack: BenchStack): Promise<MemberContext> {
  const { email } = stack.account("creator");
  const { userId } = await queryOne<{ userId: string }>(
    stack,
    "The demo creator is gone",
    `select id as "userId" from auth.users where email = $1`,
    [email],
  );
  const actor = await resolveActor({ userId, email });
  if (actor.kind !== "member") throw new Error("The demo creator belongs to no organisation");
  return { requestId: "bench", actor };
}

async function readInProcess({ fileName, bytes }: PdfFile) {
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  const { document } = await parseDocument({ fileName, bytes });
  const source = { id: DocumentId.parse(randomUUID()), document };
  const outline = proposeOutline([source]);
  const modules = buildDraft({ outline, documents: [source], assetOf: () => null, seed: fileName });
  const secs = (performance.now() - startedAt) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const cpuSecs = (user + system) / 1_000_000;
  return { secs, cpuSecs, pages: document.pageCount ?? 0, modules: modules.length };
}

/** As the product does it: upload, the worker reads, the outline is accepted as it is, the worker drafts. */
async function readThroughWorker(
  stack: BenchStack,
  ctx: MemberContext,
  { fileName, bytes }: PdfFile,
): Promise<number> {
  const storage = createSupabaseStorage({
    url: stack.env["SUPABASE_URL"] ?? "",
    secretKey: stack.env["SUPABASE_SECRET_KEY"] ?? "",
  });
  const queue = createPgBossQueue({
    databaseUrl: stack.env["DATABASE_URL"] ?? "",
    isWorker: false,
    onError: (error) => {
      throw error;
    },
  });
  try {
    const startedAt = performance.now();
    const files = [{ fileName, byteSize: bytes.length }];
    const [upload] = await createImportUpload({ ctx, input: { files }, means: { storage } });
    if (upload === undefined) throw new Error("There is nowhere to upload to");
    const stored = await fetch(upload.uploadUrl, {
      method: "PUT",
      body: new Uint8Array(bytes),
      headers: { "content-type": "application/pdf" },
    });
    if (!stored.ok) throw new Error(`The upload was answered with ${stored.status}`);
    const inputs = [{ fileName: upload.fileName, storagePath: upload.storagePath }];
    const { importId } = await startImport({ ctx, input: { inputs }, means: { queue } });
    const review = await waitFor(ctx, importId, "review");
    const input = { importId, revision: review.outlineRevision };
    await buildCourse({ ctx, input, means: { queue } });
    await waitFor(ctx, importId, "done");
    return (performance.now() - startedAt) / 1_000;
  } finally {
    await queue.stop(1_000);
  }
}

async function waitFor(
  ctx: MemberContext,
  importId: string,
  wanted: ImportView["status"],
): Promise<ImportView> {
  const endsAt = performance.now() + timeoutMs;
  while (performance.now() < endsAt) {
    const view = await loadImport({ ctx, input: { importId } });
    if (view.status === wanted) return view;
    if (view.status === "failed" || view.status === "cancelled") {
      throw new Error(`The import ended as ${view.status}: ${view.failure?.code ?? "no reason"}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The import was not ${wanted} after ${timeoutMs / 1_000} s`);
}
