import { Section } from "@byteos/ui/patterns/section";
import { Button } from "@byteos/ui/primitives/button";
import type { OpenImport } from "@byteos/usecases/import/list-open-imports";
import FileText from "lucide-react/icons/file-text";
import PencilLine from "lucide-react/icons/pencil-line";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import Link from "next/link";
import type { ReactNode } from "react";
import { describeNames, describeProgress } from "../../import/import-words.ts";
import type { HomeView } from "../loaders.ts";
import { DismissImport } from "./dismiss-import.tsx";

interface RowProps {
  icon: ReactNode;
  subject: string;
  detail: string;
  href: string;
  verb: string;
  /** What else can be done with it. */
  more?: ReactNode;
}

function Row({ icon, subject, detail, href, verb, more }: RowProps) {
  return (
    <li className="border-line flex items-center gap-2 border-b py-3 last:border-b-0">
      <span className="text-muted me-1">{icon}</span>
      <p className="min-w-0 flex-1 text-sm">
        <span className="font-medium wrap-anywhere">{subject}</span>{" "}
        <span className="text-muted">{detail}</span>
      </p>
      <Button size="sm" asChild>
        <Link href={href}>
          {verb}
          <span className="sr-only"> {subject}</span>
        </Link>
      </Button>
      {more}
    </li>
  );
}

function importRow({
  importId,
  status,
  names,
  progress,
  failure,
}: OpenImport): RowProps & { id: string } {
  const base = { id: importId, subject: describeNames(names), href: `/imports/${importId}` };
  if (status === "failed") {
    return {
      ...base,
      icon: <TriangleAlert aria-hidden className="text-incorrect" />,
      detail: failure?.message ?? "could not be read",
      verb: "See why",
      more: <DismissImport importId={importId} name={base.subject} />,
    };
  }
  if (status === "review") {
    return {
      ...base,
      icon: <FileText aria-hidden />,
      detail: "has an outline to review",
      verb: "Review",
    };
  }
  return {
    ...base,
    icon: <FileText aria-hidden />,
    detail: describeProgress(progress).toLowerCase(),
    verb: "Follow",
  };
}

export function Waiting({ view }: { view: HomeView }) {
  const { imports, unpublished } = view;
  if (imports.length + unpublished.length === 0) return null;
  return (
    <Section title="Waiting for you">
      <ul className="border-line border-t">
        {imports.map((each) => {
          const { id, ...row } = importRow(each);
          return <Row key={id} {...row} />;
        })}
        {unpublished.map((course) => (
          <Row
            key={course.id}
            icon={<PencilLine aria-hidden />}
            subject={course.title}
            detail="has edits that learners do not see yet"
            href={`/courses/${course.id}`}
            verb="Open"
          />
        ))}
      </ul>
    </Section>
  );
}
