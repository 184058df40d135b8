"use client";

import { useState } from "react";
import type { DataColumn } from "../logic/data-table.ts";
import { Callout } from "../patterns/callout.tsx";
import { CodeBlock } from "../patterns/code-block.tsx";
import { DataTable } from "../patterns/data-table.tsx";
import { ErrorState } from "../patterns/error-state.tsx";
import { FileDrop } from "../patterns/file-drop.tsx";
import { Pagination } from "../patterns/pagination.tsx";
import { ProgressTask } from "../patterns/progress-task.tsx";
import { SaveState } from "../patterns/save-state.tsx";
import { Stepper } from "../patterns/stepper.tsx";
import { SyncState } from "../patterns/sync-state.tsx";
import { Accordion, AccordionItem } from "../primitives/accordion.tsx";
import { Badge } from "../primitives/badge.tsx";
import { Button } from "../primitives/button.tsx";
import { Progress } from "../primitives/progress.tsx";
import { Skeleton, SkeletonGroup } from "../primitives/skeleton.tsx";
import { Show, State } from "./showcase-parts.tsx";

interface Row {
  id: string;
  learner: string;
  course: string;
  progress: number;
  due: "late" | "soon" | "done";
}
const dueLooks = {
  late: { tone: "incorrect", word: "2 days over" },
  soon: { tone: "warning", word: "In 4 days" },
  done: { tone: "correct", word: "Done 12 Nov" },
} as const;
const rows: Row[] = [
  { id: "1", learner: "Learner 14", course: "Confined space entry", progress: 88, due: "soon" },
  { id: "2", learner: "Learner 9", course: "Confined space entry", progress: 25, due: "late" },
  {
    id: "3",
    learner: "Learner 27",
    course: "Handling chlorine safely",
    progress: 100,
    due: "done",
  },
];
const columns: DataColumn<Row>[] = [
  { id: "learner", header: "Learner", value: (row) => row.learner },
  { id: "course", header: "Course", value: (row) => row.course },
  {
    id: "progress",
    header: "Progress",
    value: (row) => row.progress,
    cell: (row) => `${row.progress}%`,
    isNumeric: true,
  },
  {
    id: "due",
    header: "Due",
    value: (row) => dueLooks[row.due].word,
    cell: (row) => <Badge tone={dueLooks[row.due].tone}>{dueLooks[row.due].word}</Badge>,
  },
];
const code = `import numpy as np

def moving_mean(values, width):
    """Mean of the last \`width\` values."""
    kernel = np.ones(width) / width   # equal weights
    return np.convolve(values, kernel, "valid")`;

