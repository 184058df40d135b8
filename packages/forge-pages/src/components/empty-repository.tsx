"use client";

import { Card } from "@byteos/ui/primitives/card";
import { Command } from "./clone-menu.tsx";

/** What to type while nothing was pushed yet. */
export function EmptyRepository({ where }: { where: string }) {
  return (
    <Card className="max-w-180">
      <h2 className="text-base font-semibold">Nothing is here yet</h2>
      <p className="text-muted mt-1 text-sm">Save a folder and push it:</p>
      <div className="mt-3">
        {["byteos init", 'byteos save -m "First version"', `byteos push ${where}`].map((line) => (
          <Command key={line} text={line} />
        ))}
      </div>
    </Card>
  );
}
