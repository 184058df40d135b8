/**
 * Moves focus to the first control of the form that is marked invalid and brings it into view.
 * Call it after the errors were rendered (in an effect). Returns whether there was one.
 */
export function focusFirstError(form: HTMLElement | null): boolean {
  const control = form?.querySelector<HTMLElement>('[aria-invalid="true"]:not([disabled])');
  if (!control) return false;
  control.focus({ preventScroll: true });
  control.scrollIntoView({ block: "center", behavior: "auto" });
  return true;
}
