"use client";

import { Button } from "@byteos/ui/primitives/button";
import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";

export function SubmitButton({ busyLabel, children }: { busyLabel: string; children: ReactNode }) {
  const { pending } = useFormStatus();
  return (
    <Button type="submit" variant="primary" size="lg" busy={pending} className="w-full">
      {pending ? busyLabel : children}
    </Button>
  );
}
