import { AuthForm } from "@byteos/ui/patterns/auth/auth-form";
import { AuthFrame } from "@byteos/ui/patterns/auth/auth-frame";
import type { Metadata } from "next";
import { showDeviceAction } from "../../../features/device/actions.ts";
import { DeviceAnswer } from "../../../features/device/components/device-answer.tsx";
import { loadDevicePage } from "../../../features/device/loaders.ts";

export const metadata: Metadata = { title: "Sign in on a terminal" };

interface Props {
  searchParams: Promise<{ code?: string | string[] }>;
}

const problems = {
  ask: "The byteos command shows a code of eight letters. Type it here.",
  unknown:
    "No program waits behind this code. Codes last for 15 minutes: run byteos login again, or check what you typed.",
  "too-often": "Codes were tried too often. Wait an hour, then try again.",
} as const;

export default async function DevicePage({ searchParams }: Props) {
  const { code } = await searchParams;
  const typed = Array.isArray(code) ? code[0] : code;
  const view = await loadDevicePage(typed);
  if (view.kind !== "answer") {
    return (
      <AuthFrame product="Studio" title="Sign in on a terminal" description={problems[view.kind]}>
        <AuthForm
          action={showDeviceAction}
          fields={[
            {
              name: "code",
              label: "Code",
              type: "text",
              autoComplete: "off",
              hint: "In any case, with or without the line in its middle.",
              maxLength: 40,
              ...(typed === undefined ? {} : { defaultValue: typed }),
            },
          ]}
          submitLabel="Continue"
          busyLabel="Looking…"
        />
      </AuthFrame>
    );
  }
  return (
    <AuthFrame
      product="Studio"
      title="Let this terminal in?"
      description="Agree only if you ran byteos login yourself just now, and if the code is the one that your terminal shows."
    >
      <DeviceAnswer
        code={typed ?? ""}
        deviceName={view.login.deviceName}
        email={view.email}
        organisationName={view.organisationName}
      />
    </AuthFrame>
  );
}
