import type { PublicBlockOf } from "@byteos/contracts/block";
import { CodeBlock } from "../code-block.tsx";

export function CodeView({ block }: { block: PublicBlockOf<"code"> }) {
  return (
    <CodeBlock
      code={block.code}
      caption={block.caption}
      {...(block.language === undefined ? {} : { language: block.language })}
    />
  );
}
