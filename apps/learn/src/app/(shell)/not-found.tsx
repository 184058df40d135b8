// The shell has a <main> of its own.
export { MissingPage as default } from "../../lib/missing-page.tsx";
