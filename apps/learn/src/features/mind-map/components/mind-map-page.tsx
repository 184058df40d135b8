import { blockElementId } from "@byteos/ui/logic/block-element-id";
import { EmptyState } from "@byteos/ui/patterns/empty-state";
import { PageHeader } from "@byteos/ui/patterns/page-header";
import { Button } from "@byteos/ui/primitives/button";
import ChevronRight from "lucide-react/icons/chevron-right";
import Link from "next/link";
import type { MindMapView } from "../loaders.ts";
import { type Branch, nestNodes } from "../nest-nodes.ts";

const reasons = {
  off: "This course does without what Byte makes of it.",
  "too-often": "Too many maps were made just now. Wait a minute, then load the page again.",
} as const;

/** The whole course at a glance: every entry opens the words it speaks of. */
export function MindMapPage({ view }: { view: MindMapView }) {
  const back = (
    <Link href={`/courses/${view.courseId}`} className="hover:text-fg hover:underline">
      About the course
    </Link>
  );
  if (view.kind === "none" || view.map.nodes.length === 0) {
    return (
      <>
        <PageHeader kicker={back} title="Mind map" />
        <EmptyState
          title="There is no map to show"
          action={
            <Button asChild variant="primary">
              <Link href={`/learn/${view.courseId}`}>Open the course</Link>
            </Button>
          }
        >
          {view.kind === "none" ? reasons[view.reason] : "The course has no text of its own yet."}
        </EmptyState>
      </>
    );
  }
  const modules = nestNodes(view.map.nodes).flatMap(({ children }) => children);
  return (
    <>
      <PageHeader
        kicker={back}
        title={`${view.map.title}: mind map`}
        description="Made of the course's own headings and terms, without a language model. Every entry opens its place."
      />
      <ul className="grid items-start gap-4 lg:grid-cols-2">
        {modules.map((branch, index) => (
          <li key={branch.node.id} className="border-line rounded-card border p-4">
            <BranchView courseId={view.courseId} branch={branch} isOpen={index < 6} depth={0} />
          </li>
        ))}
      </ul>
    </>
  );
}

function BranchView({
  courseId,
  branch: { node, children },
  isOpen,
  depth,
}: {
  courseId: string;
  branch: Branch;
  isOpen: boolean;
  depth: number;
}) {
  if (children.length === 0) return <NodeLink courseId={courseId} node={node} />;
  return (
    <details open={isOpen} className="group/branch">
      <summary className="rounded-control hover:bg-surface-2 flex min-h-9 list-none items-center gap-2 px-1 max-sm:min-h-11">
        <ChevronRight
          aria-hidden
          className="icon-16 text-muted duration-hover shrink-0 transition-transform group-open/branch:rotate-90 rtl:-scale-x-100"
        />
        <span className={depth === 0 ? "font-semibold" : "font-medium"}>{node.label}</span>
      </summary>
      <ul className="border-line ms-3 grid gap-0.5 border-s ps-3">
        {node.kind === "module" ? (
          <li>
            <NodeLink courseId={courseId} node={node} words="Open the module" />
          </li>
        ) : null}
        {node.kind === "heading" ? (
          <li>
            <NodeLink courseId={courseId} node={node} words="Open this section" />
          </li>
        ) : null}
        {children.map((child) => (
          <li key={child.node.id}>
            <BranchView courseId={courseId} branch={child} isOpen={depth < 1} depth={depth + 1} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function NodeLink({
  courseId,
  node,
  words,
}: {
  courseId: string;
  node: Branch["node"];
  /** Instead of the label, where the label stands above already. */
  words?: string;
}) {
  const { moduleId, blockId, quote } = node.place;
  return (
    <Link
      href={`/learn/${courseId}/${moduleId}#${blockElementId(blockId)}`}
      prefetch={false}
      className="rounded-control hover:bg-surface-2 grid min-h-9 content-center px-1 py-1 text-sm max-sm:min-h-11"
    >
      <span className={words === undefined ? "" : "text-muted"}>
        {words ?? node.label}
        {words === undefined ? null : <span className="sr-only">: {node.label}</span>}
      </span>
      {node.kind === "term" ? (
        <span className="text-muted line-clamp-2 font-serif text-xs text-pretty">{quote}</span>
      ) : null}
    </Link>
  );
}
