"use client";

import Check from "lucide-react/icons/check";
import Copy from "lucide-react/icons/copy";
import { useEffect, useState } from "react";
import { IconButton } from "../../primitives/icon-button.tsx";

const copiedForMs = 2_000;

export function CopyCodeButton({ code }: { code: string }) {
  const [isCopied, setIsCopied] = useState(false);

  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setIsCopied(false), copiedForMs);
    return () => clearTimeout(timer);
  }, [isCopied]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(code);
      setIsCopied(true);
    } catch {
      // Clipboard access can be refused by the browser; the code stays selectable.
      setIsCopied(false);
    }
  }

  return (
    <IconButton
      size="sm"
      label={isCopied ? "Copied" : "Copy code"}
      onClick={() => void copy()}
      className="icon-16"
    >
      {isCopied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
    </IconButton>
  );
}
