"use client";

import { showToast } from "@byteos/ui/patterns/toaster";
import { IconButton } from "@byteos/ui/primitives/icon-button";
import { explainedWords } from "@byteos/web/explained-words";
import X from "lucide-react/icons/x";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { cancelImportAction } from "../../import/actions.ts";

/** Takes a failed import off the list; what it had stored is removed. */
export function DismissImport({ importId, name }: { importId: string; name: string }) {
  const router = useRouter();
  const [isBusy, startTransition] = useTransition();
  return (
    <IconButton
      label={`Dismiss ${name}`}
      size="sm"
      disabled={isBusy}
      onClick={() =>
        startTransition(async () => {
          const result = await cancelImportAction({ importId });
          if (result.ok) router.refresh();
          else showToast(explainedWords(result.error));
        })
      }
    >
      <X aria-hidden />
    </IconButton>
  );
}
