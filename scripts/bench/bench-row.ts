import type { BenchStack } from "./stack/bench-stack.ts";

export interface Target {
  readonly atMost?: number;
  readonly atLeast?: number;
  readonly exactly?: number;
}

export interface Figure {
  /** A short name, unique within its row. */
  readonly name: string;
  readonly unit: string;
  /** One value a run. */
  readonly values: readonly number[];
  readonly target?: Target;
}

export interface BenchOptions {
  /** How often a page is opened or a start is timed. */
  readonly runs: number;
  readonly learners: number;
  readonly events: number;
  /** A PDF to import instead of a made one of 100 pages. */
  readonly pdf: string | null;
  readonly portOffset: number;
}

export interface BenchContext {
  readonly options: BenchOptions;
  /** The running production build; started when first asked for. */
  readonly stack: () => Promise<BenchStack>;
  /** Stops it when it runs, and starts it again. */
  readonly restart: () => Promise<BenchStack>;
  readonly note: (text: string) => void;
}

export interface BenchRow {
  readonly name: string;
  readonly title: string;
  readonly measure: (context: BenchContext) => Promise<Figure[]>;
}
