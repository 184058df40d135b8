import type { OrgId } from "@byteos/contracts/ids";
import { TrainingExample } from "@byteos/courseware/training/training-set";
import { ModelEnv } from "@byteos/integrations/env";
import { modelsFromEnv } from "@byteos/integrations/model/models-from-env";
import { trainerFromEnv } from "@byteos/integrations/training/trainer-from-env";
import { Factories } from "@byteos/testing/factories";
import { withTestDatabase } from "@byteos/testing/test-database";
import { startTrainingServer, type TrainingServer } from "@byteos/testing/training-server";
import { loadTrainingConsent, setTrainingConsent } from "@byteos/usecases/fine-tuning/consent";
import { findTrainedModel } from "@byteos/usecases/fine-tuning/find-trained-model";
import { loadFineTuning } from "@byteos/usecases/fine-tuning/load-fine-tuning";
import {
  applyTrainedModel,
  cancelFineTuning,
  startFineTuning,
} from "@byteos/usecases/fine-tuning/manage-fine-tuning";
import { runFineTunings } from "@byteos/usecases/fine-tuning/run-fine-tunings";
import { exportMyData } from "@byteos/usecases/privacy/export-my-data";
import { afterEach, beforeEach, expect, test } from "vitest";

const database = withTestDatabase();
const factories = new Factories(database);
let server: TrainingServer;
beforeEach(async () => {
  await database.query("delete from fine_tunings");
  server = await startTrainingServer();
});
afterEach(() => server.stop());

const envOf = ({ url, key }: TrainingServer) =>
  ModelEnv.parse({
    BYTEOS_MODEL_URL: url,
    BYTEOS_MODEL_KEY: key,
    BYTEOS_TUNING_MODEL: "small",
  });

function trainerOf(of: TrainingServer) {
  const trainer = trainerFromEnv(envOf(of));
  if (trainer === null) throw new Error("An address and a model make a trainer");
  return trainer;
}

async function addTurns(
  orgId: OrgId,
  { learners, turns, agree = learners }: { learners: number; turns: number; agree?: number },
) {
  const { courseId } = await factories.publishedCourse(orgId);
  for (let index = 0; index < learners; index += 1) {
    const ctx = await factories.memberContext("learner", orgId);
    await database.query("update profiles set full_name = $2 where id = $1", [
      ctx.actor.userId,
      `Quentin Zweig${index}`,
    ]);
    if (index < agree) await setTrainingConsent({ ctx, input: { isGiven: true } });
    for (let turn = 0; turn < turns; turn += 1) {
      await factories.row("ai_interactions", {
        user_id: ctx.actor.userId,
        course_id: courseId,
        interaction_type: "question",
        user_message: `I am Quentin Zweig${index}. What about rope ${index}-${turn}?`,
        ai_response: `Rope ${index}-${turn} holds what it is tied to, as long as it is dry. [1]`,
        helpful: turn !== 0,
      });
    }
  }
}

async function makeWorld(options: Parameters<typeof addTurns>[1] = { learners: 12, turns: 4 }) {
  const admin = await factories.memberContext("admin");
  await addTurns(admin.actor.orgId, options);
  return admin;
}

const stateOf = async (ctx: Awaited<ReturnType<typeof makeWorld>>) =>
  (await loadFineTuning({ ctx })).models[0];

test("consent is off by default, the learner's own, in the log and in their data", async () => {
  const ctx = await factories.memberContext("learner");
  expect(await loadTrainingConsent({ ctx })).toBe(false);
  await setTrainingConsent({ ctx, input: { isGiven: true } });
  await setTrainingConsent({ ctx, input: { isGiven: true } });
  expect(await loadTrainingConsent({ ctx })).toBe(true);
  expect(JSON.parse(await exportMyData({ ctx }))).toMatchObject({
    trainingConsents: [{ orgId: ctx.actor.orgId }],
  });
  await setTrainingConsent({ ctx, input: { isGiven: false } });
  expect(await loadTrainingConsent({ ctx })).toBe(false);
  const log = await database.query<{ action: string }>(
    "select action from audit_log where target_id = $1 order by id",
    [ctx.actor.userId],
  );
  expect(log.map(({ action }) => action)).toEqual([
    "training.consent",
    "training.consent",
    "training.withdraw",
  ]);
});

