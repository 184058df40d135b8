import type { CodeToken, CodeTokenKind } from "../logic/highlight-code.ts";

const inks: Record<CodeTokenKind, string> = {
  plain: "",
  key: "text-syntax-key",
  string: "text-syntax-string",
  number: "text-syntax-number",
  comment: "text-syntax-comment",
  function: "text-syntax-function",
};

/** The coloured words of one line of code. */
export function CodeTokens({ tokens }: { tokens: readonly CodeToken[] }) {
  return tokens.map((token, at) =>
    token.kind === "plain" ? (
      token.text
    ) : (
      <span key={at} className={inks[token.kind]}>
        {token.text}
      </span>
    ),
  );
}