export function States() {
  const [dropped, setDropped] = useState<string[]>([]);
  return (
    <>
      <Show title="Save and sync state">
        <ul className="grid gap-3">
          <li>
            <SaveState state="saved" savedAt="09:41" />
          </li>
          <li>
            <SaveState state="saving" />
          </li>
          <li>
            <SaveState state="offline" />
          </li>
          <li>
            <SaveState
              state="conflict"
              detail="Another editor changed this block too."
              action={
                <a className="link" href="#conflict">
                  Compare
                </a>
              }
            />
          </li>
          <li className="-ms-2 flex flex-wrap gap-4">
            <SyncState state="synced" isCompact={false} />
            <SyncState state="sending" isCompact={false} />
            <SyncState state="waiting" waitingCount={12} isCompact={false} />
          </li>
        </ul>
        <State caption="Progress" isRow={false}>
          <div className="grid grid-cols-1 gap-5">
            <div>
              <p className="mb-2 flex justify-between">
                <span>4 of 9 lessons</span>
                <span className="text-muted tabular-nums">44%</span>
              </p>
              <Progress label="Lessons done" value={44} />
            </div>
            <ProgressTask
              title="Reading Leak location handbook.pdf"
              detail="Page 31 of 46, finding headings. About 20 s left"
              share={0.67}
              onCancel={() => undefined}
            />
          </div>
        </State>
      </Show>
      <Show title="Table" span="wide">
        <DataTable
          label="Learners"
          rows={rows}
          columns={columns}
          rowId={(row) => row.id}
          rowLabel={(row) => row.learner}
          searchLabel="Search learners"
          filters={[
            {
              id: "due",
              label: "Any due date",
              options: [
                { value: "late", label: "Overdue" },
                { value: "soon", label: "Due soon" },
                { value: "done", label: "Done" },
              ],
              matches: (row, value) => row.due === value,
            },
          ]}
          csvName="learners"
          renderSelection={(chosen) => <Button size="sm">Remind {chosen.length}</Button>}
        />
        <Pagination
          page={2}
          pageSize={25}
          total={231}
          noun="learners"
          hrefFor={(page) => `?page=${page}`}
        />
      </Show>
      <Show title="Loading" span="third">
        <SkeletonGroup label="Loading courses" className="grid gap-4">
          {[72, 58, 66].map((width) => (
            <div key={width} className="grid grid-cols-[3rem_minmax(0,1fr)] items-center gap-4">
              <Skeleton className="rounded-control! h-9 w-12" />
              <div className="grid gap-2">
                <Skeleton className="h-3.5" style={{ width: `${width}%` }} />
                <Skeleton className="h-2.5" style={{ width: `${width - 20}%` }} />
              </div>
            </div>
          ))}
        </SkeletonGroup>
        <p className="text-muted text-xs">Shown after 200 ms, at the size of what follows.</p>
      </Show>
      <Show title="Long work and steps">
        <Stepper
          label="Import"
          steps={[
            { id: "a", label: "Document", state: "done", href: "#document" },
            { id: "b", label: "Outline", state: "current" },
            { id: "c", label: "Course", state: "next" },
          ]}
        />
        <ProgressTask
          title="Reading chapter-03.docx"
          detail="Waiting for a free worker"
          share={null}
          onCancel={() => undefined}
        />
        <ProgressTask
          title="Read budgeting-handbook.pdf"
          detail="212 pages, 1,480 passages"
          share={1}
          state="done"
          action={<Button size="sm">Open outline</Button>}
        />
        <ProgressTask
          title="Scan 2019.pdf has no text"
          detail="Nothing was made. Run text recognition and drop it again."
          share={1}
          state="failed"
          action={<Button size="sm">Choose another</Button>}
        />
      </Show>
      <Show title="Drop a document">
        <FileDrop
          title="Drop a document to start a course"
          description="PDF, Word, Markdown or a web page. You get an outline first; every sentence keeps its page number, and nothing is published until you say so."
          accept=".pdf,.docx,.md,.html"
          maxBytes={200_000_000}
          onFiles={(files) => setDropped(files.map(({ file }) => file.name))}
          actions={<Button variant="ghost">Start from a blank outline</Button>}
        />
        <p role="status" className="text-muted empty:hidden">
          {dropped.join(", ")}
        </p>
      </Show>
      <Show title="Call-outs">
        <Callout variant="note" title="Field note" isReading>
          Speed depends on the pipe. Cast iron carries sound at about 1,200 m/s, plastic nearer 450
          m/s.
        </Callout>
        <Callout variant="warning">Isolate the main before opening the chamber.</Callout>
        <Callout variant="tip">Write the message in the imperative: “Add the parser”.</Callout>
        <Callout variant="due" title={null}>
          <b className="font-semibold">Confined space entry</b> is due Monday 23 November. One
          lesson and the assessment remain, about 25 minutes.
        </Callout>
      </Show>
      <Show title="Code, parts that open, errors">
        <CodeBlock code={code} language="python" hasLineNumbers />
        <Accordion>
          <AccordionItem title="What is kept when I delete a course?" name="faq">
            Certificates and their evidence stay for as long as your organisation keeps them.
          </AccordionItem>
          <AccordionItem title="Can learners see drafts?" name="faq">
            No. They see the version that was published.
          </AccordionItem>
        </Accordion>
        <ErrorState
          title="The course did not load"
          requestId="7c1e-40b9"
          action={<Button>Try again</Button>}
        >
          The connection was lost. Your last edits are kept on this device.
        </ErrorState>
      </Show>
    </>
  );
}
