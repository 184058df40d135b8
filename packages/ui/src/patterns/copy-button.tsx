"use client";

import Check from "lucide-react/icons/check";
import Copy from "lucide-react/icons/copy";
import { useEffect, useState } from "react";
import { Button, type ButtonProps } from "../primitives/button.tsx";
import { IconButton } from "../primitives/icon-button.tsx";

export interface CopyButtonProps {
  text: string;
  /** "Copy code", "Copy link". */
  label: string;
  isIconOnly?: boolean;
  variant?: ButtonProps["variant"];
  size?: "sm" | "md";
}

/** Says "Copied" for two seconds, also to assistive technology. */
export function CopyButton({
  text,
  label,
  isIconOnly = false,
  variant = "secondary",
  size = "md",
}: CopyButtonProps) {
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setIsCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setIsCopied(true),
      () => setIsCopied(false),
    );
  };
  const icon = isCopied ? (
    <Check aria-hidden className="icon-16 text-correct" />
  ) : (
    <Copy aria-hidden className="icon-16" />
  );
  return (
    <>
      {isIconOnly ? (
        <IconButton label={label} size={size} onClick={copy}>
          {icon}
        </IconButton>
      ) : (
        <Button variant={variant} size={size} onClick={copy}>
          {icon}
          {isCopied ? "Copied" : label}
        </Button>
      )}
      <span role="status" className="sr-only">
        {isCopied ? "Copied" : ""}
      </span>
    </>
  );
}