test("helpful turns of those who agreed become a model that Byte can speak through, and nothing of them stays there", async () => {
  const ctx = await makeWorld({ learners: 14, turns: 4, agree: 12 });
  const trainer = trainerOf(server);
  expect(await loadFineTuning({ ctx })).toMatchObject({
    consents: 12,
    examples: 36,
    learners: 12,
    isEnough: true,
    models: [],
  });
  await startFineTuning({ ctx, trainer });
  await expect(startFineTuning({ ctx, trainer })).rejects.toMatchObject({
    code: "training.underway",
  });
  expect(await runFineTunings({ trainer })).toEqual({ moved: 1, failures: [] });
  expect(await stateOf(ctx)).toMatchObject({ state: "training", examples: 36 });

  const texts = [...server.files.values()];
  expect(texts).toHaveLength(2);
  const lines = texts
    .join("")
    .split("\n")
    .filter((line) => line !== "");
  expect(lines).toHaveLength(36);
  for (const line of lines) {
    TrainingExample.parse(JSON.parse(line));
    expect(line).not.toMatch(/Quentin|Zweig/);
    // Learners 12 and 13 did not agree; turn 0 was not helpful.
    expect(line).not.toMatch(/rope 1[23]-|rope \d+-0\b/i);
  }
  const learnersIn = (text: string) =>
    new Set([...text.matchAll(/rope (\d+)-/gi)].map(([, index]) => index));
  const [one = "", two = ""] = texts;
  expect([...learnersIn(one)].filter((name) => learnersIn(two).has(name))).toEqual([]);

  await runFineTunings({ trainer });
  expect(await stateOf(ctx)).toMatchObject({ state: "training" });
  await runFineTunings({ trainer });
  const ready = await stateOf(ctx);
  expect(ready).toMatchObject({ state: "ready", isInUse: false });
  await runFineTunings({ trainer });
  expect(server.files.size).toBe(0);
  expect(await runFineTunings({ trainer })).toEqual({ moved: 0, failures: [] });

  expect(await findTrainedModel({ ctx })).toBeNull();
  await applyTrainedModel({ ctx, input: { fineTuningId: ready?.id } });
  const trained = await findTrainedModel({ ctx });
  expect(trained).toEqual({ provider: "own", model: server.jobs[0]?.model });
  const names = modelsFromEnv(envOf(server), trained).map(({ name }) => name);
  expect(names).toEqual(["own-trained", "own"]);
  await applyTrainedModel({ ctx, input: { fineTuningId: null } });
  expect(await findTrainedModel({ ctx })).toBeNull();
  expect(server.refused()).toBe(0);
});

test("too few turns, or too few learners, train nothing", async () => {
  const trainer = trainerOf(server);
  const few = await makeWorld({ learners: 2, turns: 9 });
  await expect(startFineTuning({ ctx: few, trainer })).rejects.toMatchObject({
    code: "training.too-little",
  });
  await expect(startFineTuning({ ctx: few, trainer: null })).rejects.toMatchObject({
    code: "training.no-provider",
  });
  // Withdrawn between the start and the upload.
  const ctx = await makeWorld();
  await startFineTuning({ ctx, trainer });
  await database.query("delete from training_consents where org_id = $1", [ctx.actor.orgId]);
  await runFineTunings({ trainer });
  expect(await stateOf(ctx)).toMatchObject({ state: "failed", failure: "training.too-little" });
  expect(server.files.size).toBe(0);
});

