import type { ReactNode } from "react";
import { OutboxProvider } from "../../../features/outbox/use-outbox.tsx";
import { requireMember } from "../../../lib/session.ts";

export default async function PlayerLayout({ children }: { children: ReactNode }) {
  const { actor } = await requireMember();
  return (
    <OutboxProvider key={actor.userId} userId={actor.userId}>
      {children}
    </OutboxProvider>
  );
}
