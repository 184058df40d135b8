"use client";

import { Button } from "@byteos/ui/primitives/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogTitle,
} from "@byteos/ui/primitives/dialog";
import { useEffect } from "react";
import { useCourseEditor, useEditorState } from "./editor-context.tsx";

/** The session ended while editing: edits wait on this device until the person has signed in again. */
export function SignInDialog() {
  const editor = useCourseEditor();
  const isOpen = useEditorState((state) => state.dialog === "sign-in");
  useEffect(() => {
    if (!isOpen) return undefined;
    const retry = (): void => void editor.retry();
    const channel = new BroadcastChannel("byteos-session");
    channel.addEventListener("message", retry);
    window.addEventListener("focus", retry);
    return () => {
      channel.close();
      window.removeEventListener("focus", retry);
    };
  }, [isOpen, editor]);
  const close = (): void => editor.store.setState({ dialog: "none" });
  return (
    <Dialog open={isOpen} onOpenChange={(next) => !next && close()}>
      <DialogContent>
        <DialogTitle>You have been signed out</DialogTitle>
        <DialogDescription>
          Your edits are kept on this device. Sign in again in a new tab and come back: they are
          saved by themselves.
        </DialogDescription>
        <DialogFooter>
          <Button variant="ghost" onClick={close}>
            Later
          </Button>
          <Button variant="primary" asChild>
            <a href="/sign-in?next=/signed-in" target="_blank" rel="opener">
              Sign in again
            </a>
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
