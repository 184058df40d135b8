"use client";

import { createContext, type ReactNode, use, useCallback, useMemo, useState } from "react";

interface FinishedModules {
  readonly ids: ReadonlySet<string>;
  readonly add: (moduleId: string) => void;
}

const FinishedModulesContext = createContext<FinishedModules>({
  ids: new Set(),
  add: () => undefined,
});

/**
 * Modules finished since the player was opened. The next module's page may be made before the last steps of
 * this one have reached the server; without this the progress shown would go back.
 */
export function FinishedModulesProvider({ children }: { children: ReactNode }) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const add = useCallback(
    (moduleId: string) =>
      setIds((before) => (before.has(moduleId) ? before : new Set([...before, moduleId]))),
    [],
  );
  const value = useMemo(() => ({ ids, add }), [ids, add]);
  return <FinishedModulesContext value={value}>{children}</FinishedModulesContext>;
}

export function useFinishedModules(): FinishedModules {
  return use(FinishedModulesContext);
}
