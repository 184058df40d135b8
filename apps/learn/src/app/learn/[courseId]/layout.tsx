import type { ReactNode } from "react";
import { OutboxProvider } from "../../../features/outbox/use-outbox.tsx";
import { LessonKeys } from "../../../features/player/components/interactive-parts.tsx";
import { FinishedModulesProvider } from "../../../features/player/state/finished-modules.tsx";
import { requireMember } from "../../../lib/session.ts";

export default async function PlayerLayout({ children }: { children: ReactNode }) {
  const { actor } = await requireMember();
  return (
    <OutboxProvider key={actor.userId} userId={actor.userId}>
      <FinishedModulesProvider>{children}</FinishedModulesProvider>
      <LessonKeys />
    </OutboxProvider>
  );
}
