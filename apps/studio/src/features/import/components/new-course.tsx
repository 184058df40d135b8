"use client";

import { FormError } from "@byteos/ui/patterns/form-error";
import { Button } from "@byteos/ui/primitives/button";
import { explainedWords } from "@byteos/web/explained-words";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { createBlankCourseAction } from "../actions.ts";
import { StartImport } from "./start-import.tsx";

/** The ways to begin a course: documents, a page on the web, or nothing yet. */
export function NewCourse() {
  const router = useRouter();
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, startTransition] = useTransition();

  function createBlank(): void {
    startTransition(async () => {
      const result = await createBlankCourseAction();
      if (result.ok) router.push(`/courses/${result.value.courseId}`);
      else setFailure(explainedWords(result.error));
    });
  }

  return (
    <div className="grid gap-4">
      <StartImport
        hasAddress
        actions={
          <Button onClick={createBlank} busy={isBusy}>
            Start with an empty course
          </Button>
        }
      />
      <FormError>{failure}</FormError>
    </div>
  );
}
