"use client";

import { ByteMark } from "@byteos/ui/patterns/byte-mark";
import { IconButton } from "@byteos/ui/primitives/icon-button";
import ArrowUp from "lucide-react/icons/arrow-up";
import Square from "lucide-react/icons/square";
import X from "lucide-react/icons/x";
import { type KeyboardEvent, type SubmitEvent, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { PlayerLink } from "../../player/components/player-link.tsx";
import { useByte } from "../use-byte.ts";
import { ByteTurn } from "./byte-turn.tsx";

/** Beside the lesson on a wide screen, a sheet above the bar on a phone. The lesson stays in use. */
export function BytePanel({
  startsWithHint,
  onClose,
}: {
  /** Opened by a nudge: the next hint for the question on screen comes at once. */
  startsWithHint: boolean;
  onClose: () => void;
}) {
  const byte = useByte();
  const { turns, isBusy } = byte;
  const [draft, setDraft] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const thread = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLElement>(null);
  const last = turns?.at(-1);

  useEffect(() => {
    const element = panel.current;
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key === "Escape") onClose();
    };
    element?.addEventListener("keydown", onKey);
    return () => element?.removeEventListener("keydown", onKey);
  }, [onClose]);

  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    const box = thread.current;
    if (box !== null) box.scrollTop = box.scrollHeight;
  }, [turns?.length, last?.text, last?.citations.length]);

  const hasStarted = useRef(false);
  useEffect(() => {
    if (!startsWithHint || hasStarted.current || turns === null) return;
    hasStarted.current = true;
    void byte.ask("Next hint", "hint");
  }, [startsWithHint, turns, byte]);

  const send = () => {
    const message = draft.trim();
    if (message === "" || isBusy) return;
    setDraft("");
    void byte.ask(message);
  };
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    send();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };

  return createPortal(
    <aside
      aria-label="Byte"
      data-print="hide"
      data-density="learn"
      ref={panel}
      className="z-sheet border-line bg-bg max-md:rounded-t-sheet max-md:shadow-3 animate-fade-in fixed end-0 bottom-0 flex w-92 flex-col border-s max-md:inset-x-0 max-md:bottom-[calc(4rem+env(safe-area-inset-bottom))] max-md:h-[min(34rem,64dvh)] max-md:w-auto max-md:border-s-0 max-md:border-t md:top-14"
    >
      <header className="flex items-center gap-3 px-5 pt-4 pb-3 max-md:px-4">
        <ByteMark />
        <div className="min-w-0 flex-1">
          <h2 className="text-sm font-semibold">Byte</h2>
          <p className="text-muted text-xs">Answers from this course alone</p>
        </div>
        <IconButton label="Close Byte" onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </header>
      <div
        ref={thread}
        role="region"
        aria-live="polite"
        aria-label="Conversation with Byte"
        aria-busy={isBusy}
        tabIndex={0}
        className="grid flex-1 content-start gap-6 overflow-y-auto px-5 py-2 max-md:px-4"
      >
        {turns?.length === 0 ? (
          <p className="text-muted text-byte text-pretty">
            Ask about what you are reading, or about a question you are stuck on.
          </p>
        ) : null}
        {turns?.map((turn, index) => (
          <ByteTurn
            key={turn.id === "" ? `new-${index}` : turn.id}
            turn={turn}
            isLatest={index === turns.length - 1}
            isBusy={isBusy}
            onHint={() => void byte.ask("Next hint", "hint")}
            onRate={(isHelpful) => byte.rate(turn.id, isHelpful)}
          />
        ))}
      </div>
      <form onSubmit={onSubmit} className="border-line border-t px-5 pt-3 pb-4 max-md:px-4">
        <div className="border-control bg-raised rounded-option focus-within:border-primary flex items-end gap-2 border p-1 ps-4">
          <textarea
            ref={field}
            rows={1}
            maxLength={2_000}
            value={draft}
            onChange={(event) => setDraft(event.target.value)}
            onKeyDown={onKeyDown}
            aria-label="Ask about this lesson"
            placeholder="Ask about this lesson"
            className="text-byte placeholder:text-muted field-sizing-content max-h-32 min-h-11 flex-1 resize-none bg-transparent py-2.5 outline-none focus-visible:outline-none"
          />
          {isBusy ? (
            <IconButton label="Stop" size="lg" onClick={byte.stop}>
              <Square aria-hidden />
            </IconButton>
          ) : (
            <IconButton label="Send" size="lg" type="submit" disabled={draft.trim() === ""}>
              <ArrowUp aria-hidden />
            </IconButton>
          )}
        </div>
        <p className="text-muted mt-2 text-xs text-pretty">
          Byte gives hints before answers, and says when it does not know.{" "}
          <PlayerLink className="link" href="/account/byte">
            What it remembers
          </PlayerLink>
        </p>
      </form>
    </aside>,
    document.body,
  );
}