test("a provider that does not answer is asked again, and leaves no files of a job that never began", async () => {
  const ctx = await makeWorld();
  const trainer = trainerOf(server);
  await startFineTuning({ ctx, trainer });
  server.answerWith(503);
  expect((await runFineTunings({ trainer })).failures).toHaveLength(1);
  expect(await stateOf(ctx)).toMatchObject({ state: "waiting" });
  server.answerWith(null);
  const halfway = {
    ...trainer,
    startJob: (job: Parameters<typeof trainer.startJob>[0]) =>
      trainer.startJob({ ...job, trainingFile: "file-that-is-not" }),
  };
  expect((await runFineTunings({ trainer: halfway })).failures).toHaveLength(1);
  expect(server.files.size).toBe(0);
  await runFineTunings({ trainer });
  expect(await stateOf(ctx)).toMatchObject({ state: "training" });
});

test("cancelled stays cancelled: the job is stopped there and its files are removed", async () => {
  const ctx = await makeWorld();
  const trainer = trainerOf(server);
  const { fineTuningId } = await startFineTuning({ ctx, trainer });
  await runFineTunings({ trainer });
  await cancelFineTuning({ ctx, input: { fineTuningId } });
  await runFineTunings({ trainer });
  expect(server.jobs.map(({ status }) => status)).toEqual(["cancelled"]);
  expect(server.files.size).toBe(0);
  expect(await stateOf(ctx)).toMatchObject({ state: "cancelled" });
  await expect(cancelFineTuning({ ctx, input: { fineTuningId } })).rejects.toMatchObject({
    code: "training.not-found",
  });
  const actions = await database.query<{ action: string }>(
    "select action from audit_log where target_id = $1 order by id",
    [fineTuningId],
  );
  expect(actions.map(({ action }) => action)).toEqual(["training.start", "training.cancel"]);
});

test("a job that fails there fails here with its reason", async () => {
  const ctx = await makeWorld();
  const trainer = trainerOf(server);
  await startFineTuning({ ctx, trainer });
  const broken = {
    ...trainer,
    uploadFile: () => trainer.uploadFile({ name: "x.jsonl", text: '{"messages": []}\n' }),
  };
  await runFineTunings({ trainer: broken });
  await runFineTunings({ trainer });
  expect(await stateOf(ctx)).toMatchObject({ state: "failed", failure: "invalid_training_file" });
});

test("training is for admins, of their own organisation", async () => {
  const ctx = await makeWorld();
  const trainer = trainerOf(server);
  const { fineTuningId } = await startFineTuning({ ctx, trainer });
  for (const role of ["learner", "creator", "manager"] as const) {
    const other = await factories.memberContext(role, ctx.actor.orgId);
    await expect(loadFineTuning({ ctx: other })).rejects.toMatchObject({ kind: "forbidden" });
    await expect(startFineTuning({ ctx: other, trainer })).rejects.toMatchObject({
      kind: "forbidden",
    });
  }
  const stranger = await factories.memberContext("admin");
  expect((await loadFineTuning({ ctx: stranger })).models).toEqual([]);
  for (const attempt of [cancelFineTuning, applyTrainedModel]) {
    await expect(attempt({ ctx: stranger, input: { fineTuningId } })).rejects.toMatchObject({
      code: "training.not-found",
    });
  }
});

test("a process that died while it uploaded is taken over", async () => {
  const ctx = await makeWorld();
  const trainer = trainerOf(server);
  const { fineTuningId } = await startFineTuning({ ctx, trainer });
  await database.query(
    "update fine_tunings set status = 'uploading', updated_at = now() - interval '1 hour' where id = $1",
    [fineTuningId],
  );
  await runFineTunings({ trainer });
  expect(await stateOf(ctx)).toMatchObject({ state: "waiting" });
  await runFineTunings({ trainer });
  expect(await stateOf(ctx)).toMatchObject({ state: "training" });
});
