import type { ModalityAdvice } from "@byteos/usecases/modality/modality-advice";
import Info from "lucide-react/icons/info";
import { formNames } from "../form-names.ts";

/** "+4 points", "−11 points", "no difference". */
function pointsInWords(share: number): string {
  const points = Math.round(share * 100);
  if (points === 0) return "no difference";
  return `${signed(points)} ${Math.abs(points) === 1 ? "point" : "points"}`;
}

const signed = (points: number) => `${points < 0 ? "−" : "+"}${Math.abs(points)}`;

/** Which form is recommended and why, with the numbers behind it; nothing where there is only one. */
export function FormAdvice({ advice }: { advice: ModalityAdvice }) {
  const { forms, recommended, reason } = advice;
  if (forms.length < 2) return null;
  return (
    <div className="text-muted icon-16 mt-4 flex items-start gap-2 font-sans text-xs">
      <Info aria-hidden className="mt-px shrink-0" />
      <div className="min-w-0">
        <p className="text-pretty">
          <span className="text-fg font-medium">Recommended: {formNames[recommended]}.</span>{" "}
          {reason} Change form whenever you like; your place comes with you.
        </p>
        <details className="mt-1">
          <summary className="link w-fit cursor-pointer py-1">What this stands on</summary>
          <div className="scroll-quiet mt-2 overflow-x-auto">
            <table className="w-full text-start">
              <thead>
                <tr className="[&>th]:pe-4 [&>th]:pb-1.5 [&>th]:text-start [&>th]:font-medium">
                  <th scope="col">Form</th>
                  <th scope="col">Later answers</th>
                  <th scope="col">Likely</th>
                  <th scope="col">Measured</th>
                </tr>
              </thead>
              <tbody className="tabular-nums">
                {forms.map(({ modality, mean, low, high, count }) => (
                  <tr
                    key={modality}
                    className="border-line border-t [&>td]:py-1.5 [&>td]:pe-4 [&>th]:py-1.5 [&>th]:pe-4"
                  >
                    <th scope="row" className="text-fg text-start font-medium whitespace-nowrap">
                      {formNames[modality]}
                    </th>
                    <td>{count === 0 ? "not known" : pointsInWords(mean)}</td>
                    <td className="whitespace-nowrap">
                      {signed(Math.round(low * 100))} to {signed(Math.round(high * 100))}
                    </td>
                    <td className="whitespace-nowrap">
                      {count === 1 ? "1 answer" : `${count} answers`}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p className="mt-2 text-pretty">
            How much better later answers were than the engine had expected, on this kind of topic
            in your organisation. Four times in five the true value is in the likely range.
          </p>
        </details>
      </div>
    </div>
  );
}
