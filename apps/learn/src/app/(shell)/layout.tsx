import type { ReactNode } from "react";
import { LearnShell } from "../../features/account/components/learn-shell.tsx";
import { loadAccount } from "../../features/account/loaders.ts";

export default async function ShellLayout({ children }: { children: ReactNode }) {
  const account = await loadAccount();
  return (
    <LearnShell name={account.name} detail={account.organisationName}>
      {children}
    </LearnShell>
  );
}
