import type { TutorNudge } from "@byteos/contracts/tutor";
import type { NudgeAnswer } from "@byteos/usecases/tutor/nudge-learner";
import { useCallback, useState } from "react";
import { postJson } from "../../lib/post-json.ts";

interface NudgePlace {
  readonly courseId?: string;
  readonly blockId?: string;
  readonly secondsOnBlock?: number;
}

export interface Nudging {
  readonly nudge: TutorNudge | null;
  readonly check: (place: NudgePlace) => Promise<void>;
  /** Takes it off the page, and for good. */
  readonly dismiss: () => void;
}

/** What Byte has to say unasked. Without a connection it says nothing. */
export function useNudge(): Nudging {
  const [nudge, setNudge] = useState<TutorNudge | null>(null);
  const check = useCallback(async (place: NudgePlace) => {
    const answer = await postJson<NudgeAnswer>("/api/tutor/nudge", place);
    setNudge(answer?.nudge ?? null);
  }, []);
  return {
    nudge,
    check,
    dismiss: () => {
      if (nudge !== null) void postJson("/api/tutor/nudge/dismiss", { nudgeId: nudge.id });
      setNudge(null);
    },
  };
}
