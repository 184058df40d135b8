const pollMs = 1000;

/**
 * Under npm, and under the checks, the parent is part of the same command: when it is killed, stop.
 * Started from a shell by hand, the stack may outlive the shell.
 */
export function followParent(onGone: () => void): void {
  const parentPid = process.ppid;
  if (!process.env["npm_lifecycle_event"] || parentPid <= 1) return;
  const timer = setInterval(() => {
    if (process.ppid === parentPid) return;
    clearInterval(timer);
    onGone();
  }, pollMs);
  timer.unref();
}
