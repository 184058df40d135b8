"use client";

import { useEffect } from "react";
import { timeZoneCookieName } from "../logic/time-zone.ts";

/** Lets the server count days and write times by the reader's own clock from the next page on. */
export function useRememberTimeZone(): void {
  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    if (document.cookie.includes(`${timeZoneCookieName}=${timeZone}`)) return;
    document.cookie = `${timeZoneCookieName}=${timeZone}; path=/; max-age=31536000; samesite=lax`;
  }, []);
}
