import CloudCheck from "lucide-react/icons/cloud-check";
import CloudOff from "lucide-react/icons/cloud-off";
import CloudUpload from "lucide-react/icons/cloud-upload";
import { cn } from "../logic/cn.ts";

export interface SyncStateProps {
  state: "synced" | "sending" | "waiting";
  /** Events kept on this device. */
  waitingCount?: number;
  /** Hides the words on a phone; they stay for assistive technology. */
  isCompact?: boolean;
  className?: string;
}

const looks = {
  synced: { Icon: CloudCheck, ink: "text-correct", words: "Progress saved" },
  sending: { Icon: CloudUpload, ink: "text-muted", words: "Saving progress" },
  waiting: { Icon: CloudOff, ink: "text-warning-fg", words: "Offline, kept on this device" },
} as const;

/** Whether what the learner did has reached the server. */
export function SyncState({
  state,
  waitingCount = 0,
  isCompact = true,
  className,
}: SyncStateProps) {
  const { Icon, ink, words } = looks[state];
  return (
    <span
      role="status"
      className={cn(
        "icon-18 inline-flex items-center gap-1.5 whitespace-nowrap px-2 text-xs font-medium text-muted",
        className,
      )}
    >
      <Icon aria-hidden className={ink} />
      <span className={isCompact ? "max-md:sr-only" : undefined}>
        {words}
        {state === "waiting" && waitingCount > 0 ? ` (${waitingCount})` : ""}
      </span>
    </span>
  );
}
