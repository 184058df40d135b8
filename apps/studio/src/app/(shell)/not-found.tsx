// The shell has a <main> of its own.
export { MissingPage as default } from "../../features/shell/components/missing-page.tsx";
