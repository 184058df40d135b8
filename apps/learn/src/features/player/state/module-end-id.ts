/** The element at the end of every module. */
export const moduleEndId = "module-end";
