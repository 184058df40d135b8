import { blockElementId } from "@byteos/ui/logic/block-element-id";
import { EmptyState } from "@byteos/ui/patterns/empty-state";
import { PageHeader } from "@byteos/ui/patterns/page-header";
import { Button } from "@byteos/ui/primitives/button";
import Link from "next/link";
import type { MindMapView } from "../loaders.ts";
import { nestNodes } from "../nest-nodes.ts";
import { BranchView, type RenderNodeLink } from "./branch-view.tsx";

/** The whole course at a glance: every entry opens the words it speaks of. */
export function MindMapPage({ view }: { view: MindMapView }) {
  const back = (
    <Link href={`/courses/${view.courseId}`} className="hover:text-fg hover:underline">
      About the course
    </Link>
  );
  if (view.kind === "too-often" || view.map.nodes.length === 0) {
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
          {view.kind === "too-often"
            ? "Too many maps were made just now. Wait a minute, then load the page again."
            : "The course has no text of its own yet."}
        </EmptyState>
      </>
    );
  }
  const renderLink: RenderNodeLink = ({ moduleId, blockId }, props) => (
    <Link
      href={`/learn/${view.courseId}/${moduleId}#${blockElementId(blockId)}`}
      prefetch={false}
      {...props}
    />
  );
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
            <BranchView branch={branch} isOpen={index < 6} depth={0} renderLink={renderLink} />
          </li>
        ))}
      </ul>
    </>
  );
}
