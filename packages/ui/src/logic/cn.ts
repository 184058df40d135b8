import { type ClassValue, clsx } from "clsx";

/** Joins class names. It resolves no conflicts: where a caller must win over a component, mark the class `w-40!`. */
export function cn(...classes: ClassValue[]): string {
  return clsx(classes);
}
