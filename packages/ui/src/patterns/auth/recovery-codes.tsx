"use client";

import { useEffect, useRef } from "react";
import { downloadText } from "../../logic/download-text.ts";
import { Button } from "../../primitives/button.tsx";
import { CopyButton } from "../copy-button.tsx";

export interface RecoveryCodesProps {
  codes: readonly string[];
  onKept: () => void;
}

/** Shown once, right after they are made: only their hashes are kept. */
export function RecoveryCodes({ codes, onKept }: RecoveryCodesProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const text = codes.map(group).join("\n");
  return (
    <div className="rounded-card border-line grid gap-5 border p-5 max-sm:p-4">
      <div className="grid gap-1.5">
        <h3 ref={heading} tabIndex={-1} className="text-base font-semibold outline-none">
          Keep these recovery codes
        </h3>
        <p className="text-muted text-sm text-pretty">
          When your phone is lost, one of them lets you in. Each works once, and they are not shown
          again. Keep them where your phone is not.
        </p>
      </div>
      <ul className="bg-surface rounded-option grid grid-cols-2 gap-x-6 gap-y-2 p-4 font-mono text-sm max-sm:grid-cols-1">
        {codes.map((code) => (
          <li key={code}>{group(code)}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={onKept}>
          I have kept them
        </Button>
        <CopyButton text={text} label="Copy codes" />
        <Button
          onClick={() => downloadText("byteos-recovery-codes.txt", `${text}\n`, "text/plain")}
        >
          Download
        </Button>
      </div>
    </div>
  );
}

function group(code: string): string {
  return code.replaceAll(/(.{4})(?=.)/g, "$1-");
}
