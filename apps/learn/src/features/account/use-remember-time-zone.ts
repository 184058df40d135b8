import { useEffect } from "react";

const cookie = "byteos-time-zone";

/** Lets the server count days and greet by the learner's own clock from the next page on. */
export function useRememberTimeZone(): void {
  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    if (document.cookie.includes(`${cookie}=${timeZone}`)) return;
    document.cookie = `${cookie}=${timeZone}; path=/; max-age=31536000; samesite=lax`;
  }, []);
}
