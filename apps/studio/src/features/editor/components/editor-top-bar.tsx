"use client";

import { BrandMark } from "@byteos/ui/patterns/brand-mark";
import { ThemeToggle } from "@byteos/ui/patterns/theme-toggle";
import { Badge } from "@byteos/ui/primitives/badge";
import { Button } from "@byteos/ui/primitives/button";
import { IconButton } from "@byteos/ui/primitives/icon-button";
import ChartColumn from "lucide-react/icons/chart-column";
import ChevronRight from "lucide-react/icons/chevron-right";
import Eye from "lucide-react/icons/eye";
import Redo2 from "lucide-react/icons/redo-2";
import Undo2 from "lucide-react/icons/undo-2";
import Link from "next/link";
import { useState } from "react";
import { useCourseEditor, useEditorState } from "./editor-context.tsx";
import { SaveStatus } from "./save-status.tsx";

function CourseTitle() {
  const editor = useCourseEditor();
  const title = useEditorState((state) => state.course.title);
  const [draft, setDraft] = useState<string | null>(null);
  if (draft === null) {
    return (
      <h1 className="min-w-0">
        <button
          type="button"
          disabled={!editor.isEditable}
          title="Rename the course"
          onClick={() => setDraft(title)}
          className="rounded-control hover:bg-surface-2 block max-w-full truncate px-1.5 py-1 text-sm font-medium"
        >
          {title}
        </button>
      </h1>
    );
  }
  const finish = (isKept: boolean): void => {
    setDraft(null);
    if (isKept) void editor.structure.renameCourse(draft).catch(() => undefined);
  };
  return (
    <input
      aria-label="Title of the course"
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- the field takes the place of the button that was pressed
      autoFocus
      value={draft}
      maxLength={300}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => finish(true)}
      onKeyDown={(event) => {
        if (event.key === "Enter") finish(true);
        if (event.key === "Escape") finish(false);
      }}
      className="border-control rounded-control min-h-8 w-72 min-w-0 border bg-transparent px-1.5 text-sm font-medium"
    />
  );
}

function StateBadge() {
  const course = useEditorState((state) => state.course);
  if (course.status === "archived") return <Badge>Archived</Badge>;
  if (course.version === null) return <Badge>Draft</Badge>;
  return <Badge tone="correct">Version {course.version}</Badge>;
}

/** 52 px: where one is, whether it is saved, and what can be done with the whole course. */
export function EditorTopBar() {
  const editor = useCourseEditor();
  const course = useEditorState((state) => state.course);
  const openId = useEditorState((state) => state.openId);
  const undoLabel = useEditorState((state) => state.undoLabel);
  const redoLabel = useEditorState((state) => state.redoLabel);
  return (
    <header className="border-line bg-bg z-bar col-span-full flex h-13 items-center gap-2 border-b ps-4 pe-3 max-md:sticky max-md:top-0 max-md:h-14 max-md:px-2">
      <IconButton label="Back to courses" asChild>
        <Link href="/courses">
          <BrandMark />
        </Link>
      </IconButton>
      <nav aria-label="Breadcrumb" className="text-muted flex min-w-0 items-center gap-1.5">
        <Link href="/courses" className="hover:text-fg max-md:hidden">
          Courses
        </Link>
        <ChevronRight aria-hidden className="icon-14 text-subtle max-md:hidden rtl:rotate-180" />
        <span className="text-fg flex min-w-0 items-center gap-2">
          <CourseTitle />
          <span className="max-md:hidden">
            <StateBadge />
          </span>
        </span>
      </nav>
      <span className="text-muted ms-2 flex min-w-0 items-center max-md:ms-0 max-md:shrink-0 max-md:[&>span>span]:sr-only">
        <SaveStatus />
      </span>
      <span className="ms-auto flex shrink-0 items-center gap-1">
        <span className="flex items-center max-md:hidden">
          {editor.isEditable ? (
            <>
              <IconButton
                label={
                  undoLabel === null
                    ? "Nothing to undo"
                    : `Undo: ${undoLabel.toLowerCase()} (Ctrl Z)`
                }
                disabled={undoLabel === null}
                onClick={() => void editor.undo()}
              >
                <Undo2 aria-hidden />
              </IconButton>
              <IconButton
                label={
                  redoLabel === null ? "Nothing to do again" : `Redo: ${redoLabel.toLowerCase()}`
                }
                disabled={redoLabel === null}
                onClick={() => void editor.redo()}
              >
                <Redo2 aria-hidden />
              </IconButton>
            </>
          ) : null}
          <ThemeToggle />
          <Button variant="ghost" asChild>
            <Link href={`/courses/${course.id}/analytics`} prefetch={false}>
              <ChartColumn aria-hidden />
              Analytics
            </Link>
          </Button>
        </span>
        <Button asChild className="max-md:hidden">
          <Link
            href={`/courses/${course.id}/preview${openId === null ? "" : `?module=${openId}`}`}
            prefetch={false}
          >
            <Eye aria-hidden />
            Preview
          </Link>
        </Button>
        {editor.isEditable ? (
          <Button
            variant="primary"
            className="ms-1"
            onClick={() => editor.store.setState({ dialog: "publish" })}
          >
            Publish<span className="-ms-1 max-md:hidden">course</span>
          </Button>
        ) : null}
      </span>
    </header>
  );
}
