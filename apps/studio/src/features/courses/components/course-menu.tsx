"use client";

import { MoreMenu } from "@byteos/ui/patterns/more-menu";
import { showToast, showUndoToast } from "@byteos/ui/patterns/toaster";
import { DropdownMenuItem, DropdownMenuSeparator } from "@byteos/ui/primitives/dropdown-menu";
import type { CourseSummary } from "@byteos/usecases/course/list-courses";
import { explainedWords } from "@byteos/web/explained-words";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import type { ActionResult } from "../../../lib/member-action.ts";
import {
  archiveCourseAction,
  deleteCourseAction,
  duplicateCourseAction,
  restoreCourseAction,
} from "../actions.ts";

type MenuCourse = Pick<CourseSummary, "id" | "title" | "status">;

export function CourseMenu({ course, canWrite }: { course: MenuCourse; canWrite: boolean }) {
  const router = useRouter();
  const [isBusy, startTransition] = useTransition();
  const { id, title, status } = course;

  function run<T>(action: () => Promise<ActionResult<T>>, onDone: (value: T) => void): void {
    startTransition(async () => {
      const result = await action();
      if (result.ok) onDone(result.value);
      else showToast(explainedWords(result.error));
    });
  }
  const undo = () =>
    run(
      () => restoreCourseAction(id),
      () => showToast(`${title} is back`),
    );

  return (
    <MoreMenu label={`More for ${title}`} disabled={isBusy}>
      <DropdownMenuItem onSelect={() => router.push(`/courses/${id}`)}>Open</DropdownMenuItem>
      <DropdownMenuItem onSelect={() => router.push(`/courses/${id}/analytics`)}>
        Analytics
      </DropdownMenuItem>
      {canWrite && (
        <>
          <DropdownMenuItem
            onSelect={() =>
              run(
                () => duplicateCourseAction(id),
                (copy) => router.push(`/courses/${copy.courseId}`),
              )
            }
          >
            Duplicate
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          {status === "archived" ? (
            <DropdownMenuItem onSelect={undo}>Take out of the archive</DropdownMenuItem>
          ) : (
            <DropdownMenuItem
              onSelect={() =>
                run(
                  () => archiveCourseAction(id),
                  () => showUndoToast(`${title} was archived`, undo),
                )
              }
            >
              Archive
            </DropdownMenuItem>
          )}
          <DropdownMenuItem
            tone="danger"
            onSelect={() =>
              run(
                () => deleteCourseAction(id),
                () => showUndoToast(`${title} was deleted`, undo),
              )
            }
          >
            Delete
          </DropdownMenuItem>
        </>
      )}
    </MoreMenu>
  );
}
