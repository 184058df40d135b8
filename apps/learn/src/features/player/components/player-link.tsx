"use client";

import { useRouter } from "next/navigation";
import type { ComponentProps } from "react";
import { useOutbox } from "../../outbox/use-outbox.tsx";

const patienceMs = 4_000;

/**
 * A link that goes on without loading the page anew. The framework's own would bring its prefetching, three
 * kilobytes that a reader does not need; here the next page is fetched when the pointer comes near.
 */
export function PlayerLink({ href = "/", ...rest }: ComponentProps<"a">) {
  const router = useRouter();
  return (
    <RoutedLink
      {...rest}
      href={href}
      onPointerEnter={() => router.prefetch(href)}
      go={() => router.push(href)}
    />
  );
}

/** Goes on when the last steps are saved, since they decide what is open there. */
export function SavedFirstLink({ href = "/", ...rest }: ComponentProps<"a">) {
  const router = useRouter();
  const { ready } = useOutbox();
  const go = async () => {
    const patience = new Promise((resolve) => setTimeout(resolve, patienceMs));
    await Promise.race([ready.then((outbox) => outbox.flush()), patience]);
    router.push(href);
  };
  return <RoutedLink {...rest} href={href} go={() => void go()} />;
}

interface RoutedLinkProps extends ComponentProps<"a"> {
  href: string;
  go: () => void;
}

function RoutedLink({ href, onClick, go, children, ...rest }: RoutedLinkProps) {
  return (
    <a
      {...rest}
      href={href}
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
        go();
      }}
    >
      {children}
    </a>
  );
}
