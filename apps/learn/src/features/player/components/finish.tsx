import { blockElementId } from "@byteos/ui/logic/block-element-id";
import { ProofList } from "@byteos/ui/patterns/certificate";
import { Button } from "@byteos/ui/primitives/button";
import { Card } from "@byteos/ui/primitives/card";
import type { FinishView } from "@byteos/usecases/enrollment/load-finish";
import ArrowRight from "lucide-react/icons/arrow-right";
import Award from "lucide-react/icons/award";
import Link from "next/link";
import { RefreshWhenSaved } from "./refresh-when-saved.tsx";

/** The end of a course: the certificate, or what is still missing for it. */
export function Finish({ view }: { view: FinishView }) {
  return (
    <main id="main" className="mx-auto grid min-h-dvh max-w-170 content-center px-4 py-12">
      {view.isComplete ? <Completed view={view} /> : <Remaining view={view} />}
    </main>
  );
}

function Completed({ view }: { view: FinishView }) {
  const { questions, objectives } = view;
  return (
    <>
      <span
        aria-hidden
        className="text-correct animate-pop-in [--icon-size:44px] [--icon-stroke:1.5]"
      >
        <Award />
      </span>
      <h1 className="max-md:text-lesson mt-4 font-serif text-4xl font-semibold text-balance">
        You have finished {view.courseTitle}
      </h1>
      <p className="text-muted mt-3 text-base">
        {questions.total === 0
          ? "You have read all of it."
          : `You got ${questions.right} of ${questions.total} questions right without being shown the answer.`}
      </p>
      {objectives.length > 0 ? (
        <Card kind="well" padding="lg" className="mt-8">
          <h2 className="mb-4 text-base font-semibold">You can now</h2>
          <ProofList items={objectives.slice(0, 8).map((title) => ({ title }))} />
        </Card>
      ) : null}
      <div className="mt-8 flex flex-wrap gap-3">
        {view.certificateId === null ? null : (
          <Button asChild variant="primary" size="lg">
            <Link href={`/certificates/${view.certificateId}`}>See your certificate</Link>
          </Button>
        )}
        <Button asChild variant="ghost" size="lg">
          <Link href="/">Back to home</Link>
        </Button>
      </div>
    </>
  );
}

function Remaining({ view }: { view: FinishView }) {
  const [first] = view.remaining;
  return (
    <>
      <RefreshWhenSaved />
      <h1 className="max-md:text-lesson font-serif text-4xl font-semibold text-balance">
        Not finished yet
      </h1>
      <p className="text-muted mt-3 text-base text-pretty">
        {view.courseTitle} is finished when every part has been read and every question answered.
        This is left:
      </p>
      <ul className="mt-6">
        {view.remaining.map((module, index) => (
          <li key={module.moduleId} className={index === 0 ? "" : "border-line border-t"}>
            <Link
              href={`/learn/${view.courseId}/${module.moduleId}#${blockElementId(module.blockId)}`}
              className="group flex items-center gap-4 py-4"
            >
              <span className="min-w-0 flex-1">
                <span className="block font-medium group-hover:underline">{module.title}</span>
                <span className="text-muted text-sm">
                  {module.left === 1 ? "1 part left" : `${module.left} parts left`}
                </span>
              </span>
              <ArrowRight aria-hidden className="text-muted rtl:-scale-x-100" />
            </Link>
          </li>
        ))}
      </ul>
      <div className="mt-6 flex flex-wrap gap-3">
        {first === undefined ? null : (
          <Button asChild variant="primary" size="lg">
            <Link
              href={`/learn/${view.courseId}/${first.moduleId}#${blockElementId(first.blockId)}`}
            >
              Continue
            </Link>
          </Button>
        )}
        <Button asChild variant="ghost" size="lg">
          <Link href="/">Back to home</Link>
        </Button>
      </div>
    </>
  );
}
