"use client";

import { EmptyState } from "@byteos/ui/patterns/empty-state";
import FileText from "lucide-react/icons/file-text";
import Quote from "lucide-react/icons/quote";
import { useEditorState } from "./editor-context.tsx";
import { PassageView } from "./passage-view.tsx";
import { useSourcedCount } from "./use-sourced-count.ts";

function CourseSources() {
  const documents = useEditorState((state) => state.documents);
  const counted = useSourcedCount();
  if (documents.length === 0) {
    return (
      <EmptyState kind="plain" level={3} icon={<Quote aria-hidden />} title="No documents yet">
        Blocks that come from a document show their passage here, with its page.
      </EmptyState>
    );
  }
  return (
    <div className="p-5">
      <h3 className="text-sm font-semibold">Documents of this course</h3>
      <ul className="mt-3 grid gap-3">
        {documents.map((document) => (
          <li key={document.id} className="flex items-start gap-2">
            <FileText aria-hidden className="text-block-source mt-0.5" />
            <span className="min-w-0">
              <span className="block font-medium">{document.title}</span>
              <span className="text-muted block truncate text-xs">
                {document.sourceUrl ?? document.fileName}
                {document.pageCount === null ? "" : `, ${document.pageCount} pages`}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {counted !== null && counted.sentences > 0 ? (
        <p className="text-muted mt-4 text-xs">
          In this module {counted.sourced} of {counted.sentences} sentences stand word for word in a
          document. Choose a block to see its passage.
        </p>
      ) : null}
    </div>
  );
}

const nouns: Readonly<Record<string, string>> = {
  paragraph: "paragraph",
  heading: "heading",
  list: "list",
  quote: "quote",
  code: "code",
  image: "figure",
  table: "table",
  callout: "call-out",
  question: "question",
};

/** Where the chosen block comes from: document, page, and the passage in its surroundings. */
export function SourcesPanel() {
  const blockId = useEditorState((state) => state.currentBlockId);
  const block = useEditorState((state) => state.blocks.find((each) => each.id === blockId));
  if (block === undefined) return <CourseSources />;
  const sources = block.sources ?? [];
  const noun = nouns[block.type] ?? "block";
  if (sources.length === 0) {
    return (
      <div className="p-5">
        <h3 className="text-sm font-semibold">Where this {noun} comes from</h3>
        <p className="text-muted mt-2">Written by hand: it names no place in a document.</p>
      </div>
    );
  }
  return (
    <div className="p-5">
      <h3 className="text-sm font-semibold">Where this {noun} comes from</h3>
      {sources.slice(0, 6).map((range, index) => (
        <PassageView
          key={`${range.documentId}-${range.start}-${range.end}`}
          range={range}
          isFirst={index === 0}
        />
      ))}
      {sources.length > 6 ? (
        <p className="text-muted text-xs">and {sources.length - 6} more passages</p>
      ) : null}
    </div>
  );
}
