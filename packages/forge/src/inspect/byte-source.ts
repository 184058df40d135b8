import { AppError } from "@byteos/contracts/errors";

/** A file that is read by range: a local file, chunks of a repository, an address that answers Range. */
export interface ByteSource {
  readonly size: number;
  /** Exactly the bytes from `start` to before `end`, both within the file. */
  read(start: number, end: number): Promise<Uint8Array>;
}

export interface ReadBudget {
  readonly maxBytes: number;
  readonly maxReads: number;
}

export interface MeteredSource extends ByteSource {
  readonly spent: { readonly bytes: number; readonly reads: number };
}

/**
 * The same file, but reading outside of it or more than the budget is refused (`inspect.truncated`,
 * `inspect.too-demanding`): a header cannot make its reader fetch without end.
 */
export function meterSource(source: ByteSource, budget: ReadBudget): MeteredSource {
  const spent = { bytes: 0, reads: 0 };
  return {
    size: source.size,
    spent,
    async read(start, end) {
      if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || end < start) {
        throw badFile("A length in this file is not a number of bytes.");
      }
      if (end > source.size) throw truncated();
      spent.bytes += end - start;
      spent.reads += 1;
      if (spent.bytes > budget.maxBytes || spent.reads > budget.maxReads) {
        throw new AppError(
          "limit",
          "inspect.too-demanding",
          "Showing this file would take more reading than is allowed.",
          { suggestion: "Clone the repository and inspect the file on your machine." },
        );
      }
      const bytes = await source.read(start, end);
      if (bytes.length !== end - start) throw truncated();
      return bytes;
    },
  };
}

export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (start, end) => Promise.resolve(bytes.subarray(start, end)),
  };
}

export function truncated(): AppError {
  return new AppError("validation", "inspect.truncated", "The file ends before its header does.");
}

export function badFile(message: string, cause?: unknown): AppError {
  return new AppError("validation", "inspect.bad-file", message, { cause });
}
