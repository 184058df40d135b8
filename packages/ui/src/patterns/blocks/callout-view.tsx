import type { PublicBlockOf } from "@byteos/contracts/block";
import type { ReactNode } from "react";
import { Callout } from "../callout.tsx";

export interface CalloutViewProps {
  block: PublicBlockOf<"callout">;
  /** The call-out's own blocks, already rendered. */
  children: ReactNode;
}

export function CalloutView({ block, children }: CalloutViewProps) {
  return (
    <Callout variant={block.variant} title={block.title} isReading>
      <div className="grid min-w-0 gap-3">{children}</div>
    </Callout>
  );
}
