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
