"use client";

import { Field } from "@byteos/ui/patterns/field";
import { FormError } from "@byteos/ui/patterns/form-error";
import { Button } from "@byteos/ui/primitives/button";
import { Textarea } from "@byteos/ui/primitives/textarea";
import { explainedWords } from "@byteos/web/explained-words";
import { type FormEvent, useState, useTransition } from "react";
import { addCommentAction, editCommentAction } from "../actions.ts";

export interface CommentFormProps {
  repositoryId: string;
  /** The version it is about; left out, the repository. */
  commit?: string;
  /** A comment that is changed. */
  comment?: { readonly id: string; readonly body: string };
  onDone?: () => void;
}

/** Writes a comment, or changes one's own. What was typed stays when it could not be kept. */
export function CommentForm({ repositoryId, commit, comment, onDone }: CommentFormProps) {
  const [error, setError] = useState<string | null>(null);
  const [isBusy, start] = useTransition();
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = event.currentTarget;
    const body = new FormData(form).get("body");
    setError(null);
    start(async () => {
      const result =
        comment === undefined
          ? await addCommentAction({ repositoryId, body, ...(commit ? { commit } : {}) })
          : await editCommentAction({ repositoryId, commentId: comment.id, body });
      if (!result.ok) return setError(explainedWords(result.error));
      if (comment === undefined) form.reset();
      onDone?.();
    });
  }
  return (
    <form onSubmit={submit} className="grid gap-3">
      <Field
        label={comment === undefined ? "Write a comment" : "Change your comment"}
        hint="Markdown works. Everyone who may read the repository sees it."
      >
        <Textarea name="body" rows={3} maxLength={8_000} required defaultValue={comment?.body} />
      </Field>
      <FormError>{error}</FormError>
      <div className="flex gap-2">
        <Button
          type="submit"
          variant={comment === undefined ? "primary" : "secondary"}
          busy={isBusy}
        >
          {comment === undefined ? "Comment" : "Save comment"}
        </Button>
        {comment === undefined ? null : (
          <Button type="button" variant="ghost" onClick={onDone}>
            Cancel
          </Button>
        )}
      </div>
    </form>
  );
}
