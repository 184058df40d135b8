import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { z } from "zod";

const JobRequest = z.object({
  model: z.string(),
  training_file: z.string(),
  validation_file: z.string().optional(),
  suffix: z.string().optional(),
});
const Line = z.object({
  messages: z
    .array(z.object({ role: z.enum(["system", "user", "assistant"]), content: z.string().min(1) }))
    .min(2),
});

type Status = "validating_files" | "running" | "succeeded" | "failed" | "cancelled";

interface Job {
  readonly id: string;
  readonly model: string;
  readonly trainingFile: string;
  readonly validationFile: string | null;
  status: Status;
}

export interface TrainingServer {
  /** Up to and with `/v1`. */
  readonly url: string;
  readonly key: string;
  /** Files as they lie there now, by id. */
  readonly files: ReadonlyMap<string, string>;
  readonly jobs: readonly Job[];
  /** How many requests of all came without the key. */
  readonly refused: () => number;
  /** Until it is taken back, every request is answered with this status. */
  readonly answerWith: (status: number | null) => void;
  readonly stop: () => Promise<void>;
}

/**
 * A server that speaks OpenAI's files and fine-tuning over HTTP and remembers: a job checks its files, runs
 * after the first look and has succeeded at the next; one whose files are not chat lines fails.
 */
export async function startTrainingServer(): Promise<TrainingServer> {
  const key = "test-key";
  const files = new Map<string, string>();
  const jobs: Job[] = [];
  let refused = 0;
  let forced: number | null = null;

  const server = createServer((request, response) => {
    void route(request, response).catch(() => send(response, 500, { error: { code: "broken" } }));
  });

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.authorization !== `Bearer ${key}`) {
      refused += 1;
      return send(response, 401, { error: { code: "invalid_api_key" } });
    }
    if (forced !== null) return send(response, forced, { error: { code: "unavailable" } });
    const [, , area, ...rest] = (request.url ?? "").split("/");
    const isPost = request.method === "POST";
    if (area === "files" && isPost) return takeFile(request, response);
    if (area === "files" && request.method === "DELETE") {
      const isGone = files.delete(rest[0] ?? "");
      return send(response, isGone ? 200 : 404, { id: rest[0], deleted: isGone });
    }
    if (area !== "fine_tuning" || rest[0] !== "jobs") return send(response, 404, { error: {} });
    if (isPost && rest.length === 1) return startJob(request, response);
    const job = jobs.find(({ id }) => id === rest[1]);
    if (job === undefined) return send(response, 404, { error: { code: "not_found" } });
    if (isPost && rest[2] === "cancel") {
      if (job.status === "succeeded" || job.status === "failed")
        return send(response, 400, { error: { code: "job_ended" } });
      job.status = "cancelled";
      return send(response, 200, describe(job));
    }
    if (job.status === "validating_files") job.status = areLines(job) ? "running" : "failed";
    else if (job.status === "running") job.status = "succeeded";
    return send(response, 200, describe(job));
  }

  async function takeFile(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const type = request.headers["content-type"] ?? "";
    const form = await new Response(Uint8Array.from(await readBytes(request)), {
      headers: { "content-type": type },
    }).formData();
    const file = form.get("file");
    if (form.get("purpose") !== "fine-tune" || !(file instanceof File)) {
      return send(response, 400, { error: { code: "invalid_file" } });
    }
    const id = `file-${files.size + jobs.length + 1}-${file.name}`;
    files.set(id, await file.text());
    return send(response, 200, { id, object: "file", purpose: "fine-tune", filename: file.name });
  }

  async function startJob(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const sent = JobRequest.safeParse(JSON.parse((await readBytes(request)).toString("utf8")));
    if (!sent.success || !files.has(sent.data.training_file)) {
      return send(response, 400, { error: { code: "invalid_training_file" } });
    }
    const job: Job = {
      id: `ftjob-${jobs.length + 1}`,
      model: `ft:${sent.data.model}:${sent.data.suffix ?? "x"}:${jobs.length + 1}`,
      trainingFile: sent.data.training_file,
      validationFile: sent.data.validation_file ?? null,
      status: "validating_files",
    };
    jobs.push(job);
    return send(response, 200, describe(job));
  }

  function areLines({ trainingFile, validationFile }: Job): boolean {
    const wanted = [trainingFile, ...(validationFile === null ? [] : [validationFile])];
    return wanted.every((id) => {
      const lines = (files.get(id) ?? "").split("\n").filter((line) => line !== "");
      return lines.length > 0 && lines.every((line) => Line.safeParse(JSON.parse(line)).success);
    });
  }

  function describe({ id, model, status }: Job): object {
    return {
      id,
      object: "fine_tuning.job",
      status,
      fine_tuned_model: status === "succeeded" ? model : null,
      error: status === "failed" ? { code: "invalid_training_file", message: "Not chat" } : null,
    };
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    key,
    files,
    jobs,
    refused: () => refused,
    answerWith: (status) => {
      forced = status;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts);
}
