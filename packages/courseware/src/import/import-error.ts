import { AppError, isAppError, type ErrorKind } from "@byteos/contracts/errors";

interface ImportProblem {
  readonly kind: ErrorKind;
  readonly message: string;
  readonly suggestion: string;
}

/** Everything that can be wrong with a file, in the words that its owner reads. */
const problems = {
  "import.empty-file": {
    kind: "validation",
    message: "This file is empty.",
    suggestion: "Check that the file opens on your computer and choose it again.",
  },
  "import.wrong-type": {
    kind: "validation",
    message: "The file's content does not match its name.",
    suggestion: "Rename the file to match its content, or export it again in the format you meant.",
  },
  "import.unsupported-type": {
    kind: "validation",
    message: "This kind of file cannot be imported.",
    suggestion: "Use a PDF, Word (.docx), Markdown or HTML file.",
  },
  "import.encrypted-pdf": {
    kind: "validation",
    message: "This PDF is protected with a password.",
    suggestion: "Open it with its password, save a copy without one, and import the copy.",
  },
  "import.encrypted-docx": {
    kind: "validation",
    message: "This Word document is protected with a password.",
    suggestion: "Open it in Word, remove the password, save it, and import it again.",
  },
  "import.no-text": {
    kind: "validation",
    message: "No text was found: the pages seem to be pictures of text.",
    suggestion: "Run text recognition (OCR) on the document and import the result.",
  },
  "import.no-content": {
    kind: "validation",
    message: "There is nothing to read in this file.",
    suggestion: "Choose a file that has some text in it.",
  },
  "import.truncated": {
    kind: "validation",
    message: "The file ends too early: part of it is missing.",
    suggestion: "Download or export the file again and check that it opens completely.",
  },
  "import.unreadable": {
    kind: "validation",
    message: "The file is damaged and could not be read.",
    suggestion: "Open it in the program that made it, save it again, and import the new file.",
  },
  "import.too-complex": {
    kind: "limit",
    message: "The document is nested too deeply to be read.",
    suggestion: "Split or simplify the document and import the parts.",
  },
  "import.too-large": {
    kind: "limit",
    message: "The file is larger than 200 MB.",
    suggestion: "Split the document, or make its pictures smaller, and import the parts.",
  },
  "import.too-many-pages": {
    kind: "limit",
    message: "The document has more than 5,000 pages.",
    suggestion: "Split the document and import the parts.",
  },
  "import.zip-bomb": {
    kind: "limit",
    message: "The document unpacks to far more data than a document should hold.",
    suggestion: "Open it in Word, save it as a new .docx file, and import that one.",
  },
  "import.external-reference": {
    kind: "validation",
    message: "The document loads a template or an object from somewhere else.",
    suggestion: "In Word, detach the template or remove the linked object, save, and import again.",
  },
  "import.cancelled": {
    kind: "conflict",
    message: "The import was cancelled.",
    suggestion: "Start it again whenever you like.",
  },
} as const satisfies Record<string, ImportProblem>;

export type ImportErrorCode = keyof typeof problems;

export function importError(
  code: ImportErrorCode,
  options: {
    readonly message?: string;
    readonly cause?: unknown;
    readonly details?: Readonly<Record<string, unknown>>;
  } = {},
): AppError {
  const problem = problems[code];
  return new AppError(problem.kind, code, options.message ?? problem.message, {
    suggestion: problem.suggestion,
    ...(options.cause === undefined ? {} : { cause: options.cause }),
    ...(options.details === undefined ? {} : { details: options.details }),
  });
}

/** Whatever a parsing library threw, as an error that a person can act on. */
export function asImportError(cause: unknown): AppError {
  if (isAppError(cause)) return cause;
  if (cause instanceof RangeError && /call stack/i.test(cause.message)) {
    return importError("import.too-complex", { cause });
  }
  return importError("import.unreadable", { cause });
}

export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw importError("import.cancelled");
}
