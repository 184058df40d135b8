import type { BenchContext, BenchRow, Figure } from "../bench-row.ts";
import type { BenchStack } from "../stack/bench-stack.ts";
import { queryOne } from "../stack/query.ts";
import { signInCookie } from "../stack/sign-in.ts";
import { type PageScore, type PageVisit, visitPage } from "./lighthouse.ts";

interface Page {
  readonly name: string;
  readonly title: string;
  find(stack: BenchStack): Promise<PageVisit>;
}

/** The module that a demo learner is in, whose text is the player's heaviest page. */
export async function findPlayerPage(stack: BenchStack): Promise<PageVisit> {
  const learner = stack.account("learner");
  const { courseId, moduleId } = await queryOne<{ courseId: string; moduleId: string }>(
    stack,
    "The demo learner is in no course",
    `select e.course_id as "courseId", r.module_id as "moduleId"
     from enrollments e join resume_positions r on r.enrollment_id = e.id
     join auth.users u on u.id = e.user_id where u.email = $1 limit 1`,
    [learner.email],
  );
  const cookie = await signInCookie(stack, learner);
  return { url: `${stack.learnUrl}/learn/${courseId}/${moduleId}`, cookie };
}

const pages: readonly Page[] = [
  {
    name: "page-learn-home",
    title: "Learn home",
    find: async (stack) => ({
      url: `${stack.learnUrl}/`,
      cookie: await signInCookie(stack, stack.account("learner")),
    }),
  },
  { name: "page-player", title: "Learn player", find: findPlayerPage },
  {
    name: "page-verify",
    title: "Verification of a certificate",
    find: async (stack) => {
      const { code } = await queryOne<{ code: string }>(
        stack,
        "The demo data hold no certificate",
        "select verification_code as code from certifications order by issued_at limit 1",
      );
      return { url: `${stack.learnUrl}/verify/${code}`, cookie: "" };
    },
  },
  {
    name: "page-studio-courses",
    title: "Studio courses",
    find: async (stack) => ({
      url: `${stack.studioUrl}/courses`,
      cookie: await signInCookie(stack, stack.account("creator")),
    }),
  },
  {
    name: "page-studio-editor",
    title: "Studio editor",
    find: async (stack) => {
      const creator = stack.account("creator");
      const { courseId } = await queryOne<{ courseId: string }>(
        stack,
        "The demo creator has no course",
        `select c.id as "courseId" from courses c join auth.users u on u.id = c.created_by
         where u.email = $1 and c.deleted_at is null order by c.created_at limit 1`,
        [creator.email],
      );
      return {
        url: `${stack.studioUrl}/courses/${courseId}`,
        cookie: await signInCookie(stack, creator),
      };
    },
  },
];

export const pageRows: readonly BenchRow[] = pages.map((page) => ({
  name: page.name,
  title: `${page.title}, Lighthouse as on a phone`,
  measure: (context) => measurePage(page, context),
}));

async function measurePage(page: Page, context: BenchContext): Promise<Figure[]> {
  const visit = await page.find(await context.stack());
  // The server's first answer compiles and fills caches; it is no visitor's usual page.
  await fetch(visit.url, { headers: { cookie: visit.cookie } }).then((answer) => answer.text());
  const scores: PageScore[] = [];
  for (let run = 1; run <= context.options.runs; run += 1) {
    const score = await visitPage(visit);
    scores.push(score);
    context.note(
      `Run ${run} of ${context.options.runs}: performance ${score.performance.toFixed(0)}, LCP ${(score.lcpMs / 1_000).toFixed(2)} s, blocking ${score.blockingMs.toFixed(0)} ms, accessibility ${score.accessibility.toFixed(0)}`,
    );
  }
  const values = (read: (score: PageScore) => number) => scores.map(read);
  return [
    {
      name: "performance",
      unit: "",
      values: values((each) => each.performance),
      target: { atLeast: 95 },
    },
    {
      name: "LCP",
      unit: "s",
      values: values((each) => each.lcpMs / 1_000),
      target: { atMost: 1.5 },
    },
    {
      name: "accessibility",
      unit: "",
      values: values((each) => each.accessibility),
      target: { exactly: 100 },
    },
    { name: "blocking time", unit: "ms", values: values((each) => each.blockingMs) },
    { name: "layout shift", unit: "", values: values((each) => each.layoutShift) },
    { name: "scripts", unit: "kB", values: values((each) => each.scriptBytes / 1_000) },
    { name: "fonts", unit: "kB", values: values((each) => each.fontBytes / 1_000) },
    { name: "requests", unit: "", values: values((each) => each.requests) },
  ];
}
