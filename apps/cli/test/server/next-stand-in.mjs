// What the routes take from Next.js, for a process that serves them without it: the headers of the request at
// hand, and redirects as errors.
import { AsyncLocalStorage } from "node:async_hooks";

const requests = new AsyncLocalStorage();

export function withRequest(request, work) {
  return requests.run(request, work);
}

export async function headers() {
  return requests.getStore().headers;
}

/** The tests bring tokens; nobody has a cookie. */
export async function cookies() {
  return { get: () => undefined, getAll: () => [], set: () => undefined };
}

export function redirect(path) {
  throw new Error(`Redirected to ${path}`);
}
