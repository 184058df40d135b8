import type { Figure } from "../bench-row.ts";
import type { BenchInstance } from "./start-instance.ts";

interface SupabaseBenchContext {
  readonly instance: BenchInstance;
  /** How often each row is measured. */
  readonly runs: number;
  readonly note: (text: string) => void;
}

/** One thing measured of the embedded Supabase; a new one is a file in `rows` and a line in main.ts. */
export interface SupabaseBenchRow {
  readonly name: string;
  readonly title: string;
  readonly measure: (context: SupabaseBenchContext) => Promise<Figure[]>;
}
