"use client";

import { useRouter } from "next/navigation";
import type { ComponentProps } from "react";

/**
 * A link that goes on without loading the page anew. The framework's own would bring its prefetching, three
 * kilobytes that a reader does not need; here the next page is fetched when the pointer comes near.
 */
export function PlayerLink({ href = "/", onClick, children, ...rest }: ComponentProps<"a">) {
  const router = useRouter();
  return (
    <a
      {...rest}
      href={href}
      onPointerEnter={() => router.prefetch(href)}
      onClick={(event) => {
        onClick?.(event);
        const isPlain =
          event.button === 0 &&
          !event.metaKey &&
          !event.ctrlKey &&
          !event.shiftKey &&
          !event.altKey;
        if (event.defaultPrevented || !isPlain) return;
        event.preventDefault();
        router.push(href);
      }}
    >
      {children}
    </a>
  );
}
