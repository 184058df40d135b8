import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";
import { cn } from "../logic/cn.ts";

export interface ErrorStateProps {
  /** What happened, in plain words; never a raw message. */
  title: ReactNode;
  /** What was kept and what to do. */
  children: ReactNode;
  action?: ReactNode;
  /** Shown small, so that it can be quoted to support. */
  requestId?: string;
  /** It is all that the page shows, so its title is the page's. */
  isPage?: boolean;
  className?: string;
}

export function ErrorState({
  title,
  children,
  action,
  requestId,
  isPage = false,
  className,
}: ErrorStateProps) {
  const Title = isPage ? "h1" : "h2";
  return (
    <div
      role="alert"
      className={cn(
        "grid content-center justify-items-center gap-2 px-6 py-12 text-center",
        className,
      )}
    >
      <TriangleAlert aria-hidden className="icon-22 text-incorrect-fg" />
      <Title className="text-base font-semibold">{title}</Title>
      <div className="text-muted max-w-[52ch] text-sm text-pretty">{children}</div>
      {action ? <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div> : null}
      {requestId ? (
        <p className="text-muted mt-2 text-xs">
          Reference <code className="font-mono">{requestId}</code>
        </p>
      ) : null}
    </div>
  );
}
