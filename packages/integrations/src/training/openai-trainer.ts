import { AppError } from "@byteos/contracts/errors";
import { z } from "zod";
import type { ModelTrainer, TrainingJob } from "./model-trainer.ts";

const FileAnswer = z.object({ id: z.string().min(1) });
const JobAnswer = z.object({
  id: z.string().min(1),
  status: z.enum(["validating_files", "queued", "running", "succeeded", "failed", "cancelled"]),
  fine_tuned_model: z.string().nullish(),
  error: z.object({ code: z.string().nullish() }).nullish(),
});

export interface OpenAiTrainerOptions {
  readonly provider: "own" | "openai";
  /** Up to and with `/v1`. */
  readonly url: string;
  readonly key?: string | undefined;
  readonly baseModel: string;
}

const timeoutMs = 60_000;

/** Files and fine-tuning as OpenAI's HTTP API has them; other servers speak the same. */
export function createOpenAiTrainer({
  provider,
  url,
  key,
  baseModel,
}: OpenAiTrainerOptions): ModelTrainer {
  const base = url.replace(/\/$/, "");
  const request = async (
    method: "GET" | "POST" | "DELETE",
    path: string,
    { body, mayBe = [] }: { body?: FormData | object; mayBe?: readonly number[] } = {},
  ): Promise<unknown> => {
    const isForm = body instanceof FormData;
    try {
      const response = await fetch(`${base}${path}`, {
        method,
        headers: {
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
          ...(body === undefined || isForm ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (mayBe.includes(response.status)) return null;
      if (!response.ok) throw new Error(`Status ${response.status}`);
      return await response.json();
    } catch (cause) {
      throw unavailable(provider, cause);
    }
  };
  const read = <T>(schema: z.ZodType<T>, answer: unknown): T => {
    const parsed = schema.safeParse(answer);
    if (parsed.success) return parsed.data;
    throw unavailable(provider, parsed.error);
  };
  return {
    provider,
    baseModel,
    async uploadFile({ name, text }) {
      const form = new FormData();
      form.set("purpose", "fine-tune");
      form.set("file", new Blob([text], { type: "application/jsonl" }), name);
      return read(FileAnswer, await request("POST", "/files", { body: form })).id;
    },
    async removeFile(fileId) {
      await request("DELETE", `/files/${encodeURIComponent(fileId)}`, { mayBe: [404] });
    },
    async startJob({ trainingFile, validationFile, suffix }) {
      const body = {
        model: baseModel,
        training_file: trainingFile,
        ...(validationFile === null ? {} : { validation_file: validationFile }),
        suffix,
      };
      return toJob(read(JobAnswer, await request("POST", "/fine_tuning/jobs", { body })));
    },
    async findJob(jobId) {
      const answer = await request("GET", `/fine_tuning/jobs/${encodeURIComponent(jobId)}`);
      return toJob(read(JobAnswer, answer));
    },
    async cancelJob(jobId) {
      const path = `/fine_tuning/jobs/${encodeURIComponent(jobId)}/cancel`;
      await request("POST", path, { mayBe: [400, 404, 409] });
    },
  };
}

function toJob({ id, status, fine_tuned_model, error }: z.infer<typeof JobAnswer>): TrainingJob {
  const isEnded = status === "succeeded" || status === "failed" || status === "cancelled";
  return {
    id,
    state: isEnded ? status : "underway",
    model: fine_tuned_model ?? null,
    failure: error?.code ?? null,
  };
}

function unavailable(provider: string, cause: unknown): AppError {
  return new AppError("internal", "training.unavailable", `${provider} did not take the request`, {
    cause,
  });
}
