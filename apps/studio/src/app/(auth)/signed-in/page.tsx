import { AuthFrame } from "@byteos/ui/patterns/auth/auth-frame";
import { Button } from "@byteos/ui/primitives/button";
import type { Metadata } from "next";
import Link from "next/link";
import { AnnounceSession } from "../../../features/auth/announce-session.tsx";

export const metadata: Metadata = { title: "Signed in" };

export default function SignedInPage() {
  return (
    <AuthFrame
      product="Studio"
      title="You are signed in"
      description="Go back to the tab you were working in: what was waiting there is being saved."
    >
      <AnnounceSession />
      <Button asChild>
        <Link href="/">Or go to Studio here</Link>
      </Button>
    </AuthFrame>
  );
}
