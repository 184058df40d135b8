"use client";

import type { Modality } from "@byteos/contracts/learning-event";
import { blockElementId } from "@byteos/ui/logic/block-element-id";
import { SegmentedControl } from "@byteos/ui/primitives/segmented-control";
import GalleryVerticalEnd from "lucide-react/icons/gallery-vertical-end";
import ListTree from "lucide-react/icons/list-tree";
import AlignLeft from "lucide-react/icons/text-align-start";
import { type ReactNode, useEffect, useRef } from "react";
import { makeClientId } from "../../outbox/outbox-entry.ts";
import { useOutbox } from "../../outbox/use-outbox.tsx";
import { formNames } from "../form-names.ts";
import { cardsElementId, mapElementId } from "../state/element-ids.ts";
import { useLesson, useLessonState } from "../state/lesson-context.tsx";

const icons: Partial<Record<Modality, ReactNode>> = {
  text: <AlignLeft />,
  flashcards: <GalleryVerticalEnd />,
  mindmap: <ListTree />,
};

/** Where a form stands; the text is where the learner was in it. */
const placeIds: Partial<Record<Modality, string>> = {
  flashcards: cardsElementId,
  mindmap: mapElementId,
};

/** In which form the module is studied. The place in the text is kept while another form is looked at. */
export function FormControl({
  forms,
  recommended,
}: {
  forms: readonly Modality[];
  recommended: Modality;
}) {
  const { store, courseId, moduleId } = useLesson();
  const { ready } = useOutbox();
  const form = useLessonState((state) => state.form);
  const shown = useRef(form);
  useEffect(() => {
    if (shown.current === form) return;
    shown.current = form;
    const { currentBlockId } = store.getState();
    const id = placeIds[form] ?? blockElementId(currentBlockId ?? "");
    // The focus stays on the control: its arrow keys go through the forms.
    document.getElementById(id)?.scrollIntoView({ block: "start", behavior: "instant" });
  }, [form, store]);
  const take = (value: string) => {
    const taken = forms.find((each) => each === value);
    if (taken === undefined || taken === form) return;
    store.getState().takeForm(taken);
    const event = {
      clientId: makeClientId(),
      type: "modality_switch",
      courseId,
      moduleId,
      blockId: null,
      modality: taken,
      durationSecs: null,
      occurredAt: new Date().toISOString(),
      payload: { from: form, to: taken, recommended },
    } as const;
    void ready.then((outbox) => outbox.record(event));
  };
  return (
    <SegmentedControl
      label="Study as"
      value={form}
      onValueChange={take}
      segments={forms.map((each) => ({
        value: each,
        label: each === recommended ? <Recommended name={formNames[each]} /> : formNames[each],
        icon: <span className="icon-18 grid max-sm:hidden">{icons[each]}</span>,
      }))}
    />
  );
}

function Recommended({ name }: { name: string }) {
  return (
    <>
      {name}
      <span
        aria-hidden
        className="bg-primary ms-1.5 inline-block size-1.5 rounded-full align-middle"
      />
      <span className="sr-only">, recommended</span>
    </>
  );
}
