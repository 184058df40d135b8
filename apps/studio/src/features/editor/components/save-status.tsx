"use client";

import { timeOfDay } from "@byteos/ui/logic/dates";
import { SaveState } from "@byteos/ui/patterns/save-state";
import { useCourseEditor, useEditorState } from "./editor-context.tsx";

const ownTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
const linkClasses = "link font-medium";

/** Saved, Saving, Offline or Conflict, always in sight, with what to do about it. */
export function SaveStatus() {
  const editor = useCourseEditor();
  const save = useEditorState((state) => state.save);
  const structure = useEditorState((state) => state.structure);
  const open = (dialog: "conflict" | "sign-in") => editor.store.setState({ dialog });
  if (save.kind === "conflict") {
    return (
      <SaveState
        size="sm"
        state="conflict"
        detail={
          save.theirs.changedBy
            ? `${save.theirs.changedBy} changed this module too.`
            : "This module was changed elsewhere too."
        }
        action={
          <button type="button" className={linkClasses} onClick={() => open("conflict")}>
            Compare
          </button>
        }
      />
    );
  }
  if (save.kind === "deleted") {
    return (
      <SaveState
        size="sm"
        state="conflict"
        detail="This module was deleted elsewhere."
        action={
          <button type="button" className={linkClasses} onClick={() => void editor.reviveModule()}>
            Bring it back
          </button>
        }
      />
    );
  }
  if (save.kind === "refused") {
    return <SaveState size="sm" state="conflict" detail={`Not saved. ${save.message}`} />;
  }
  if (save.kind === "signed-out" || structure === "signed-out") {
    return (
      <SaveState
        size="sm"
        state="offline"
        detail="Signed out. Kept on this device."
        action={
          <button type="button" className={linkClasses} onClick={() => open("sign-in")}>
            Sign in
          </button>
        }
      />
    );
  }
  if (save.kind === "offline" || structure === "offline")
    return <SaveState size="sm" state="offline" />;
  if (save.kind === "saving" || structure === "saving")
    return <SaveState size="sm" state="saving" />;
  return (
    <SaveState
      size="sm"
      state="saved"
      {...(save.at === null ? {} : { savedAt: timeOfDay(new Date(save.at), ownTimeZone()) })}
    />
  );
}
