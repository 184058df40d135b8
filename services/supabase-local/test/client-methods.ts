/** Methods of an object of a client, its own and inherited, but for those with a name that is marked as inner. */
export function listMethods(object: object): string[] {
  const names = new Set<string>();
  for (
    let holder: unknown = object;
    typeof holder === "object" && holder !== null && holder !== Object.prototype;
    holder = Object.getPrototypeOf(holder)
  ) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(holder))) {
      if (typeof value === "function" && name !== "constructor" && !name.startsWith("_")) {
        names.add(name);
      }
    }
  }
  return [...names].toSorted();
}

/** Answers like every method of the client: `error` says whether it worked. */
export type Answer = Promise<{ error: unknown }>;

/** A method of the client, called once with success and once with failure. */
interface ServedMethod {
  works: () => Answer;
  /** Not there for what asks nothing of the server. */
  fails?: () => Answer;
}

/** One that answers as in a hosted project that has it off; without a code the client says so by itself. */
export interface OffMethod {
  off: () => Answer;
  code: string;
}

export type MethodTable = Record<string, ServedMethod | OffMethod>;

/** Answers that tell nothing but that it worked. */
export const fine = { error: null };
export const off = (code: string, ask: () => Answer): OffMethod => ({ off: ask, code });

type Outcome = [name: string, ask: () => Promise<string>, wanted: string];

/** Each outcome of each method of one object of the client, for `it.each`. */
export function listOutcomes(table: MethodTable): Outcome[] {
  return Object.entries(table).flatMap(([name, method]): Outcome[] => {
    if ("off" in method) {
      const readCode = async () => {
        const { error } = await method.off();
        if (!(error instanceof Error)) return "no error";
        return "code" in error && typeof error.code === "string" ? error.code : "";
      };
      return [[`${name} says that it is off`, readCode, method.code]];
    }
    const { works, fails } = method;
    const succeed = async () => {
      const { error } = await works();
      return error ? JSON.stringify(error) : "success";
    };
    const success: Outcome = [`${name} works`, succeed, "success"];
    if (!fails) return [success];
    const fail = async () => ((await fails()).error ? "failure" : "success");
    return [success, [`${name} fails`, fail, "failure"]];
  });
}
