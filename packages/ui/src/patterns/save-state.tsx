import ArrowLeftRight from "lucide-react/icons/arrow-left-right";
import CloudCheck from "lucide-react/icons/cloud-check";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import Upload from "lucide-react/icons/upload";
import type { ReactNode } from "react";
import { cn } from "../logic/cn.ts";

export type SaveStateKind = "saved" | "saving" | "offline" | "conflict";

export interface SaveStateProps {
  state: SaveStateKind;
  /** When it was saved, in local time: "09:41". */
  savedAt?: string;
  /** Takes the place of the standing words: who changed what. */
  detail?: ReactNode;
  /** A link or ghost button: "Compare". */
  action?: ReactNode;
  size?: "sm" | "md";
  className?: string;
}

const looks = {
  saved: { Icon: CloudCheck, ink: "text-correct" },
  saving: { Icon: Upload, ink: "text-muted" },
  offline: { Icon: TriangleAlert, ink: "text-warning-fg" },
  conflict: { Icon: ArrowLeftRight, ink: "text-incorrect-fg" },
} as const;

function wordsFor(state: SaveStateKind, savedAt: string | undefined, detail: ReactNode): ReactNode {
  switch (state) {
    case "saved":
      return savedAt ? `Saved ${savedAt}` : "Saved";
    case "saving":
      return "Saving…";
    case "offline":
      return detail ?? "Offline. Kept on this device, sent when you are back";
    case "conflict":
      return <>Conflict. {detail ?? "Someone else changed this too."}</>;
  }
}

/** Always visible in Studio; changes without movement. */
export function SaveState({
  state,
  savedAt,
  detail,
  action,
  size = "md",
  className,
}: SaveStateProps) {
  const { Icon, ink } = looks[state];
  return (
    <span
      role="status"
      className={cn(
        "icon-18 inline-flex items-center gap-2",
        size === "sm" && "gap-1.5! text-xs text-muted",
        className,
      )}
    >
      <Icon aria-hidden className={ink} />
      <span>
        {wordsFor(state, savedAt, detail)} {action}
      </span>
    </span>
  );
}
