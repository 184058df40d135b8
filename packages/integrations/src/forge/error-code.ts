/** Whether the operating system gave this reason: "ENOENT", "EEXIST" and the like. */
export function isErrorCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
