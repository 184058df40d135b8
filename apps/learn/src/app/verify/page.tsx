import { formatVerificationCode, parseVerificationCode } from "@byteos/contracts/certificate";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { CodeForm } from "../../features/certificate/components/code-form.tsx";
import { VerifyFrame } from "../../features/certificate/components/verify-frame.tsx";

export const metadata: Metadata = {
  title: { absolute: "Check a certificate · ByteOS" },
  robots: { index: true },
};

export default async function VerifyPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { code } = await searchParams;
  const typed = (Array.isArray(code) ? code[0] : code)?.trim().slice(0, 60) ?? "";
  const parsed = parseVerificationCode(typed);
  if (parsed !== null) redirect(`/verify/${formatVerificationCode(parsed)}`);
  return (
    <VerifyFrame>
      <h1 className="mt-6 font-serif text-4xl font-semibold max-md:text-2xl">
        Check a certificate
      </h1>
      <p className="text-muted mt-3 mb-8 max-w-[60ch] text-base text-pretty">
        Type the code that stands on the certificate. You see who received it, for what and when,
        and whether it still holds.
      </p>
      <CodeForm
        typed={typed}
        {...(typed === ""
          ? {}
          : {
              error:
                "That is not a certificate code. Compare it with the certificate, letter by letter.",
            })}
      />
    </VerifyFrame>
  );
}
