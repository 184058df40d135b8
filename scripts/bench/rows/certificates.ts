import { randomUUID } from "node:crypto";
import type { MemberContext } from "@byteos/contracts/request-context";
import { createSupabaseAuthAdmin } from "@byteos/integrations/auth/supabase-auth-admin";
import { submitAttempt } from "@byteos/usecases/attempt/submit-attempt";
import { closeUseCases, configureUseCases } from "@byteos/usecases/configure";
import { enroll } from "@byteos/usecases/enrollment/enroll";
import { loadPlayer } from "@byteos/usecases/enrollment/load-player";
import { resolveActor } from "@byteos/usecases/session/resolve-actor";
import { rightAnswer } from "../../../supabase/seed/seed-answers.ts";
import type { BenchRow } from "../bench-row.ts";
import type { BenchStack } from "../stack/bench-stack.ts";
import { queryAsOwner, queryOne } from "../stack/query.ts";
import { signInCookie } from "../stack/sign-in.ts";

const parallel = 50;
const password = "byteos-bench";

export const certificateRow: BenchRow = {
  name: "certificates",
  title: "50 requests at once that each complete the same enrolment",
  async measure({ stack: getStack, options, note }) {
    const stack = await getStack();
    const issued: number[] = [];
    const seconds: number[] = [];
    configureUseCases({ database: { url: stack.env["DATABASE_URL"] ?? "", poolSize: 4 } });
    try {
      for (let run = 1; run <= options.runs; run += 1) {
        const result = await completeAtOnce(stack);
        note(`Run ${run}: ${result.certificates} certificate in ${result.secs.toFixed(2)} s`);
        issued.push(result.certificates);
        seconds.push(result.secs);
      }
    } finally {
      await closeUseCases();
    }
    return [
      { name: "certificates", unit: "", values: issued, target: { exactly: 1 } },
      { name: "all answered after", unit: "s", values: seconds },
    ];
  },
};

async function completeAtOnce(stack: BenchStack): Promise<{ certificates: number; secs: number }> {
  const person = await addLearner(stack);
  const { courseId } = person;
  const views = await takeAllQuestions(person.ctx, courseId);
  const cookie = await signInCookie(stack, { email: person.email, password });
  const startedAt = performance.now();
  const answers = await Promise.all(
    Array.from({ length: parallel }, () =>
      fetch(`${stack.learnUrl}/api/events`, {
        method: "POST",
        headers: { cookie, "content-type": "application/json", origin: stack.learnUrl },
        body: JSON.stringify({
          events: views.map((place) => ({
            ...place,
            clientId: randomUUID(),
            type: "block_view",
            courseId,
            modality: "text",
            durationSecs: 1,
            occurredAt: new Date().toISOString(),
          })),
        }),
      }),
    ),
  );
  const secs = (performance.now() - startedAt) / 1_000;
  const refused = answers.find((answer) => !answer.ok);
  if (refused !== undefined) throw new Error(`A completion was answered with ${refused.status}`);
  const rows = await queryAsOwner(stack, "select 1 from certifications where user_id = $1", [
    person.ctx.actor.userId,
  ]);
  return { certificates: rows.length, secs };
}

async function addLearner(
  stack: BenchStack,
): Promise<{ ctx: MemberContext; email: string; courseId: string }> {
  const email = `learner-${randomUUID()}@bench.example`;
  const authAdmin = createSupabaseAuthAdmin({
    supabaseUrl: stack.env["SUPABASE_URL"] ?? "",
    secretKey: stack.env["SUPABASE_SECRET_KEY"] ?? "",
  });
  const userId = await authAdmin.createUser({ email, password, fullName: "Bench Learner" });
  await queryAsOwner(
    stack,
    `insert into org_members (org_id, user_id, role)
     select id, $1, 'learner' from organisations where slug = 'demo'`,
    [userId],
  );
  const actor = await resolveActor({ userId, email });
  if (actor.kind !== "member") throw new Error("The new learner belongs to no organisation");
  const { courseId } = await queryOne<{ courseId: string }>(
    stack,
    "The demo organisation has no published course",
    `select id as "courseId" from courses
     where org_id = $1 and status = 'published' order by created_at limit 1`,
    [actor.orgId],
  );
  const ctx: MemberContext = { requestId: "bench", actor };
  await enroll({ ctx, input: { courseId } });
  return { ctx, email, courseId };
}

/** Answers every question of the demo course, so that reading its text is all that is missing. */
async function takeAllQuestions(ctx: MemberContext, courseId: string) {
  const { modules } = await loadPlayer({ ctx, input: { courseId } });
  const views: { moduleId: string; blockId: string }[] = [];
  for (const { id: moduleId } of modules) {
    const { module } = await loadPlayer({ ctx, input: { courseId, moduleId } });
    for (const block of module.blocks) {
      if (block.type !== "question") {
        views.push({ moduleId, blockId: block.id });
        continue;
      }
      const input = {
        clientId: randomUUID(),
        courseId,
        blockId: block.id,
        answer: rightAnswer(block.question),
        durationSecs: 5,
      };
      await submitAttempt({ ctx, input });
    }
  }
  return views;
}
