"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";

const typingPauseMs = 250;

/** A list's search and filters live in its address, so that a view can be kept and sent to somebody. */
export function useAddressFilter<Query extends { q: string; page: number }>(
  query: Query,
  hrefOf: (query: Query) => string,
): {
  search: string;
  setSearch: (search: string) => void;
  /** Shows the first page of the list as it is with this change. */
  show: (change: Partial<Query>) => void;
} {
  const router = useRouter();
  const [search, setSearch] = useState(query.q);
  const [, startTransition] = useTransition();
  const show = (change: Partial<Query>) =>
    startTransition(() => router.replace(hrefOf({ ...query, page: 1, ...change })));

  useEffect(() => {
    if (search === query.q) return undefined;
    const timer = setTimeout(() => {
      startTransition(() => router.replace(hrefOf({ ...query, q: search, page: 1 })));
    }, typingPauseMs);
    return () => clearTimeout(timer);
  }, [search, query, router, hrefOf]);

  return { search, setSearch, show };
}
