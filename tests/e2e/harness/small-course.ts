import { Buffer } from "node:buffer";

const topics = [
  [
    "Lenses",
    "A lens bends light so that it meets in one point.",
    "The focal length of a lens is the distance from the lens to the point where parallel rays meet.",
  ],
  [
    "Mirrors",
    "A mirror throws light back at the angle at which it came.",
    "A concave mirror is a mirror that gathers parallel rays in a point before it.",
  ],
  [
    "Prisms",
    "A prism parts white light into its colours.",
    "Dispersion is the parting of light because each colour is bent by a different amount.",
  ],
] as const;

/** A short document of our own, whose course can be read in seconds. */
export function writeSmallDocument(title: string): {
  name: string;
  mimeType: string;
  buffer: Buffer;
} {
  const text = [
    `# ${title}`,
    ...topics.flatMap(([topic, first, second]) => [
      `## ${topic}`,
      `${first} ${second} Light travels in straight lines until it meets another material.`,
      `### How ${topic.toLowerCase()} are used`,
      `Cameras contain ${topic.toLowerCase()} because they need a sharp picture. A telescope gathers light from far away, and an eyepiece makes its picture larger. An observer must never look at the sun through a telescope.`,
      `A microscope shows things that are too small for the eye. Its objective is the part that is closest to the specimen.`,
    ]),
  ].join("\n\n");
  return {
    name: `${title.toLowerCase().replaceAll(" ", "-")}.md`,
    mimeType: "text/markdown",
    buffer: Buffer.from(text),
  };
}
