"use client";

import { targetLevels } from "@byteos/ui/logic/target-levels";
import { Field } from "@byteos/ui/patterns/field";
import { FormError } from "@byteos/ui/patterns/form-error";
import { Button } from "@byteos/ui/primitives/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogTitle,
  DialogTrigger,
} from "@byteos/ui/primitives/dialog";
import { Input } from "@byteos/ui/primitives/input";
import { NativeSelect } from "@byteos/ui/primitives/native-select";
import { useState, useTransition } from "react";
import { dropGoalAction, setGoalAction } from "../actions.ts";

export interface GoalDialogProps {
  skillId: string;
  name: string;
  goal: { readonly target: number; readonly dueOn: string | null } | null;
}

const usual = 0.9;

/** What the learner wants to reach in a skill: set, changed or dropped. */
export function GoalDialog({ skillId, name, goal }: GoalDialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const [isBusy, start] = useTransition();
  const keep = (action: (form: FormData) => Promise<boolean>) => (form: FormData) =>
    start(async () => {
      const isKept = await action(form).catch(() => false);
      setHasFailed(!isKept);
      if (isKept) setIsOpen(false);
    });
  return (
    <Dialog open={isOpen} onOpenChange={setIsOpen}>
      <DialogTrigger className="link inline-flex min-h-6 items-center max-sm:min-h-11">
        {goal === null ? "Set a goal" : "Change the goal"}
        <span className="sr-only">: {name}</span>
      </DialogTrigger>
      <DialogContent width="sm">
        <form action={keep(setGoalAction)}>
          <DialogTitle>Your goal in {name}</DialogTitle>
          <DialogDescription>
            What comes next is chosen towards it until you are there. Nobody else sees it.
          </DialogDescription>
          <input type="hidden" name="skillId" value={skillId} />
          <Field label="Level" className="mt-5">
            <NativeSelect
              name="target"
              defaultValue={String(goal?.target ?? usual)}
              options={targetLevels.map(({ share, words }) => ({
                value: String(share),
                label: `${Math.round(share * 100)}%: ${words}`,
              }))}
            />
          </Field>
          <Field label="By" isOptional className="mt-4">
            <Input type="date" name="dueOn" defaultValue={goal?.dueOn ?? ""} />
          </Field>
          <FormError className="mt-3">
            {hasFailed ? "Your goal was not saved. Check your connection and try again." : null}
          </FormError>
          <DialogFooter>
            {goal === null ? (
              <Button type="button" variant="ghost" onClick={() => setIsOpen(false)}>
                Cancel
              </Button>
            ) : (
              <Button type="submit" variant="ghost" formAction={keep(dropGoalAction)}>
                Drop the goal
              </Button>
            )}
            <Button type="submit" variant="primary" busy={isBusy}>
              Save goal
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
