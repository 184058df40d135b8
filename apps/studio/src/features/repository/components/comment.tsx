"use client";

import { ConfirmDialog } from "@byteos/ui/patterns/confirm-dialog";
import { Button } from "@byteos/ui/primitives/button";
import { type ReactNode, useState } from "react";
import { deleteCommentAction } from "../actions.ts";
import { CommentForm } from "./comment-form.tsx";

export interface CommentProps {
  repositoryId: string;
  comment: {
    readonly id: string;
    readonly body: string;
    readonly mayEdit: boolean;
    readonly mayDelete: boolean;
  };
  /** Its words as they are shown. */
  children: ReactNode;
}

/** A comment, with what its author and admins may do to it. */
export function Comment({ repositoryId, comment, children }: CommentProps) {
  const [isEdited, setIsEdited] = useState(false);
  const { id, body, mayEdit, mayDelete } = comment;
  if (isEdited) {
    return (
      <CommentForm
        repositoryId={repositoryId}
        comment={{ id, body }}
        onDone={() => setIsEdited(false)}
      />
    );
  }
  return (
    <div className="rounded-card border-line min-w-0 border">
      {children}
      {mayEdit || mayDelete ? (
        <div className="flex gap-1 px-2 pb-2">
          {mayEdit ? (
            <Button size="sm" variant="ghost" onClick={() => setIsEdited(true)}>
              Edit
            </Button>
          ) : null}
          {mayDelete ? (
            <ConfirmDialog
              trigger={
                <Button size="sm" variant="ghost">
                  Delete
                </Button>
              }
              title="Delete this comment?"
              confirmLabel="Delete comment"
              busyLabel="Deleting…"
              tone="danger"
              failure="The comment is still there. Try again."
              onConfirm={async () => {
                const result = await deleteCommentAction({ repositoryId, commentId: id });
                if (!result.ok) throw new Error(result.error.code);
              }}
            >
              It is gone for everyone, and cannot be brought back.
            </ConfirmDialog>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
